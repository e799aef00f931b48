"""Requests at the boundaries, in small: each ends in time, and what has another shape is not believed."""

from __future__ import annotations

from collections.abc import Iterator

import httpx
import pytest
from telegram.error import NetworkError, TelegramError, TimedOut

from bot.telegram import requests
from bot.telegram.requests import NotTakenError, WatchedRequest
from index.timed_transport import TimedTransport
from tests.botapi import BotApiServer
from tests.faults.wire import Fault, Wire, http


@pytest.fixture(scope="module")
def server() -> Iterator[BotApiServer]:
    with BotApiServer() as running:
        yield running


@pytest.fixture(scope="module")
def wire(server: BotApiServer) -> Iterator[Wire]:
    with Wire(("127.0.0.1", int(server.url.rpartition(":")[2]))) as between:
        yield between


@pytest.mark.parametrize("body", [b"[1]", b"7", b"null", b"<html>", b'{"ok": true}', b"[" * 100_000])
def test_an_answer_of_telegrams_that_is_none(body: bytes) -> None:
    with pytest.raises(TelegramError):
        WatchedRequest.parse_json_payload(body)


def test_a_refusal_whose_parts_are_of_other_kinds_is_a_refusal_without_them() -> None:
    body = b'{"ok": false, "error_code": 429, "description": 7, "parameters": {"retry_after": "soon"}}'
    assert WatchedRequest.parse_json_payload(body) == {"ok": False, "error_code": 429, "parameters": {}}
    assert WatchedRequest.parse_json_payload(b'{"ok": false, "parameters": [1]}') == {"ok": False}


async def asked(wire: Wire, server: BotApiServer) -> None:
    request = WatchedRequest()
    async with request:
        await request.post(f"http://127.0.0.1:{wire.port}/bot{server.token}/getMe")


@pytest.mark.parametrize(
    ("fault", "raised"),
    [
        (Fault(reset=True), NetworkError),
        (Fault(reply=lambda _: http("500 Internal Server Error", b"{}")), NotTakenError),
        (Fault(reply=lambda _: http("503 Service Unavailable", b"")), NotTakenError),
        (Fault(drip_seconds=0.05), TimedOut),
        (Fault(hang=True), TimedOut),
    ],
)
async def test_what_can_be_made_again_is_told_apart(
    wire: Wire, server: BotApiServer, monkeypatch: pytest.MonkeyPatch, fault: Fault, raised: type[Exception]
) -> None:
    monkeypatch.setattr(requests, "REQUEST_SECONDS", 0.3)
    wire.fault = fault
    try:
        with pytest.raises(raised) as told:
            await asked(wire, server)
        assert isinstance(told.value, NotTakenError) == (raised is NotTakenError)
    finally:
        wire.heal()


async def test_a_server_that_takes_no_connections_has_taken_nothing(wire: Wire, server: BotApiServer) -> None:
    wire.unplug()
    try:
        with pytest.raises(NotTakenError):
            await asked(wire, server)
    finally:
        wire.heal()


def test_a_server_of_the_index_that_drips_runs_out_of_time(wire: Wire) -> None:
    wire.fault = Fault(drip_seconds=0.05)
    try:
        with httpx.Client(transport=TimedTransport(0.3), timeout=5) as client, pytest.raises(httpx.ReadTimeout):
            client.get(f"http://127.0.0.1:{wire.port}/")
    finally:
        wire.heal()
