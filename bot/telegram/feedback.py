"""Feedback: whether an answer was any good, by button or by reaction, and why not. One vote a person, changeable."""

from __future__ import annotations

import re
from collections.abc import Sequence

import structlog
from telegram import InlineKeyboardButton, Message, ReactionType, ReactionTypeEmoji, Update
from telegram.ext import ContextTypes

from bot.state import Offer, Reason
from bot.telegram.hearing import Hearing, Pressed
from bot.telegram.memory import remembered
from bot.telegram.speech import Speech
from bot.telegram.under_answer import Choosing, Rows, shown

# "f" for feedback, the stored answer; good, bad, a reason by its letter, or back without one.
FEEDBACK_DATA = re.compile(r"^f:(?P<given>[\w-]{1,32}):(?P<what>[+\-wontxb])$")
REASONS = {"w": Reason.WRONG, "o": Reason.OUTDATED, "t": Reason.OFF_TOPIC, "n": Reason.NO_SOURCE, "x": Reason.OTHER}
# Of the reactions Telegram offers, those that say what one thinks of an answer.
PRAISE = frozenset("👍❤🔥👏🎉🤩🙏👌💯🏆😍🫡🤝")
BLAME = frozenset("👎💩🤮😡🤬🥱🤡😢💔🖕")
_VARIANT = "\ufe0f"  # a heart comes with or without it

log = structlog.get_logger()


class Feedback:
    """Handles 👍, 👎, the reasons, and reactions. Whoever may read an answer may judge it."""

    def __init__(self, hearing: Hearing, choosing: Choosing) -> None:
        self._hearing = hearing
        self._choosing = choosing

    async def pressed(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        """A vote or its reason; the same vote again takes it back."""
        query = update.callback_query
        assert query is not None
        match = FEEDBACK_DATA.match(query.data or "")
        assert match is not None
        pressed = await self._hearing.pressed(query, match["given"])
        if pressed is None:
            return
        votes, person, given_id = self._hearing.state.votes, query.from_user.id, pressed.given.id
        what = match["what"]
        foot: Rows | None = None
        if what in REASONS:
            await remembered(votes.because, given_id, person, REASONS[what])
            said = "feedback-reason-noted"
        elif what == "b":
            said = "feedback-noted"
        else:
            good = what == "+"
            earlier = await remembered(votes.of, given_id, person)
            if earlier is not None and earlier.good is good:
                await remembered(votes.take_back, given_id, person)
                said = "feedback-taken-back"
            else:
                await remembered(votes.cast, given_id, person, good=good)
                said = "feedback-noted" if good else "feedback-why"
                foot = None if good else _reasons(given_id, pressed.speech)
        await self._hearing.delivery.answer(query, pressed.speech.say(said))
        log.info("telegram.feedback", what=REASONS.get(what, what), taken_back=said == "feedback-taken-back")
        if foot is not None or _reasons_stand(pressed):
            await self._show(pressed, foot)

    async def reacted(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        """A reaction on one of the bot's answers is a vote, and taking it off takes the vote back."""
        reaction = update.message_reaction
        assert reaction is not None
        chat_id = self._hearing.access.current(reaction.chat.id)
        if reaction.user is None or reaction.user.is_bot or not self._hearing.access.is_allowed(chat_id):
            return  # who reacts as a group or a channel may be anybody
        given = await remembered(self._hearing.state.replies.given_in, chat_id, reaction.message_id)
        if given is None or given.answer is None or reaction.message_id not in given.message_ids:
            return
        votes, good = self._hearing.state.votes, opinion(reaction.new_reaction)
        if good is None:
            await remembered(votes.take_back, given.id, reaction.user.id, by_reaction=True)
        else:
            await remembered(votes.cast, given.id, reaction.user.id, good=good, by_reaction=True)
        log.info("telegram.feedback", what="reaction", good=good)

    async def _show(self, pressed: Pressed, foot: Rows | None) -> None:
        self._choosing.set(pressed.given.id, foot)  # first: suggestions may come while this is being sent
        offer = await remembered(self._hearing.state.offers.of, pressed.given.id) or Offer()
        piece, keyboard = shown(pressed.given, pressed.answer, pressed.speech, offer, foot)
        await self._hearing.delivery.edit(pressed.given.chat_id, pressed.message_id, piece, keyboard)


def opinion(reactions: Sequence[ReactionType]) -> bool | None:
    """Whether these reactions praise or blame; None where they do neither, or both."""
    faces = {one.emoji.rstrip(_VARIANT) for one in reactions if isinstance(one, ReactionTypeEmoji)}
    praised, blamed = bool(faces & PRAISE), bool(faces & BLAME)
    return None if praised == blamed else praised


def _reasons(given_id: str, speech: Speech) -> Rows:
    """The reasons, two in a row, and none."""
    buttons = [
        InlineKeyboardButton(speech.say(f"feedback-{reason.value}"), callback_data=f"f:{given_id}:{letter}")
        for letter, reason in REASONS.items()
    ]
    buttons.append(InlineKeyboardButton(speech.say("under-back"), callback_data=f"f:{given_id}:b"))
    return [buttons[at : at + 2] for at in range(0, len(buttons), 2)]


def _reasons_stand(pressed: Pressed) -> bool:
    """Whether the message shows the reasons, so that they have to go; assumed of one Telegram does not show."""
    message = pressed.query.message
    markup = message.reply_markup if isinstance(message, Message) else None
    data = f"f:{pressed.given.id}:b"
    return markup is None or any(button.callback_data == data for row in markup.inline_keyboard for button in row)
