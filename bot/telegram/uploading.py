"""Uploads: an editor sends a file, forwards an article, or names a link; sees what was read; adds it, or takes it back.

Nothing is stored before Add is pressed. The preview replies to what was sent, and Add takes it from there once more:
so the button works after a restart, and at every replica.
"""

from __future__ import annotations

import asyncio
import re
import tempfile
from dataclasses import dataclass
from pathlib import Path

import structlog
from telegram import CallbackQuery, InlineKeyboardButton, Message, Update
from telegram.error import TelegramError
from telegram.ext import ContextTypes

from bot.index_results import result_of
from bot.previews import Preview
from bot.settings import Settings
from bot.state.uploads import Upload
from bot.telegram.delivery import Target
from bot.telegram.forwarded import forwarded_file
from bot.telegram.hearing import Hearing, Rows, keyboard_of
from bot.telegram.index_reports import report_text
from bot.telegram.index_runs import IndexRuns, Shown
from bot.telegram.memory import remembered
from bot.telegram.previews import preview_text
from bot.telegram.reindexing import by_person, shown_in
from bot.telegram.rendering import plain
from bot.telegram.speech import Speech
from bot.telegram.switching import waiting_rows
from bot.telegram.untrusted import clean_line
from bot.uploads import Uploads, safe_name
from corpus.errors import FetchError, InputError, SanctionsBotError
from corpus.web_addresses import is_web, normal, without_secrets
from index.report import IndexReport, ProgressCallback

# "up" for what is to be done with the message replied to; "un" for undo, and the upload.
UPLOAD_DATA = re.compile(r"^up:(?P<what>add|no)$")
UNDO_DATA = re.compile(r"^un:(?P<upload>[0-9a-f]{12})$")
_MEGABYTE = 1_000_000
_ADD = re.compile(r"/add(?:@\w+)?\s+(?P<link>\S+)\s*", re.IGNORECASE)

log = structlog.get_logger()


class _NotTakenError(Exception):
    """What was sent cannot be taken; the message is for who sent it."""


@dataclass(frozen=True)
class _Sent:
    """What somebody wants to add: a file's name and content, or a link in its normal form."""

    name: str
    content: bytes | None = None
    link: str | None = None


class Uploading:
    """Handles what editors send in private, and the buttons; that an editor uses them is checked before."""

    def __init__(self, hearing: Hearing, runs: IndexRuns, settings: Settings) -> None:
        self._hearing = hearing
        self._runs = runs
        self._limit = settings.upload_megabytes
        self._uploads = Uploads(settings, hearing.state)

    async def sent(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        """A file, a forwarded message, or /add with a link: show what reading it gives."""
        message = update.message
        assert message is not None
        speech = await self._hearing.languages.speech(message)
        target = Target(message.chat.id, None, message.message_id)
        await self._hearing.delivery.typing(target)
        try:
            sent = await self._content(message, speech)
            preview = await asyncio.to_thread(self._preview, sent)
        except _NotTakenError as error:
            await self._hearing.delivery.send(target, plain(str(error)))
            return
        except (FetchError, InputError) as error:
            told = speech.say("upload-not-read", reason=clean_line(str(error), 300))
            await self._hearing.delivery.send(target, plain(told))
            return
        except (SanctionsBotError, OSError) as error:
            log.error("telegram.upload_not_read", error=type(error).__name__, reason=str(error))
            await self._hearing.delivery.send(target, plain(speech.say("answer-failed")))
            return
        rows: Rows = ()
        if not preview.is_empty:
            rows = [
                [
                    InlineKeyboardButton(speech.say(f"upload-button-{what}"), callback_data=f"up:{what}")
                    for what in ("add", "no")
                ]
            ]
        text = preview_text(clean_line(sent.name, 100), preview, speech)
        await self._hearing.delivery.send(target, plain(text), keyboard_of(rows))

    async def pressed(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        """Add, or leave it."""
        query = update.callback_query
        assert query is not None
        speech = await self._hearing.languages.speech(query)
        message = query.message
        original = message.reply_to_message if isinstance(message, Message) else None
        if not isinstance(message, Message) or original is None:
            await self._hearing.delivery.answer(query, speech.say("upload-gone"), alert=True)
            return
        await self._hearing.delivery.answer(query)
        if query.data == "up:no":
            await self._edit(message, speech.say("upload-discarded"))
            return
        await self._edit(message, speech.say("upload-taking-in"))
        try:
            sent = await self._content(original, speech)
            upload = await asyncio.to_thread(self._add, sent, query.from_user.id)
        except _NotTakenError as error:
            await self._edit(message, str(error))
            return
        except (SanctionsBotError, OSError) as error:
            log.error("telegram.upload_failed", error=type(error).__name__, reason=str(error))
            await self._edit(message, speech.say("answer-failed"))
            return
        context.application.create_task(self._take_in(query, message, upload, speech), update=update)

    async def undone(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        """Undo: take out again what was added."""
        query = update.callback_query
        assert query is not None
        match = UNDO_DATA.match(query.data or "")
        assert match is not None
        speech = await self._hearing.languages.speech(query)
        upload = await remembered(self._hearing.state.uploads.get, match["upload"])
        if upload is None or not isinstance(query.message, Message):
            await self._hearing.delivery.answer(query, speech.say("upload-out-already"), alert=True)
            return
        await self._hearing.delivery.answer(query)
        await self._edit(query.message, speech.say("upload-taking-out"))
        context.application.create_task(self._take_out(query, query.message, upload, speech), update=update)

    async def _content(self, message: Message, speech: Speech) -> _Sent:
        """What the message brings; fetched from Telegram, not from the web. Raises _NotTakenError."""
        document = message.document
        if document is not None:
            if document.file_size is None or document.file_size > self._limit * _MEGABYTE:
                size = round((document.file_size or 0) / _MEGABYTE)
                raise _NotTakenError(speech.say("upload-too-big", size=size, limit=self._limit))
            try:
                file = await document.get_file()
                content = bytes(await file.download_as_bytearray())
            except TelegramError as error:
                log.warning("telegram.file_not_fetched", error=type(error).__name__)
                raise _NotTakenError(speech.say("upload-not-fetched")) from None
            return _Sent(safe_name(document.file_name or "file"), content)
        if message.forward_origin is not None:
            return _Sent(*forwarded_file(message))
        link = _ADD.fullmatch(message.text or "")
        if link is None or not is_web(link["link"]):
            raise _NotTakenError(speech.say("upload-usage", limit=self._limit))
        address = normal(link["link"])
        if await asyncio.to_thread(self._hearing.service.has_source, address):
            raise _NotTakenError(speech.say("upload-source-already"))
        return _Sent(without_secrets(address), link=address)

    def _preview(self, sent: _Sent) -> Preview:
        """Blocks. Raises FetchError, InputError and OSError."""
        if sent.link is not None:
            return self._hearing.service.preview_link(sent.link)
        assert sent.content is not None
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder, sent.name)
            path.write_bytes(sent.content)
            return self._hearing.service.preview_file(path)

    def _add(self, sent: _Sent, by: int) -> Upload:
        """Keep what was sent and make it a source, so that the next run reads it whatever becomes of this one.

        Blocks. Raises SanctionsBotError and OSError.
        """
        if sent.link is not None:
            upload = self._uploads.add_link(sent.link, sent.name, by)
        else:
            assert sent.content is not None
            upload = self._uploads.add_file(sent.name, sent.content, by)
        self._hearing.service.add_source(self._uploads.location(upload))
        return upload

    async def _take_in(self, query: CallbackQuery, message: Message, upload: Upload, speech: Speech) -> None:
        location, person = self._uploads.location(upload), query.from_user.id

        def work(progress: ProgressCallback) -> IndexReport:
            return self._hearing.service.index([location], only=[location], progress=progress, by=by_person(person))

        act = "source add" if upload.location is not None else "upload"
        await self._run(work, shown_in(query, message, speech), person, act, upload, "upload-added")

    async def _take_out(self, query: CallbackQuery, message: Message, upload: Upload, speech: Speech) -> None:
        location, person = self._uploads.location(upload), query.from_user.id

        def work(progress: ProgressCallback) -> IndexReport:
            self._hearing.service.remove_source(location)
            self._uploads.remove(upload)
            return self._hearing.service.index(only=[], progress=progress, by=by_person(person))

        await self._run(work, shown_in(query, message, speech), person, "undo", upload, "upload-out")

    async def _run(self, work: object, shown: Shown, person: int, act: str, upload: Upload, done: str) -> None:
        speech = shown.speech
        ran = await self._runs.carry_out(work, shown, patient=True)  # type: ignore[arg-type]  # one of the two above
        result = result_of(ran.report) if ran.report is not None else ran.result
        await remembered(self._hearing.state.audit.add, person, act, upload.name, result)
        log.info("telegram.uploaded", act=act, upload=upload.id, person=person, result=result)
        rows: list[list[InlineKeyboardButton]] = []
        if await remembered(self._hearing.state.uploads.get, upload.id) is not None:
            rows.append([InlineKeyboardButton(speech.say("upload-button-undo"), callback_data=f"un:{upload.id}")])
        if ran.report is None:
            await self._runs.tell(shown, ran.words, rows)
            return
        text = [speech.say(done, name=clean_line(upload.name, 100)), report_text(ran.report, speech)]
        rows += [list(row) for row in waiting_rows(ran.report.waiting, speech)]
        await self._runs.tell(shown, "\n".join(text), rows)

    async def _edit(self, message: Message, text: str) -> None:
        await self._hearing.delivery.edit(message.chat.id, message.message_id, plain(text)[0])
