"""/accept and /rollback: which generation of the index answers, decided by an editor who is told what that means."""

from __future__ import annotations

import re

import structlog
from telegram import InlineKeyboardButton, Update
from telegram.ext import ContextTypes

from bot.status import GenerationStatus
from bot.telegram.access import writer_of
from bot.telegram.hearing import Hearing, Rows
from bot.telegram.index_runs import IndexRuns
from bot.telegram.memory import remembered
from bot.telegram.rendering import plain
from bot.telegram.speech import Speech
from bot.telegram.untrusted import clean_line
from corpus.errors import SanctionsBotError, WriterBusyError
from index.report import WaitingItem

# "wt" for the generation that waits: what to do with which. "rb" for rollback: from which to which, or not.
WAITING_DATA = re.compile(r"^wt:(?P<what>accept|discard):(?P<generation>g\d{1,12})$")
ROLLBACK_DATA = re.compile(r"^rb:(?:(?P<live>g\d{1,12}):(?P<to>g\d{1,12})|no)$")
_GENERATION = re.compile(r"g\d{1,12}")

log = structlog.get_logger()


class Switching:
    """Handles the commands and buttons; that an editor uses them is checked before."""

    def __init__(self, hearing: Hearing, runs: IndexRuns) -> None:
        self._hearing = hearing
        self._runs = runs

    async def waiting(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        """/accept: what waits for a yes, and why."""
        heard = await self._hearing.heard(update, context)
        if heard is None:
            return
        waits = await self._hearing.ask(heard, lambda: [self._hearing.service.waiting()])
        if waits is None:
            return
        if waits[0] is None:
            await self._hearing.say(heard, heard.speech.say("switch-nothing-waits"))
            return
        text = heard.speech.say("reindex-waiting", reason=clean_line(waits[0].reason, 300))
        await self._hearing.say(heard, text, waiting_rows(waits[0], heard.speech))

    async def decided(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        """Accept or Discard was pressed."""
        match = self._match(update, WAITING_DATA)
        generation, service = match["generation"], self._hearing.service
        done = "switch-accepted" if match["what"] == "accept" else "switch-discarded"
        act = service.accept if match["what"] == "accept" else service.discard
        await self._carry_out(
            update, match["what"], generation, lambda by: act(generation, by=by), done, generation=generation
        )

    async def rollback(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        """/rollback, to the generation before or to the one named: what would answer then, and whether it is meant."""
        heard = await self._hearing.heard(update, context)
        if heard is None:
            return
        kept = await self._hearing.ask(heard, self._hearing.service.kept)
        if kept is None:
            return
        speech = heard.speech
        live = next((one for one in kept if one.live), None)
        word = heard.words.casefold()
        named = _GENERATION.fullmatch(word) is not None
        earlier = [one for one in kept if live is not None and not one.live]
        targets = [one for one in earlier if one.id == word] if named else [o for o in earlier if o.id < live.id]  # type: ignore[union-attr]
        if live is None or not targets or (word and not named):
            others = ", ".join(one.id for one in earlier) or "–"
            await self._hearing.say(heard, speech.say("switch-no-earlier", kept=others))
            return
        target = targets[-1]
        text = [
            speech.say("switch-live", generation=_told(live, speech)),
            speech.say("switch-back-to", generation=_told(target, speech)),
            speech.say("switch-means"),
        ]
        rows = [
            [InlineKeyboardButton(speech.say("switch-button-back"), callback_data=f"rb:{live.id}:{target.id}")],
            [InlineKeyboardButton(speech.say("reindex-button-no"), callback_data="rb:no")],
        ]
        await self._hearing.say(heard, "\n".join(text), rows)
        log.info("telegram.rollback_asked", person=writer_of(heard.message), to=target.id)

    async def rolled_back(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        """A button under that question."""
        match = self._match(update, ROLLBACK_DATA)
        query = update.callback_query
        assert query is not None
        speech = await self._hearing.languages.speech(query)
        if match["to"] is None:
            await self._hearing.delivery.answer(query)
            await self._show(update, speech.say("reindex-not-now"))
            return
        live, to, service = match["live"], match["to"], self._hearing.service

        def back(by: str) -> str:
            if service.generation() != live:
                raise SanctionsBotError(f"{live} is not live any more, {service.generation()} is")
            return service.roll_back(to, by=by)

        await self._carry_out(update, "rollback", f"{live} to {to}", back, "switch-rolled-back", generation=to)

    async def _carry_out(self, update: Update, act: str, about: str, work: object, done: str, **values: str) -> None:
        """Do it, note it, and tell in the message that had the button what came of it."""
        query = update.callback_query
        assert query is not None
        person = query.from_user.id
        speech = await self._hearing.languages.speech(query)
        await self._hearing.delivery.answer(query)
        ran = await self._runs.do(lambda: work(f"Telegram {person}"))  # type: ignore[operator]
        private = query.message is not None and query.message.chat.id > 0
        if ran is None:
            result, text = "done", speech.say(done, **values)
        elif isinstance(ran, WriterBusyError):
            result, text = "not done: another run goes on", speech.say("reindex-busy")
        else:
            result = f"failed: {type(ran).__name__}"
            # The reason may name files of the machine: not for a group.
            text = "\n\n".join([speech.say("switch-failed"), *([clean_line(str(ran), 500)] if private else [])])
        await remembered(self._hearing.state.audit.add, person, act, about, result)
        log.info("telegram.switched", act=act, about=about, person=person, result=result)
        await self._show(update, text)

    async def _show(self, update: Update, text: str) -> None:
        query = update.callback_query
        assert query is not None
        if query.message is not None:
            where = query.message.chat.id, query.message.message_id
            await self._hearing.delivery.edit(*where, plain(text)[0])

    @staticmethod
    def _match(update: Update, data: re.Pattern[str]) -> re.Match[str]:
        assert update.callback_query is not None
        match = data.match(update.callback_query.data or "")
        assert match is not None
        return match


def waiting_rows(waiting: WaitingItem | None, speech: Speech) -> Rows:
    """The buttons under what tells of a generation that waits, none where none does."""
    if waiting is None:
        return ()
    return [
        [
            InlineKeyboardButton(speech.say(f"switch-button-{what}"), callback_data=f"wt:{what}:{waiting.generation}")
            for what in ("accept", "discard")
        ]
    ]


def _told(one: GenerationStatus, speech: Speech) -> str:
    when = speech.moment(one.switched_at) if one.switched_at is not None else "–"
    return speech.say("switch-generation", id=one.id, moment=when, articles=one.articles, entries=one.listings)
