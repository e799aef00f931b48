"""Every short text the bot says of itself, in one place to be read, weighed and, one day, translated."""

from __future__ import annotations

from bot.durations import duration

TOO_SLOW = "Sorry, that took me too long. Please ask again in a moment, perhaps in fewer words."
FAILED = "Sorry, something went wrong on my side and has been noted. Please try again."
UNREADABLE = "I can only read text. Please write me your question."
FORWARDED = "What would you like to know about this? Reply to the message with your question."
NOT_HERE = "Sorry, I only answer in certain chats, and this is not one of them."
UNKNOWN_COMMAND = "I do not know that command. /help shows what I can do."
ADMINS_ONLY = "Only my admins may do that."
ANONYMOUS = "I cannot tell who you are while you post anonymously. Use this command under your own name."

BUTTON_UNKNOWN = "This answer is too old or was withdrawn. Please ask again."
BUTTON_ELSEWHERE = "This answer belongs to another chat."
BUTTON_JUST_SHOWN = "It is shown just below."
BUTTON_FAILED = "Sorry, that did not work. Please try again."

REINDEX_STARTED = "Re-indexing: looking for changes. I go on answering meanwhile."
REINDEX_RUNNING = "A re-index is already running; I will not start a second one."
REINDEX_BUSY = "Something else is changing the index just now, so I did not start. Please try again in a few minutes."
REINDEX_FAILED = "The re-index failed; I go on answering from the index as it was."
REINDEX_STOPPED = "The re-index was stopped because I am being shut down. Run it again later; what was done is kept."


def empty_question(username: str, private: bool) -> str:
    """For a mention or message without a question."""
    if private:
        return "What would you like to know? For example: Why was CEIEC sanctioned?"
    return f"What would you like to know? For example: @{username} why was CEIEC sanctioned?"


def too_long(length: int, limit: int) -> str:
    """For a question over the limit, both in characters."""
    return f"That is {length:,} characters; I can take questions of up to {limit:,}. Please put it shorter."


def about_too_long(length: int, limit: int) -> str:
    """For a mention without a question under a long message."""
    return (
        f"That message is {length:,} characters long, more than the {limit:,} I can check at once. "
        "Reply to it again with a question about it."
    )


def start_private(name: str) -> str:
    """The first thing a person reads."""
    return (
        f"Hello, I am {name}.\n\n"
        "Ask me about sanctions: who was designated, when, by whom and why. I answer from the articles and official "
        "lists I hold, cite the source of every sentence, and say so when I do not know.\n\n"
        "Try: Why was CEIEC sanctioned?\n\n"
        "The buttons under an answer show the exact passages it rests on. /help tells the rest."
    )


def start_group(username: str) -> str:
    """For /start in a group."""
    return f"I answer questions about sanctions here when you write @{username} or reply to me. /help tells more."


def first_admin(user_id: int) -> str:
    """For /start while nobody is admin."""
    return (
        f"Nobody is my admin yet. Your numeric Telegram id is {user_id}: if I am yours, set "
        f"SANCTIONS_BOT_ADMINS={user_id} where I run, restart me, and you can use /reindex."
    )


def help_private(username: str, question_limit: int) -> str:
    """What can be done in private."""
    return (
        "How to ask\n"
        f"• Write a question in your own words, up to {question_limit:,} characters.\n"
        "• Ask on: “When?” or “And by the EU?” refers to what you asked in the last half hour.\n"
        "• Correct a question by editing it: my answer changes with it.\n"
        "• Reply to a message with a question to ask about that message.\n"
        f"• In a group, write @{username} and your question, or reply to one of my answers.\n\n"
        "How to read an answer\n"
        "• The numbers in brackets are sources, listed under the answer with their dates. Touch the list to open it.\n"
        "• The buttons show the passage each number stands for, with the quoted words marked.\n"
        "• When nothing I hold supports an answer I say so and name what comes nearest.\n"
        "• I report what sources say. I do not give legal advice, and a name missing from my lists may be on others."
    )


def help_group(username: str) -> str:
    """What can be done in a group."""
    return (
        f"Write @{username} and your question, or reply to one of my answers to ask on. Under somebody’s message, "
        f"a reply of just @{username} asks about what it says.\n\n"
        "The numbers in brackets are sources; the buttons show the passages. I stay silent otherwise, and what you "
        "ask me in private stays there."
    )


def reindex_progress(
    stage: str, done: int, total: int, per_second: float | None = None, seconds_left: float | None = None
) -> str:
    """How far a re-index is, how fast it goes and how long this stage has left, where these are known."""
    share = f" {done:,} of {total:,}" if total else f" {done:,}" if done else ""
    words = {
        "reading": f"Re-indexing: reading files,{share}" if share else "Re-indexing: reading files",
        "fetching": f"Re-indexing: fetching web pages,{share}" if share else "Re-indexing: fetching web pages",
        "embedding": f"Re-indexing: embedding passages,{share}" if share else "Re-indexing: embedding passages",
        "linking": f"Re-indexing: finding listed names,{share}" if share else "Re-indexing: finding listed names",
        "switching": "Re-indexing: switching to the new index",
    }
    pace = []
    if per_second is not None and stage in ("reading", "fetching", "embedding"):
        pace.append(f"{per_second:,.0f} a second" if per_second >= 1.5 else f"{per_second * 60:,.0f} a minute")
        if seconds_left is not None:
            pace.append(f"about {duration(seconds_left)} left")
    told = f"\n{', '.join(pace)}" if pace else ""
    return f"{words.get(stage, 'Re-indexing')} …{told}\nI go on answering meanwhile."
