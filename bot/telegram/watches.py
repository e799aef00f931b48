"""/watch: who wants to be told of whom, and when. What is told stands in watch_news.py."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from datetime import time
from functools import partial

from telegram import CallbackQuery, InlineKeyboardButton, Message, Update
from telegram.constants import ChatType
from telegram.ext import ContextTypes

from bot.answers.entities import described, spoken
from bot.profiles import Profiles
from bot.state.schedules import Schedule, parse_clock, zone_of
from bot.state.watches import PER_CHAT, TooManyWatchesError, Watch
from bot.telegram.addressing import asker_id, thread_id
from bot.telegram.hearing import Heard, Hearing, Rows, keyboard_of
from bot.telegram.memory import remembered
from bot.telegram.rendering import plain
from bot.telegram.rules import Rules
from bot.telegram.speech import Speech
from bot.telegram.untrusted import clean_line
from corpus.errors import SanctionsBotError

# "w" for watch: a from a card, m mute, u unmute, r remove, l a page of the list, o one of several the name fits.
WATCH_DATA = re.compile(r"^w:(?P<what>[amurlo]):(?P<id>[\w-]{1,32})(?::(?P<n>\d{1,3}))?$")
SHOWN_AT_ONCE = 8
CHOICES_SHOWN = 6
LABEL_CHARS = 40
_QUIET = re.compile(
    r"quiet\s+(?:(?P<off>off|none)|(?P<from>[\d:.]+)\s*(?:-|–|to)\s*(?P<to>[\d:.]+)(?:\s+(?P<zone>\S+))?)", re.I
)
_DAILY = re.compile(r"(?:daily|digest)(?:\s+(?:at\s+)?(?P<at>[\d:.]+)(?:\s+(?P<zone>\S+))?)?", re.I)
_AT_ONCE = re.compile(r"at once|now|instant(?:ly)?", re.I)
_HOURS = re.compile(r"(?:quiet|daily|digest)(?:\s+(?:off|none|at\b|\d).*)?|quiet hours.*", re.I)
DAILY_AT = time(8)


class WatchList:
    """Handles /watch and the buttons of watches. `look` has what is new found for the watches there are."""

    def __init__(self, hearing: Hearing, rules: Rules, look: Callable[[], Awaitable[None]]) -> None:
        self._hearing = hearing
        self._look = look
        self._rules = rules
        self._watches = hearing.state.watches

    async def asked(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        """The command: a name to watch, when to be told, or nothing, which lists the watches."""
        heard = await self._hearing.heard(update, context)
        if heard is None:
            return
        words = " ".join(heard.words.split())
        if not words and heard.message.reply_to_message is None:
            await self._list(heard)
        elif not heard.private and not await self._rules.wrote_as_admin(heard.message):
            await self._hearing.say(heard, heard.speech.say("watch-admins-only"))
        elif _AT_ONCE.fullmatch(words) or _HOURS.fullmatch(words):
            await self._set_hours(heard, words)
        else:
            name = await self._hearing.name(heard, context.bot.id)
            if name is not None:
                await self._add(heard, name)

    async def pressed(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        """A button of the list, of news, or of a card."""
        query = update.callback_query
        assert query is not None
        match = WATCH_DATA.match(query.data or "")
        assert match is not None
        message = query.message
        speech = await self._hearing.languages.speech(query)
        if message is None or not self._hearing.access.is_allowed(self._hearing.access.current(message.chat.id)):
            await self._hearing.delivery.answer(query, speech.say("answer-not-here"), alert=True)
            return
        chat_id = self._hearing.access.current(message.chat.id)
        private = message.chat.type == ChatType.PRIVATE
        if not private and match["what"] != "l" and not await self._rules.is_group_admin(chat_id, query.from_user.id):
            await self._hearing.delivery.answer(query, speech.say("watch-admins-only"), alert=True)
            return
        if match["what"] == "a":
            await self._add_from_card(query, match["id"])
        elif match["what"] == "l":
            await self._hearing.delivery.answer(query)
            await self._show_page(chat_id, message.message_id, int(match["n"] or 0), speech, private=private)
        else:
            await self._change(query, match, chat_id, speech)

    async def _list(self, heard: Heard) -> None:
        chat_id = heard.message.chat.id
        text, rows = await self._page(chat_id, 0, heard.speech, private=heard.private)
        await self._hearing.say(heard, text, rows)

    async def _page(self, chat_id: int, page: int, speech: Speech, *, private: bool) -> tuple[str, Rows]:
        watches = await remembered(self._watches.of_chat, chat_id) or []
        if not watches:
            return speech.say("watch-none" if private else "watch-none-group"), ()
        schedule = await remembered(self._watches.schedule, chat_id) or Schedule()
        pages = -(-len(watches) // SHOWN_AT_ONCE)
        page = min(page, pages - 1)
        shown = watches[page * SHOWN_AT_ONCE : (page + 1) * SHOWN_AT_ONCE]
        lines = [speech.say("watch-list", count=len(watches))]
        for watch in watches:
            lines.append("• " + speech.say("watch-line-muted" if watch.muted else "watch-line", name=_name(watch)))
        lines += ["", hours_told(schedule, speech), "", speech.say("watch-hours")]
        rows = [_buttons(watch, speech, page) for watch in shown]
        turns = [
            InlineKeyboardButton(speech.say(f"watch-button-page-{way}"), callback_data=f"w:l:page:{to}")
            for way, to in (("before", page - 1), ("after", page + 1))
            if 0 <= to < pages
        ]
        return "\n".join(lines), [*rows, *([turns] if turns else [])]

    async def _show_page(self, chat_id: int, message_id: int, page: int, speech: Speech, *, private: bool) -> None:
        text, rows = await self._page(chat_id, page, speech, private=private)
        await self._hearing.delivery.edit(chat_id, message_id, plain(text)[0], keyboard_of(rows))

    async def _set_hours(self, heard: Heard, words: str) -> None:
        speech, chat_id = heard.speech, heard.message.chat.id
        schedule = await remembered(self._watches.schedule, chat_id) or Schedule()
        try:
            changed = changed_hours(schedule, words)
        except ValueError:
            wrong = "watch-bad-hours" if words.casefold().startswith("quiet") else "watch-bad-time"
            await self._hearing.say(heard, speech.say(wrong))
            return
        await remembered(self._watches.set_schedule, chat_id, changed)
        await self._hearing.say(heard, hours_told(changed, speech))

    async def _add(self, heard: Heard, name: str) -> None:
        held = await self._hearing.ask(heard, partial(self._hearing.service.profiles, name))
        if held is None:
            return
        message = heard.message
        watch = Watch("", message.chat.id, thread_id(message), asker_id(message), name, language=heard.speech.language)
        told, rows = await self._kept(watch, heard.speech, held, private=heard.private)
        await self._hearing.say(heard, told, rows)

    async def _add_from_card(self, query: CallbackQuery, given_id: str) -> None:
        pressed = await self._hearing.pressed(query, given_id)
        if pressed is None:
            return
        assert query.message is not None
        given, answer, speech = pressed.given, pressed.answer, pressed.speech
        name = answer.entities[0] if answer.entities else answer.question
        watch = Watch(
            "", given.chat_id, given.thread_id, query.from_user.id, name, frozenset(answer.listings), speech.language
        )
        private = query.message.chat.type == ChatType.PRIVATE
        told, rows = await self._kept(watch, speech, None, private=private)
        await self._hearing.delivery.answer(query)
        await self._hearing.delivery.send(pressed.target, plain(told), keyboard_of(rows))

    async def _kept(self, watch: Watch, speech: Speech, held: Profiles | None, *, private: bool) -> tuple[str, Rows]:
        """Add the watch; what is said of it, and its buttons."""
        with suppress(SanctionsBotError):  # what was indexed before this moment is no news for it
            await self._look()
        try:
            kept, new = await asyncio.to_thread(self._watches.add, watch)
        except TooManyWatchesError:
            return speech.say("watch-too-many", limit=PER_CHAT), ()
        if not new:
            return speech.say("watch-already", name=_name(kept)), [_buttons(kept, speech)]
        lines = [speech.say("watch-added" if private else "watch-added-group", name=_name(kept))]
        schedule = await remembered(self._watches.schedule, kept.chat_id) or Schedule()
        lines.append(hours_told(schedule, speech))
        rows: list[Sequence[InlineKeyboardButton]] = []
        if held is not None:
            people = [profile.designated for profile in held.people]
            if not people:
                lines.append(speech.say("watch-on-no-list"))
            elif len(people) == 1:
                lines.append(speech.say("watch-on-lists", names=clean_line(described(people[0]))))
            else:
                lines.append(speech.say("watch-several", count=len(people)))
                for n, person in enumerate(people[:CHOICES_SHOWN]):
                    label = clean_line(described(person), LABEL_CHARS + 20)
                    rows.append([InlineKeyboardButton(label, callback_data=f"w:o:{kept.id}:{n}")])
        return "\n".join(lines), [*rows, _buttons(kept, speech)]

    async def _change(self, query: CallbackQuery, match: re.Match[str], chat_id: int, speech: Speech) -> None:
        """Mute, unmute, remove or narrow a watch; the message shows how it is now."""
        watch = await remembered(self._watches.get, match["id"])
        if watch is None or watch.chat_id != chat_id:
            await self._hearing.delivery.answer(query, speech.say("watch-gone"))
            return
        if match["what"] == "o":
            await self._narrow(query, watch, int(match["n"] or 0), speech)
            return
        if match["what"] == "r":
            await remembered(self._watches.remove, watch.id)
        else:
            await remembered(self._watches.mute, watch.id, match["what"] == "m")
        done = {"r": "watch-removed", "m": "watch-muted", "u": "watch-unmuted"}[match["what"]]
        await self._hearing.delivery.answer(query, speech.say(done, name=_name(watch)))
        message = query.message
        if not isinstance(message, Message):  # too old to be changed
            return
        if match["n"] is not None:
            private = message.chat.type == ChatType.PRIVATE
            await self._show_page(chat_id, message.message_id, int(match["n"]), speech, private=private)
            return
        now = await remembered(self._watches.get, watch.id)
        own = [_buttons(now, speech)] if now is not None else []
        rows = message.reply_markup.inline_keyboard if message.reply_markup is not None else ()
        others = [row for row in rows if f":{watch.id}" not in str(row[0].callback_data)]
        await self._hearing.delivery.edit_keyboard(chat_id, message.message_id, keyboard_of([*others, *own]))

    async def _narrow(self, query: CallbackQuery, watch: Watch, number: int, speech: Speech) -> None:
        """The watch is about one of those its name fits."""
        held = await asyncio.to_thread(self._hearing.service.profiles, watch.name)
        if number >= len(held.people):
            await self._hearing.delivery.answer(query, speech.say("who-other"), alert=True)
            return
        person = held.people[number].designated
        await remembered(self._watches.narrow, watch.id, person.ids)
        told = speech.say("watch-narrowed", name=clean_line(described(person)))
        await self._hearing.delivery.answer(query, spoken(person.entries[0])[:200])
        assert query.message is not None
        keyboard = keyboard_of([_buttons(watch, speech)])
        await self._hearing.delivery.edit(watch.chat_id, query.message.message_id, plain(told)[0], keyboard)


def changed_hours(schedule: Schedule, words: str) -> Schedule:
    """The schedule that "quiet 22-7 Europe/Berlin", "daily 8:00" or "at once" makes. Raises ValueError."""
    if _AT_ONCE.fullmatch(words):
        return schedule.model_copy(update={"daily_at": None})
    daily = _DAILY.fullmatch(words)
    if daily is not None:
        at = parse_clock(daily["at"]) if daily["at"] else DAILY_AT
        return schedule.model_copy(update={"daily_at": at, "zone": _zone(daily["zone"], schedule)})
    quiet = _QUIET.fullmatch(words)
    if quiet is None:
        raise ValueError(words)
    if quiet["off"]:
        return schedule.model_copy(update={"quiet_from": None, "quiet_to": None})
    hours = {"quiet_from": parse_clock(quiet["from"]), "quiet_to": parse_clock(quiet["to"])}
    return schedule.model_copy(update={**hours, "daily_at": None, "zone": _zone(quiet["zone"], schedule)})


def hours_told(schedule: Schedule, speech: Speech) -> str:
    """When news comes."""
    if schedule.daily_at is not None:
        return speech.say("watch-daily", at=f"{schedule.daily_at:%H:%M}", zone=schedule.zone)
    if schedule.quiet_from is None or schedule.quiet_to is None:
        return speech.say("watch-at-once")
    start, end = (f"{clock:%H:%M}" for clock in (schedule.quiet_from, schedule.quiet_to))
    return speech.say("watch-at-once-quiet", **{"from": start, "to": end, "zone": schedule.zone})


def news_buttons(watch: Watch, speech: Speech) -> Sequence[InlineKeyboardButton]:
    """What one can do with the watch under its news."""
    return _buttons(watch, speech)


def _buttons(watch: Watch, speech: Speech, page: int | None = None) -> Sequence[InlineKeyboardButton]:
    """To let the watch rest and to remove it; with its name in the list, whose `page` they then show again."""
    where, ending = ("", "-short") if page is None else (f":{page}", "")
    name = clean_line(watch.name, LABEL_CHARS // 2)
    return [
        InlineKeyboardButton(
            speech.say(f"watch-button-{what}{ending}", name=name), callback_data=f"w:{what[0]}:{watch.id}{where}"
        )
        for what in ("unmute" if watch.muted else "mute", "remove")
    ]


def _name(watch: Watch) -> str:
    return clean_line(watch.name)


def _zone(name: str | None, schedule: Schedule) -> str:
    if name is None:
        return schedule.zone
    zone_of(name)
    return name
