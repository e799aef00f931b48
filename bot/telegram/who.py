"""/who NAME: the card of somebody on the lists, with buttons to choose among namesakes."""

from __future__ import annotations

import re
import secrets
from collections.abc import Iterator, Sequence
from functools import partial

from telegram import InlineKeyboardButton, Update
from telegram.constants import MessageEntityType
from telegram.ext import ContextTypes

from bot.answers.answer import Answer, AnswerKind, Citation, Held
from bot.answers.entities import described, spoken
from bot.answers.notice import Notice
from bot.answers.programmes import spelled_out
from bot.answers.statements import HEAD, Statement, cited
from bot.profiles import Profile, Profiles
from bot.state import Asked
from bot.telegram.changes import told_change
from bot.telegram.delivery import Target
from bot.telegram.hearing import Hearing
from bot.telegram.rendering import add_work
from bot.telegram.richtext import Composer, Piece, pieces
from bot.telegram.speech import Speech
from bot.telegram.untrusted import clean_line
from bot.telegram.wording import told_in
from corpus.listing import Listing, NameKind

# "n" for namesake, the stored reply that offers a choice, the number of the choice.
NAMESAKE_DATA = re.compile(r"^n:(?P<given>[\w-]{1,32}):(?P<n>\d{1,2})$")
CHOICES_SHOWN = 8
CHOICE_CHARS = 60  # a button shows about forty on a phone and lets the rest fade
HISTORY_SHOWN = 8
REASON_CHARS = 1500
_BOLD, _ITALIC = MessageEntityType.BOLD, MessageEntityType.ITALIC


class WhoIs:
    """Handles /who and the choice among namesakes."""

    def __init__(self, hearing: Hearing) -> None:
        self._hearing = hearing

    async def asked(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        """The command."""
        heard = await self._hearing.heard(update, context)
        name = await self._hearing.name(heard, context.bot.id) if heard is not None else None
        if heard is None or name is None:
            return
        held = await self._hearing.ask(heard, partial(self._hearing.service.profiles, name))
        if held is None:
            return
        if len(held.people) == 1:
            await self.show(heard.asked, heard.target, heard.speech, held.people[0], held.doubts)
            return
        answer, shown, choices = (_which if held.people else _nobody)(held, heard.speech)
        await self._hearing.give(
            heard.asked, heard.target, heard.speech, f"Who is {name}?", answer, pieces=shown,
            rows=lambda given: [
                [InlineKeyboardButton(choice, callback_data=f"n:{given}:{n}")] for n, choice in enumerate(choices)
            ],
        )  # fmt: skip

    async def chosen(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        """A press: the card of the one chosen."""
        query = update.callback_query
        assert query is not None
        match = NAMESAKE_DATA.match(query.data or "")
        assert match is not None
        pressed = await self._hearing.pressed(query, match["given"])
        if pressed is None:
            return
        ids = pressed.answer.listings
        number = int(match["n"])
        profile = None
        if number < len(ids):
            profile = await self._hearing.ask(pressed, partial(self._hearing.service.profile_of, ids[number]))
        if profile is None:
            await self._hearing.delivery.answer(query, pressed.speech.say("who-other"), alert=True)
            return
        await self._hearing.delivery.answer(query)
        await self.show(pressed.asked, pressed.target, pressed.speech, profile, ())

    async def show(
        self, asked: Asked, target: Target, speech: Speech, profile: Profile, doubts: Sequence[Notice]
    ) -> None:
        """Reply with the card of one."""
        name = spoken(profile.designated.entries[0])
        answer, shown = card(profile, speech, doubts)
        buttons = (("who-button-timeline", "t:{}"), ("who-button-watch", "w:a:{}"))
        await self._hearing.give(
            asked, target, speech, f"Who is {name}?", answer, pieces=shown,
            rows=lambda given: [
                [InlineKeyboardButton(speech.say(text), callback_data=data.format(given)) for text, data in buttons]
            ],
        )  # fmt: skip


def card(profile: Profile, speech: Speech, doubts: Sequence[Notice] = ()) -> tuple[Answer, list[Piece]]:
    """All that is held on one: the lists first, what is long in blocks that open when touched, then the news."""
    entries = profile.designated.entries
    citations = tuple(cited(Statement("", entry, HEAD), n) for n, entry in enumerate(entries, 1))
    text = Composer()
    text.add(clean_line(spoken(entries[0])), _BOLD).add(f" – {speech.say('who-kind', kind=entries[0].kind.value)}")
    for doubt in doubts:
        text.add("\n").add(told_in(speech, doubt), _ITALIC)
    text.add("\n")
    for n, entry in enumerate(entries, 1):
        text.add(f"\n• {_standing(entry, speech)} [{n}]")
    for label, values in _short_facts(entries, profile, speech):
        text.add("\n").add(f"{speech.say(label)}: ", _BOLD).add("; ".join(values))
    for label, values in _long_facts(entries, speech):
        text.add("\n\n").add(speech.say(label), _BOLD).add("\n")
        with text.block(MessageEntityType.EXPANDABLE_BLOCKQUOTE):
            text.add("\n".join(values))
    if profile.history:
        text.add("\n\n").add(speech.say("who-history"), _BOLD)
        for name, change in profile.history[:HISTORY_SHOWN]:
            text.add("\n• " + told_change(change.what, name, change.edition, change.fields, speech))
        if len(profile.history) > HISTORY_SHOWN:
            text.add("\n" + speech.say("change-more", count=len(profile.history) - HISTORY_SHOWN))
    text.add("\n\n")
    if profile.articles:
        many = profile.article_count > len(profile.articles)
        text.add(speech.say("who-articles-newest" if many else "who-articles", count=profile.article_count), _BOLD)
        _works(text, profile.articles, speech)
    else:
        text.add(speech.say("who-articles-none"), _ITALIC)
    rich = text.done()
    ids = tuple(entry.id for entry in entries)
    answer = _answer(f"Who is {spoken(entries[0])}?", AnswerKind.ANSWER, rich.text, ids, citations)
    return answer.model_copy(update={"entities": (spoken(entries[0]),)}), pieces(rich)


def summary(profile: Profile, speech: Speech, doubts: Sequence[Notice]) -> tuple[str, list[str], Piece]:
    """Who it is in a line, one line for each list, and both as a short message with the sources."""
    entries, known_as = profile.designated.entries, profile.designated.known_as
    name = clean_line(spoken(entries[0])) + (f" ({clean_line(known_as)})" if known_as else "")
    head = f"{name} – {speech.say('who-kind', kind=entries[0].kind.value)}"
    lines = [_standing(entry, speech) for entry in entries]
    text = Composer().add(head, _BOLD).add("\n")
    for doubt in doubts:
        text.add(told_in(speech, doubt), _ITALIC).add("\n")
    for n, line in enumerate(lines, 1):
        text.add(f"\n• {line} [{n}]")
    text.add("\n\n")
    with text.block(MessageEntityType.EXPANDABLE_BLOCKQUOTE):
        for n, entry in enumerate(entries, 1):
            text.add("\n" if n > 1 else "").add(f"[{n}] ")
            add_work(text, cited(Statement("", entry, HEAD), n), speech)
    return head, lines, pieces(text.done())[0]


def _which(held: Profiles, speech: Speech) -> tuple[Answer, list[Piece], list[str]]:
    """Several fit the name: what tells them apart, and a button for each."""
    shown = held.people[:CHOICES_SHOWN]
    text = Composer().add(speech.say("who-several", count=len(held.people), name=clean_line(held.name))).add("\n")
    choices = []
    for n, profile in enumerate(shown, 1):
        told = clean_line(described(profile.designated))
        text.add(f"\n{n}. {told}")
        choices.append(clean_line(f"{n}. {told}", CHOICE_CHARS))
    if len(held.people) > len(shown):
        text.add("\n" + speech.say("who-several-more", count=len(held.people) - len(shown)))
    ids = tuple(profile.designated.entries[0].id for profile in shown)
    answer = _answer(f"Who is {held.name}?", AnswerKind.CLARIFY, text.done().text, ids)
    told_of = tuple(described(profile.designated) for profile in shown)
    return answer.model_copy(update={"choices": told_of}), pieces(text.done()), choices


def _nobody(held: Profiles, speech: Speech) -> tuple[Answer, list[Piece], list[str]]:
    """Nobody on the lists has the name: which lists were looked in, the nearest names, and who writes of it."""
    text = Composer()
    if held.lists:
        lists = [
            clean_line(name) + (f" ({speech.say('who-edition', day=day)})" if day is not None else "")
            for name, day in held.lists
        ]
        text.add(speech.say("who-none", lists=speech.listed(lists)))
    else:
        text.add(speech.say("who-none-held"))
    listings = [match.listing for match in held.nearest]
    if listings:
        text.add("\n\n").add(speech.say("who-nearest"), _BOLD)
        for listing in listings:
            line = speech.say("who-nearest-line", name=clean_line(spoken(listing)), list=clean_line(listing.list))
            text.add(f"\n• {line}")
    if held.articles:
        text.add("\n\n").add(speech.say("who-named-in"), _BOLD)
        _works(text, held.articles, speech)
    ids = tuple(listing.id for listing in listings)
    answer = _answer(f"Who is {held.name}?", AnswerKind.NO_ANSWER, text.done().text, ids)
    choices = [clean_line(spoken(listing), CHOICE_CHARS) for listing in listings]
    return answer.model_copy(update={"nearest": held.articles}), pieces(text.done()), choices


def _standing(entry: Listing, speech: Speech) -> str:
    """Whether and since when the list has it, under which programmes, by which edition."""
    name = clean_line(entry.list)
    edition = f" ({speech.say('who-edition', day=entry.as_of)})" if entry.as_of is not None else ""
    if entry.delisted_on is not None:
        return speech.say("who-removed", list=name, day=entry.delisted_on)
    if entry.absent_from is not None:
        return speech.say("who-absent", list=name, day=entry.absent_from)
    shown = [clean_line(spelled_out(programme, entry.list)) for programme in entry.programmes]
    programmes = speech.say("who-under", programmes=speech.listed(shown)) if shown else ""
    since = speech.say("who-since", day=entry.listed_on) if entry.listed_on is not None else ""
    return speech.say("who-on-list", list=name, programmes=programmes, since=since) + edition


def _short_facts(entries: Sequence[Listing], profile: Profile, speech: Speech) -> Iterator[tuple[str, list[str]]]:
    facts = (
        ("who-born", [birth for entry in entries for birth in entry.birth]),
        ("who-nationality", [country for entry in entries for country in entry.nationalities]),
        ("who-position", [entry.position for entry in entries if entry.position]),
        ("who-relations", [f"{one.kind}: {one.name}" for entry in entries for one in entry.relations][:6]),
        ("who-written", list(profile.written[:5])),
    )
    for label, values in facts:
        if values:
            yield label, list(dict.fromkeys(clean_line(value) for value in values))


def _long_facts(entries: Sequence[Listing], speech: Speech) -> Iterator[tuple[str, list[str]]]:
    """What may be long, each thing on a line of its own, once for all lists."""
    names = {
        clean_line(name.text): name.kind is NameKind.WEAK
        for entry in reversed(entries)
        for name in entry.names
        if name.text != entries[0].name
    }
    numbers = [
        f"{item.kind} {item.value}" + (f" ({item.country})" if item.country else "")
        for entry in entries
        for item in entry.identifiers
    ]
    facts = (
        ("who-known-as", [speech.say("who-weak", name=name) if weak else name for name, weak in names.items()]),
        ("who-identifiers", numbers),
        ("who-addresses", [address for entry in entries for address in entry.addresses]),
        ("who-reasons", [entry.reasons for entry in entries if entry.reasons]),
        ("who-remarks", [entry.remarks for entry in entries if entry.remarks]),
    )
    for label, values in facts:
        if values:
            longest = REASON_CHARS if label in ("who-reasons", "who-remarks") else 200
            yield label, list(dict.fromkeys(clean_line(value, longest) for value in values))


def _works(text: Composer, works: Sequence[Held], speech: Speech) -> None:
    for work in works:
        text.add("\n• ")
        add_work(text, work, speech)


def _answer(
    question: str, kind: AnswerKind, text: str, listings: tuple[str, ...], citations: tuple[Citation, ...] = ()
) -> Answer:
    return Answer(
        id=secrets.token_hex(8), question=question, standalone_question=question, kind=kind, text=text,
        citations=citations, listings=listings, confidence=1.0 if kind is AnswerKind.ANSWER else 0.0,
    )  # fmt: skip
