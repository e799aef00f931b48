"""Answer -> what Telegram shows: text with entities in pieces of a message each, and the labels of its buttons."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from telegram import InlineKeyboardButton
from telegram.constants import MessageEntityType

from bot.answers.answer import Answer, AnswerKind, Citation, Held, also_published, pages_cited
from bot.telegram.richtext import Composer, Piece, RichText, pieces
from bot.telegram.speech import Speech
from bot.telegram.untrusted import clean_line, clean_text, safe_link
from bot.telegram.wording import said_spans, told_in

SOURCE_CHARS = 120
ALSO_CHARS = 400
NEAREST_SHOWN = 5
BUTTONS = 96  # Telegram takes 100 under one message
ROW_WITH_WORDS, ROW_OF_NUMBERS = 3, 6  # what a phone shows side by side without cutting


def render_answer(answer: Answer, speech: Speech, asked: str | None = None) -> list[Piece]:
    """The answer, its notes, and under it the sources in a block that opens when touched; a piece for each page.

    `asked` is the question where no message shows it.
    """
    text = Composer()
    if asked is not None:
        text.add(clean_line(asked), MessageEntityType.BOLD).add("\n\n")
    _body(text, answer, speech)
    for note in answer.notices:
        text.add("\n\n").add(told_in(speech, note), MessageEntityType.ITALIC)
    if answer.as_of is not None:
        text.add("\n\n").add(speech.say("answer-as-of", day=answer.as_of), MessageEntityType.ITALIC)
    nearest = [held for held in answer.nearest if held.title not in answer.text][:NEAREST_SHOWN]
    if answer.kind is AnswerKind.NO_ANSWER and nearest:
        text.add(f"\n\n{speech.say('answer-nearest')}\n")
        with text.block(MessageEntityType.BLOCKQUOTE):
            for at, held in enumerate(nearest):
                text.add("\n• " if at else "• ")
                add_work(text, held, speech)
    if answer.citations:
        text.add("\n\n")
        with text.block(MessageEntityType.EXPANDABLE_BLOCKQUOTE):
            for at, (numbers, citation) in enumerate(_works(answer.citations)):
                text.add("\n" if at else "").add(_marks(numbers) + " ")
                add_work(text, citation, speech, pages_cited([c for c in answer.citations if c.n in numbers]))
    return pieces(text.done())


def render_evidence(citation: Citation, speech: Speech) -> list[Piece]:
    """The passage behind one citation, the quoted words marked in it, and where it is from."""
    text = Composer()
    text.add(f"[{citation.n}] ").add(clean_line(citation.title), MessageEntityType.BOLD)
    text.add("\n" + _origin(citation, speech, pages_cited([citation])))
    others = clean_line(also_published(citation), ALSO_CHARS)
    text.add(f"\n{others[0].upper()}{others[1:]}" if others else "").add("\n\n")
    before, quote, after = _around_quote(citation)
    # Where the quote is all there is, as with the entry of a list, marking it would mark nothing.
    marks = (MessageEntityType.BOLD, MessageEntityType.UNDERLINE) if before.strip() or after.strip() else ()
    with text.block(MessageEntityType.BLOCKQUOTE):
        text.add(clean_text(before).lstrip())
        text.add(clean_text(quote), *marks)
        text.add(clean_text(after).rstrip())
    link = safe_link(citation.url)
    if link is not None:
        opens = "evidence-open-entry" if citation.listing_id else "evidence-open-article"
        text.add("\n\n").add(speech.say(opens), url=link)
    return pieces(text.done())


def render_other_sources(citation: Citation, others: Sequence[Citation], speech: Speech) -> list[Piece]:
    """What others say of what `citation` quotes, each with its source and date; or that nobody held does."""
    text = Composer()
    kind = "entry" if citation.listing_id is not None else "sentence"
    if not others:
        text.add(speech.say(f"evidence-no-others-{kind}", n=citation.n))
        return pieces(text.done())
    text.add(speech.say(f"evidence-others-{kind}", n=citation.n), MessageEntityType.BOLD)
    for other in others:
        text.add("\n\n")
        add_work(text, other, speech, pages_cited([other]))
        text.add("\n")
        with text.block(MessageEntityType.BLOCKQUOTE):
            text.add(clean_text(other.quote).strip())
    return pieces(text.done())


def plain(text: str) -> list[Piece]:
    """A text of our own, without styles."""
    return pieces(RichText(text))


def evidence_rows(given_id: str, citations: Sequence[Citation], speech: Speech) -> list[list[InlineKeyboardButton]]:
    """A button for each citation of the stored answer `given_id`, in rows."""
    return [
        [InlineKeyboardButton(label, callback_data=f"e:{given_id}:{n}") for n, label in row]
        for row in button_rows(citations, speech)
    ]


def button_rows(citations: Sequence[Citation], speech: Speech) -> list[list[tuple[int, str]]]:
    """(n, label) of each citation's button, in rows; few ones say what they do, many show only their number."""
    shown = list(citations[:BUTTONS])
    if len(shown) == 1:
        return [[(shown[0].n, speech.say("evidence-show-the-passage", n=shown[0].n))]]
    if len(shown) <= ROW_WITH_WORDS:
        return [[(one.n, speech.say("evidence-passage", n=one.n)) for one in shown]] if shown else []
    labels = [(citation.n, f"[{citation.n}]") for citation in shown]
    return [labels[at : at + ROW_OF_NUMBERS] for at in range(0, len(labels), ROW_OF_NUMBERS)]


def _body(text: Composer, answer: Answer, speech: Speech) -> None:
    """The answer's text: the very answer in bold where it is known, titles named in it linked, and what the bot says of
    itself in the language of `speech`."""
    at = 0
    own = {(start, end): told_in(speech, one) for start, end, one in said_spans(answer)}
    for start, end, link in sorted([*_answer_spans(answer), *_named_works(answer), *((*span, "") for span in own)]):
        if start < at:
            continue
        text.add(clean_text(answer.text[at:start]))
        if (start, end) in own:
            text.add(own[start, end])
        elif link:
            text.add(clean_text(answer.text[start:end]), url=link)
        else:
            text.add(clean_text(answer.text[start:end]), MessageEntityType.BOLD)
        at = end
    text.add(clean_text(answer.text[at:]).rstrip())


def _named_works(answer: Answer) -> Iterator[tuple[int, int, str]]:
    """Offsets of the titles of works near to an unanswerable question, where the text names them."""
    for held in answer.nearest:
        start, link = answer.text.rfind(held.title), safe_link(held.url)
        if start >= 0 and link is not None:
            yield start, start + len(held.title), link


def _answer_spans(answer: Answer) -> Iterator[tuple[int, int, str]]:
    """Offsets into `answer.text` of the answer spans of its sentences, in order, without overlap."""
    at = 0
    for sentence in answer.sentences:
        found = answer.text.find(sentence.text, at)
        if found < 0:
            continue
        if sentence.answer_span is not None:
            start, end = (found + offset for offset in sentence.answer_span)
            if found <= start < end <= found + len(sentence.text):
                yield start, end, ""
        at = found + len(sentence.text)


def _works(citations: Sequence[Citation]) -> list[tuple[list[int], Citation]]:
    """Each article or list entry once, with the numbers of all its citations."""
    works: dict[tuple[str | None, ...], tuple[list[int], Citation]] = {}
    for citation in citations:
        key = (citation.article_id, citation.listing_id, None if citation.article_id else citation.title)
        works.setdefault(key, ([], citation))[0].append(citation.n)
    return list(works.values())


def _marks(numbers: Sequence[int]) -> str:
    """[1], [1][3], [1]–[4]: the numbers as the text shows them, in rising order."""
    first, last = numbers[0], numbers[-1]
    if len(numbers) > 2 and last - first == len(numbers) - 1:
        return f"[{first}]–[{last}]"
    return "".join(f"[{n}]" for n in numbers)


def add_work(text: Composer, work: Citation | Held, speech: Speech, pages: str = "") -> None:
    """Title — Source, 30 November 2020, p. 3; the title opens the original."""
    text.add(clean_line(work.title), url=safe_link(work.url)).add(f" — {_origin(work, speech, pages)}")


def _origin(work: Citation | Held, speech: Speech, pages: str = "") -> str:
    """Source, date and pages, the date never left out silently."""
    entry = "-edition" if isinstance(work, Citation) and work.listing_id is not None else ""
    if work.published is None:
        when = speech.say(f"answer{entry}-undated")
    else:
        when = speech.say("answer-edition", day=work.published) if entry else speech.day(work.published)
    place = f"{when}, {pages}" if pages else when
    return f"{clean_line(work.source, SOURCE_CHARS)}, {place}" if work.source else place


def _around_quote(citation: Citation) -> tuple[str, str, str]:
    """The passage before, in and after the quote. Without a passage, or where the two do not fit, the quote alone."""
    passage, quote = citation.passage, citation.quote
    start = citation.start - citation.passage_start
    if not quote or start < 0 or passage[start : start + len(quote)] != quote:
        start = passage.find(quote) if quote else -1
    if start < 0:
        return "", quote or passage, ""
    return passage[:start], quote, passage[start + len(quote) :]
