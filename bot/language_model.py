"""A language model on a server that speaks OpenAI's chat protocol: Ollama, vLLM, llama.cpp, hosted ones."""

from __future__ import annotations

import queue
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import httpx
from pydantic import SecretStr

from bot.answers.llm import LlmError, StoppedError

if TYPE_CHECKING:
    from llama_index.llms.openai_like import OpenAILike

MOST_TOKENS = 500  # of a reply; four sentences take about 200
_CHARACTERS_PER_TOKEN = 4  # where the server does not count
_STOP_SEEN_SECONDS = 0.2  # how soon a reply that says nothing is found to be stopped
_WITHOUT_KEY = "none"  # the client insists on a key; servers of one's own look at none


class _Reply:
    """What the receiving thread hands over: pieces, then None or an error."""

    def __init__(self) -> None:
        self.pieces: queue.Queue[str | LlmError | None] = queue.Queue()
        self.counted: tuple[int, int] | None = None
        self.stopped = threading.Event()


@dataclass(frozen=True)
class Usage:
    """What one reply took, in tokens; `counted` is False where the server did not say and it is estimated."""

    prompt_tokens: int
    completion_tokens: int
    counted: bool
    seconds: float


class LanguageModel:
    """One model on one server. Safe to use from several threads."""

    def __init__(
        self,
        url: str,
        model: str,
        key: SecretStr | None,
        *,
        seconds: float,
        used: Callable[[Usage], None] = lambda _: None,
    ) -> None:
        """`url` ends before `/chat/completions`; a whole reply may take `seconds`; `used` hears what each took."""
        self.model = model
        self._url = url.rstrip("/")
        self._key = key
        self._seconds = seconds
        self._used = used
        self._streams_usage = True

    def until(self, stop: threading.Event) -> Stoppable:
        """The same model, whose replies end with StoppedError once `stop` is set."""
        return Stoppable(self, stop)

    def warm_up(self) -> None:
        """Import the client, which takes seconds, before the first question waits for it."""
        self._client(httpx.Client()).class_name()

    def complete(self, system: str, asked: str, stop: threading.Event | None = None) -> Iterator[str]:
        """The reply in pieces as they come. Raises LlmError (none in time, broken off) or StoppedError."""
        reply = _Reply()
        client = httpx.Client(timeout=httpx.Timeout(self._seconds, connect=min(5.0, self._seconds)))
        started = time.monotonic()
        # In a thread: a server that sends a byte now and then never runs into a time-out of its connection.
        threading.Thread(target=self._receive, args=(client, system, asked, reply), name="llm", daemon=True).start()
        written = 0
        try:
            while True:
                if stop is not None and stop.is_set():
                    raise StoppedError("stopped by the asker")
                left = self._seconds - (time.monotonic() - started)
                try:
                    piece = reply.pieces.get(timeout=max(min(left, _STOP_SEEN_SECONDS), 0.001))
                except queue.Empty:
                    if left > _STOP_SEEN_SECONDS:
                        continue
                    raise LlmError(f"no whole reply within {self._seconds:g} seconds") from None
                if piece is None:
                    return
                if isinstance(piece, LlmError):
                    raise piece
                written += len(piece)
                yield piece
        finally:
            reply.stopped.set()
            client.close()
            seconds = time.monotonic() - started
            if reply.counted is not None:
                self._used(Usage(*reply.counted, True, seconds))
            elif written:
                read = (len(system) + len(asked)) // _CHARACTERS_PER_TOKEN
                self._used(Usage(read, written // _CHARACTERS_PER_TOKEN, False, seconds))

    def _receive(self, client: httpx.Client, system: str, asked: str, reply: _Reply) -> None:
        import openai
        from llama_index.core.llms import ChatMessage, MessageRole

        messages = [
            ChatMessage(role=MessageRole.SYSTEM, content=system),
            ChatMessage(role=MessageRole.USER, content=asked),
        ]
        written = False
        try:
            for chunk in self._client(client).stream_chat(messages):
                if reply.stopped.is_set():
                    return
                usage = getattr(chunk.raw, "usage", None)
                if usage is not None:
                    # Not below nought, or a server could win back what was spent today.
                    reply.counted = max(0, int(usage.prompt_tokens)), max(0, int(usage.completion_tokens))
                if chunk.delta:
                    written = True
                    reply.pieces.put(chunk.delta)
        except openai.BadRequestError as error:
            if self._streams_usage and not written and "stream_options" in str(error):
                self._streams_usage = False  # older servers don't know it; asked again without
                self._receive(client, system, asked, reply)
                return
            reply.pieces.put(LlmError("the server refused the request (400)"))
        except openai.APIStatusError as error:
            reply.pieces.put(LlmError(f"the server answered {error.status_code}"))
        except Exception as error:
            # Whatever a foreign server's reply makes the client raise ends in quotations; its text may hold the key.
            reply.pieces.put(LlmError(f"no usable reply ({type(error).__name__})"))
        else:
            reply.pieces.put(None if written else LlmError("an empty reply"))

    def _client(self, client: httpx.Client) -> OpenAILike:
        from llama_index.llms.openai_like import OpenAILike

        further: dict[str, Any] = {"stream_options": {"include_usage": True}} if self._streams_usage else {}
        return OpenAILike(
            model=self.model,
            api_base=self._url,
            api_key=self._key.get_secret_value() if self._key else _WITHOUT_KEY,
            http_client=client,
            is_chat_model=True,
            temperature=0.0,
            max_tokens=MOST_TOKENS,
            max_retries=0,  # the asker waits: quotations are ready at once
            timeout=self._seconds,
            additional_kwargs=further,
        )


@dataclass(frozen=True)
class Stoppable:
    """A language model that writes for somebody who may have enough of waiting."""

    whole: LanguageModel
    stop: threading.Event

    @property
    def model(self) -> str:
        """Its name."""
        return self.whole.model

    def complete(self, system: str, asked: str) -> Iterator[str]:
        """The reply in pieces. Raises StoppedError once `stop` is set, LlmError as the model does."""
        return self.whole.complete(system, asked, self.stop)
