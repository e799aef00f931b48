"""The boundary to a language model's server: everything it can do wrong ends in quotations that say so."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator

import pytest

from tests.botapi import BotApiServer
from tests.faults.asked import FULL, MARKED, Crowd, assert_discreet
from tests.faults.table import Row, note
from tests.faults.wire import Fault, Wire, http
from tests.llm_server import LlmServer, llm_server
from tests.telegram.running import RunningBot

KEY = "model-key-of-the-test"
SECONDS = 6.0


@pytest.fixture(scope="module")
def model() -> Iterator[LlmServer]:
    with llm_server(KEY) as served:
        yield served


@pytest.fixture(scope="module")
def wire(model: LlmServer) -> Iterator[Wire]:
    with Wire(("127.0.0.1", int(model.url.split(":")[2].split("/")[0]))) as between:
        yield between


@pytest.fixture(scope="module")
def bot(started: Callable[..., RunningBot], wire: Wire) -> RunningBot:
    return started(llm_url=f"http://127.0.0.1:{wire.port}/v1", llm_model="m", llm_key=KEY, llm_seconds=SECONDS)


def stream(*rows: object) -> Fault:
    """These events, as a whole reply."""
    body = b"".join(b"data: " + json.dumps(row).encode() + b"\n\n" for row in rows) + b"data: [DONE]\n\n"
    return Fault(reply=lambda _: http("200 OK", body, "text/event-stream"))


def chunk(**delta: object) -> dict[str, object]:
    """An event of the protocol."""
    choice = {"index": 0, "delta": delta, "finish_reason": None}
    return {"id": "c", "object": "chat.completion.chunk", "created": 1, "model": "m", "choices": [choice]}


def status(line: str) -> Fault:
    return Fault(reply=lambda _: http(line, f'{{"error": {{"message": "your key was {KEY}"}}}}'.encode()))


FAULTS = {
    "every connection reset": Fault(reset=True),
    "takes the question and never answers": Fault(hang=True),
    "the reply cut after 400 bytes": Fault(half=400),
    "a byte of the reply every 0.1 s": Fault(drip_seconds=0.1),
    "400": status("400 Bad Request"),
    "401": status("401 Unauthorized"),
    "404": status("404 Not Found"),
    "429": status("429 Too Many Requests"),
    "500": status("500 Internal Server Error"),
    "503": status("503 Service Unavailable"),
    "a proxy's page": Fault(reply=lambda _: http("200 OK", b"<html>Sign in</html>", "text/html")),
    "garbage": Fault(reply=lambda _: b"\x00\xffgarbage\r\n\r\n"),
    "an empty reply": stream(),
    "JSON of the wrong shape: text a number": stream(chunk(content=5)),
    "JSON of the wrong shape: text an object": stream(chunk(content={"text": "It was."}), chunk(content=["a"])),
    "JSON of the wrong shape: no choices": stream({"choices": None}),
    "JSON of the wrong shape: choices a text": stream({"choices": "none"}),
    "JSON of the wrong shape: numbers": stream(1, 2, 3),
    "JSON of the wrong shape: null": stream(None),
    "JSON of the wrong shape: tokens counted in words": stream(
        chunk(content="CEIEC [1]."), {**chunk(), "choices": [], "usage": {"prompt_tokens": "many"}}
    ),
    "JSON of the wrong shape: tokens counted below nought": stream(
        chunk(content="It is so."),
        {**chunk(), "choices": [], "usage": {"prompt_tokens": -7, "completion_tokens": -9, "total_tokens": -16}},
    ),
    "an error in the middle of the reply": stream(chunk(content="It "), {"error": {"message": f"key {KEY}"}}),
    "a megabyte without a full stop": stream(*(chunk(content="word " * 2000) for _ in range(100))),
    "control characters and half a surrogate": stream(chunk(content="\ud800\x00\x1b[31m [1].")),
}


@pytest.mark.slow
@pytest.mark.parametrize("what", FAULTS)
def test_a_model_that_fails(server: BotApiServer, bot: RunningBot, wire: Wire, what: str) -> None:
    crowd = Crowd(server)
    wire.fault = FAULTS[what]
    try:
        found = crowd.account(crowd.ask(2))
    finally:
        wire.heal()
    note(Row("language model", what, dict(found.seen), found.lost, found.twice))
    assert (found.lost, found.twice) == (0, 0)
    assert set(found.seen) <= {FULL, MARKED}, found.told
    crowd.asks_well()
    assert_discreet(server, bot, KEY)
