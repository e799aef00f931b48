"""Deep links: t.me/BOT?start=… opens an article, an entry of a list or an answer in the private chat with the bot."""

from __future__ import annotations

import base64
import binascii
import re
import secrets
from collections.abc import Sequence

import structlog
from telegram import Update
from telegram.constants import ChatType
from telegram.ext import ContextTypes
from telegram.helpers import create_deep_linked_url

from bot.answers.answer import Answer, AnswerKind, Citation
from bot.state import Given, SharedAnswer
from bot.telegram.commands import Commands
from bot.telegram.hearing import Heard, Hearing
from bot.telegram.memory import remembered
from bot.telegram.rendering import render_answer
from bot.telegram.rules import Rules
from bot.telegram.who import WhoIs
from corpus.article import Article

PRIVATE_DATA = re.compile(r"^v:(?P<given>[\w-]{1,32})$")
PAYLOAD_CHARS = 64  # what Telegram lets through, of A-Z, a-z, 0-9, _ and -
PLAIN_START = "inline"  # what the button over inline results sends: somebody who wants to ask in private
LEAD_CHARS = 700

PAYLOAD = re.compile(r"^(?P<kind>[aer])_(?P<id>[\w-]{1,62})$", re.ASCII)
_PARAGRAPH_END = re.compile(r"\n\s*\n")

log = structlog.get_logger()


def article_link(username: str, article_id: str) -> str:
    """The link that opens an article."""
    return create_deep_linked_url(username, f"a_{article_id}")


def entry_link(username: str, listing_id: str) -> str | None:
    """The link that opens an entry of a list; None for one whose id is too long for a link."""
    payload = "e_" + base64.urlsafe_b64encode(listing_id.encode()).decode().rstrip("=")
    return create_deep_linked_url(username, payload) if len(payload) <= PAYLOAD_CHARS else None


def linked_entry(encoded: str) -> str | None:
    """The id of the entry that a link of `entry_link` has after "e_"; None where it is none."""
    try:
        return base64.urlsafe_b64decode(encoded + "=" * (-len(encoded) % 4)).decode()
    except (binascii.Error, ValueError):
        return None


def answer_link(username: str, answer_id: str) -> str:
    """The link that opens an answer, for who may see it."""
    return create_deep_linked_url(username, f"r_{answer_id}")


def with_links(citations: Sequence[Citation], username: str) -> tuple[Citation, ...]:
    """The citations, each without a web address of its own with the link that opens what it cites, as with a PDF."""
    return tuple(
        one if one.url else one.model_copy(update={"url": _link(username, one) or one.url}) for one in citations
    )


def _link(username: str, citation: Citation) -> str | None:
    if citation.article_id is not None:
        return article_link(username, citation.article_id)
    return entry_link(username, citation.listing_id) if citation.listing_id is not None else None


class DeepLinks:
    """Handles /start with something after it."""

    def __init__(self, hearing: Hearing, commands: Commands, who: WhoIs, rules: Rules) -> None:
        self._hearing = hearing
        self._commands = commands
        self._who = who
        self._rules = rules

    async def opened(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        """Show what the link leads to; one that leads nowhere any more is told kindly."""
        message = update.message
        assert message is not None
        if message.chat.type != ChatType.PRIVATE or context.args == [PLAIN_START]:
            await self._commands.start(update, context)
            return
        heard = await self._hearing.heard(update, context)
        if heard is None:
            return
        match = PAYLOAD.match(heard.words)
        kind = match["kind"] if match is not None else ""
        log.info("telegram.link_opened", kind=kind or "unknown")
        opened = False
        if match is not None:
            show = {"a": self._article, "e": self._entry, "r": self._answer}[kind]
            opened = await show(heard, match["id"])
        if not opened:
            text = {"a": "links-no-article", "e": "links-no-entry", "r": "links-no-answer"}.get(kind, "links-unknown")
            await self._hearing.say(heard, heard.speech.say(text))

    async def pressed(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        """A press in a group on "open in private": Telegram takes the presser to the private chat with the link."""
        query = update.callback_query
        assert query is not None
        match = PRIVATE_DATA.match(query.data or "")
        assert match is not None
        pressed = await self._hearing.pressed(query, match["given"])
        if pressed is not None:
            await self._hearing.delivery.answer(query, url=answer_link(context.bot.username, pressed.given.id))

    async def _article(self, heard: Heard, article_id: str) -> bool:
        article = await self._hearing.ask(heard, lambda: self._hearing.service.article(article_id))
        if article is None:
            return False
        answer = lead_of(article)
        await self._hearing.give(heard.asked, heard.target, heard.speech, article.title, answer)
        return True

    async def _entry(self, heard: Heard, encoded: str) -> bool:
        listing_id = linked_entry(encoded)
        if listing_id is None:
            return False
        profile = await self._hearing.ask(heard, lambda: self._hearing.service.profile_of(listing_id))
        if profile is None:
            return False
        await self._who.show(heard.asked, heard.target, heard.speech, profile, ())
        return True

    async def _answer(self, heard: Heard, answer_id: str) -> bool:
        found: SharedAnswer | Given | None = await remembered(self._hearing.state.shared.of, answer_id)
        if found is None:
            given = await remembered(self._hearing.state.replies.given, answer_id)
            found = given if given is not None and await self._may_see(heard, given) else None
        if found is None or found.answer is None:
            return False
        shown = render_answer(found.answer, heard.speech, asked=found.question)
        await self._hearing.give(heard.asked, heard.target, heard.speech, found.question, found.answer, pieces=shown)
        return True

    async def _may_see(self, heard: Heard, given: Given) -> bool:
        """Whether this person sees the answer where it was given: it is his own, or in a group he is in."""
        person = heard.message.chat.id
        if given.chat_id == person:
            return True
        return given.chat_id < 0 and await self._rules.is_member(given.chat_id, person)


def lead_of(article: Article) -> Answer:
    """How an article begins, quoted, as an answer: it can be shown with its source and be asked about."""
    end = min(len(article.text), LEAD_CHARS)
    if end < len(article.text):
        paragraphs = [found.start() for found in _PARAGRAPH_END.finditer(article.text[:LEAD_CHARS])]
        sentences = [found.end() for found in re.finditer(r"[.!?…](?=\s)", article.text[:LEAD_CHARS])]
        end = (paragraphs or sentences or [article.text.rfind(" ", 0, LEAD_CHARS)])[-1]
    start = len(article.text) - len(article.text.lstrip())
    citation = Citation.of_article(1, article, start, max(start, end), passage=(start, max(start, end)))
    return Answer(
        id=secrets.token_hex(8),
        question=article.title,
        standalone_question=article.title,
        kind=AnswerKind.ANSWER,
        text=f"“{citation.quote}” [1]",
        citations=(citation,),
        confidence=1.0,
    )
