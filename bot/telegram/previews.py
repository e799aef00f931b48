"""Previews in words: what was read of a file, a forwarded message or a link before it is added."""

from __future__ import annotations

from bot.previews import Preview
from bot.telegram.speech import Speech
from bot.telegram.untrusted import clean_line

SKIPPED_SHOWN = 3
BEGINNING_CHARS = 300


def preview_text(name: str, preview: Preview, speech: Speech) -> str:
    """What adding it would bring; `name` is made safe already."""
    lines = [name]
    if preview.is_empty:
        lines.append(speech.say("upload-nothing"))
    elif preview.pages is not None:
        lines.append(speech.say("upload-pages", count=preview.pages))
    else:
        lines.append(speech.say("upload-counts", articles=preview.articles, entries=preview.listings))
        lines += [f"• {clean_line(name)}" for name in preview.lists[:SKIPPED_SHOWN]]
    if preview.first is not None:
        lines += ["", *_article(preview, speech)]
    if preview.skipped:
        lines += ["", speech.say("upload-doubts", count=len(preview.skipped))]
        for one in preview.skipped[:SKIPPED_SHOWN]:
            reason = clean_line(one.reason, 200)
            lines.append("• " + (reason if one.line is None else f"{one.line}: {reason}"))
    if not preview.is_empty:
        lines += ["", speech.say("upload-ask")]
    return "\n".join(lines)


def _article(preview: Preview, speech: Speech) -> list[str]:
    first = preview.first
    assert first is not None
    lines = [clean_line(first.title)]
    if first.published is None:
        lines.append(speech.say("answer-undated"))
    else:
        lines.append(
            speech.say("upload-dated-by-text" if first.date_is_doubtful else "upload-dated", day=first.published)
        )
    if first.source:
        lines.append(speech.say("upload-source", source=clean_line(first.source, 100)))
    lines.append(f"“{clean_line(first.text, BEGINNING_CHARS)}”")
    if preview.held is not None and preview.like is not None:
        day = preview.like.published
        when = speech.day(day) if day is not None else speech.say("answer-undated")
        lines.append(speech.say(f"upload-held-{preview.held}", title=clean_line(preview.like.title), day=when))
    return lines
