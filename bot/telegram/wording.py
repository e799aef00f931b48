"""Wording: what the engine says in its own words, in the language of whoever reads it; quotations stay as they are.

The texts stand in texts/LANGUAGE/notices.ftl, each under "notice-" and its code.
"""

from __future__ import annotations

from collections.abc import Iterator

from bot.answers.answer import Answer
from bot.answers.notice import Notice
from bot.telegram.speech import LOCALES, Speech, speech_in
from bot.telegram.untrusted import clean_line, clean_text

VALUE_CHARS = 600  # a statement to be checked; names and titles are far shorter


def told_in(speech: Speech, notice: Notice) -> str:
    """The notice in this language; as the engine put it where it has no code or a later version's."""
    if not notice.code:
        return clean_text(notice.text).strip()
    values: dict[str, str | int] = {
        name: value if isinstance(value, int) else clean_line(value, VALUE_CHARS)
        for name, value in notice.values.items()
    }
    speech = speech_in(notice.language) if notice.language in LOCALES else speech
    parts = {name: ", ".join(told_in(speech, one) for one in held) for name, held in notice.parts.items()}
    try:
        return speech.say(f"notice-{notice.code}", **values, **notice.days, **parts)
    except KeyError:
        return clean_text(notice.text).strip()


def text_in(speech: Speech, answer: Answer) -> str:
    """The text of `answer` with the bot's own sentences in this language."""
    text, at = "", 0
    for start, end, notice in said_spans(answer):
        text += answer.text[at:start] + told_in(speech, notice)
        at = end
    return text + answer.text[at:]


def said_spans(answer: Answer) -> list[tuple[int, int, Notice]]:
    """Where in `answer.text` the bot speaks for itself, in order, never in a quotation: offsets, and what it says."""
    quoted = list(_quotations(answer))
    taken: list[tuple[int, int, Notice]] = []
    for notice in sorted(answer.said, key=lambda one: -len(one.text)):  # the longer may have a shorter one in it
        at = answer.text.find(notice.text)
        while at >= 0:
            end = at + len(notice.text)
            if not any(start < end and at < stop for start, stop in [*quoted, *((one[0], one[1]) for one in taken)]):
                taken.append((at, end, notice))
                break
            at = answer.text.find(notice.text, at + 1)
    return sorted(taken, key=lambda one: one[:2])


def _quotations(answer: Answer) -> Iterator[tuple[int, int]]:
    at = 0
    for sentence in answer.sentences:
        found = answer.text.find(sentence.text, at)
        if found >= 0:
            at = found + len(sentence.text)
            yield found, at
