"""The boundary to Telegram: calls that fail, hang, break off half way, drip, or answer what makes no sense."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator

import pytest

from tests.botapi import BotApiServer
from tests.faults.asked import Crowd, assert_discreet
from tests.faults.table import Row, note
from tests.faults.wire import Fault, Wire, http
from tests.telegram.running import RunningBot


@pytest.fixture(scope="module")
def wire(server: BotApiServer) -> Iterator[Wire]:
    with Wire((server.url.split("/")[2].split(":")[0], int(server.url.rpartition(":")[2]))) as between:
        yield between


@pytest.fixture(scope="module")
def bot(started: Callable[..., RunningBot], wire: Wire) -> RunningBot:
    return started(telegram_api_url=f"http://127.0.0.1:{wire.port}")


def ok(result: object) -> bytes:
    return json.dumps({"ok": True, "result": result}).encode()


SENDING: dict[str, Callable[[BotApiServer], None]] = {
    "429, two seconds": lambda server: server.flood("sendMessage", 2),
    "500 once": lambda server: server.fail("sendMessage", 500),
    "502 once": lambda server: server.garble("sendMessage", 502),
    "503 once": lambda server: server.fail("sendMessage", 503, "Service Unavailable"),
    "400 once": lambda server: server.fail("sendMessage", 400, "Bad Request: can't parse entities"),
    "connection cut before it was carried out": lambda server: server.drop("sendMessage"),
    "connection cut after it was carried out": lambda server: server.drop("sendMessage", after=True),
    "no answer for 22 s": lambda server: server.hang("sendMessage", 22),
    "half an answer": lambda server: server.garble("sendMessage", 200, b'{"ok": true, "result": {"message_id": 1'),
    "JSON of the wrong shape: a list": lambda server: server.garble("sendMessage", 200, b"[1, 2]"),
    "JSON of the wrong shape: no result": lambda server: server.garble("sendMessage", 200, b'{"ok": true}'),
    "JSON of the wrong shape: true": lambda server: server.garble("sendMessage", 200, ok(True)),
    "JSON of the wrong shape: text": lambda server: server.garble("sendMessage", 200, ok("sent")),
    "400 with parameters of the wrong shape": lambda server: server.garble(
        "sendMessage", 400, b'{"ok": false, "error_code": 400, "description": "Bad Request", "parameters": [7]}'
    ),
}


@pytest.mark.slow
@pytest.mark.parametrize("what", SENDING)
def test_an_answer_that_telegram_does_not_take_well(server: BotApiServer, bot: RunningBot, what: str) -> None:
    crowd = Crowd(server)
    SENDING[what](server)
    found = crowd.account(crowd.ask(), quiet=3.0)  # what comes late, or twice, is to be seen
    server.clear_faults()
    note(Row("Telegram, sending", what, dict(found.seen), found.lost, found.twice))
    assert (found.lost, found.twice) == (0, 0)
    crowd.asks_well()
    assert_discreet(server, bot)


POLLING: dict[str, Callable[[BotApiServer], None]] = {
    "500, three times": lambda server: server.fail("getUpdates", 500, times=3),
    "429, two seconds": lambda server: server.flood("getUpdates", 2),
    "connection cut, three times": lambda server: server.drop("getUpdates", times=3),
    "half an answer": lambda server: server.garble("getUpdates", 200, b'{"ok": true, "result": [{"update_id"', times=2),
    "JSON of the wrong shape: an object": lambda server: server.garble("getUpdates", 200, ok({"a": 1}), times=3),
    "JSON of the wrong shape: text": lambda server: server.garble("getUpdates", 200, ok("none"), times=3),
    "JSON of the wrong shape: numbers": lambda server: server.garble("getUpdates", 200, ok([1, 2]), times=3),
    "JSON of the wrong shape: no result": lambda server: server.garble("getUpdates", 200, b'{"ok": true}', times=3),
    "JSON of the wrong shape: a number that is text": lambda server: server.garble(
        "getUpdates", 200, ok([{"update_id": "7", "message": {}}]), times=3
    ),
    "JSON of the wrong shape: a list": lambda server: server.garble("getUpdates", 200, b"[]", times=3),
    "429 with parameters of the wrong shape": lambda server: server.garble(
        "getUpdates", 429, b'{"ok": false, "error_code": 429, "description": "Too Many", "parameters": "x"}', times=3
    ),
}


@pytest.mark.slow
@pytest.mark.parametrize("what", POLLING)
def test_updates_that_do_not_come_well(server: BotApiServer, bot: RunningBot, what: str) -> None:
    crowd = Crowd(server)
    POLLING[what](server)
    before = server.polls
    found = crowd.account(crowd.ask())
    note(Row("Telegram, fetching", what, dict(found.seen), found.lost, found.twice))
    assert (found.lost, found.twice) == (0, 0)
    assert server.polls - before < 20
    crowd.asks_well()
    assert_discreet(server, bot)


WIRE: dict[str, Fault] = {
    "every connection reset for 5 s": Fault(reset=True),
    "silence for 5 s": Fault(hang=True),
    "a byte of the answer every 0.2 s, for 5 s": Fault(drip_seconds=0.2),
    "answers cut after 40 bytes, for 5 s": Fault(half=40),
    "a proxy's 502 for everything, for 5 s": Fault(reply=lambda _: http("502 Bad Gateway", b"<html>", "text/html")),
    "garbage for everything, for 5 s": Fault(reply=lambda _: b"\x00\xff\x13garbage\r\n\r\n"),
}


@pytest.mark.slow
@pytest.mark.parametrize("what", WIRE)
def test_a_wire_to_telegram_that_fails(server: BotApiServer, bot: RunningBot, wire: Wire, what: str) -> None:
    crowd = Crowd(server)
    server.wait_until_polling()
    asked = crowd.ask(3)
    wire.fault = WIRE[what]
    during = crowd.ask(3)
    try:
        crowd.account(asked, seconds=5, quiet=0.1)
    finally:
        wire.heal()
    found = crowd.account([*asked, *during])
    note(Row("Telegram, the network", what, dict(found.seen), found.lost, found.twice))
    assert (found.lost, found.twice) == (0, 0)
    crowd.asks_well()
    assert_discreet(server, bot)
