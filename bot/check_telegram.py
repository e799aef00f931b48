"""The part of `check` that asks Telegram: the token, the clock, a webhook, and how the bot is set up."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING, Any

from bot.findings import Finding

if TYPE_CHECKING:
    from bot.settings import Settings

_TELEGRAM_SECONDS = 10.0
_CLOCK_SECONDS = 30  # the header has whole seconds, and the way takes some


def telegram(settings: Settings) -> Iterator[Finding]:
    """Whether Telegram knows the bot, and how it is set up there."""
    if settings.telegram_token is None:
        message = "SANCTIONS_BOT_TELEGRAM_TOKEN is not set; only `run` needs it"
        yield Finding("Telegram", "note", message, "docs/telegram.md tells how to get one from @BotFather")
        return
    try:
        told = _call(settings, "getMe")
        bot, webhook = told.result, _call(settings, "getWebhookInfo").result
    except _TelegramRefusedError as error:
        yield Finding("Telegram", "problem", str(error), error.remedy)
        return
    yield Finding("Telegram", "ok", f"the token belongs to @{bot.get('username')}")
    yield from _clock(told)
    yield from _webhook(settings, webhook)
    if bot.get("can_read_all_group_messages"):
        message = "off: in groups the bot is sent every message, and answers those meant for it"
    else:
        message = "on: in groups the bot sees commands, mentions of it and replies to it, which is all it needs"
    yield Finding("privacy mode", "ok", message)
    if not bot.get("can_join_groups", True):
        yield Finding("groups", "note", "the bot may not be added to groups", "@BotFather, /setjoingroups changes it")
    if bot.get("supports_inline_queries"):
        yield Finding("inline mode", "ok", f"on: @{bot.get('username')} and a question is answered in any chat")
    else:
        remedy = "@BotFather, /setinline turns it on, if you want it"
        yield Finding("inline mode", "note", "off: questions are answered only where the bot is", remedy)
    if settings.admins:
        yield Finding("admins", "ok", f"{len(settings.admins)} set")
    else:
        remedy = "send /start to the bot: it tells your id; put it into SANCTIONS_BOT_ADMINS"
        yield Finding("admins", "note", "none set, so nobody can re-index from the chat", remedy)


@dataclass(frozen=True)
class _Told:
    """A method's result, what its Date header says, and when that was by this machine's clock."""

    result: dict[str, Any]
    date: str | None
    at: float


def _clock(told: _Told) -> Iterator[Finding]:
    """Watches, limits and what is forgotten go by the clock."""
    try:
        theirs = parsedate_to_datetime(told.date or "").timestamp()
    except ValueError:
        return  # a Bot API server of one's own need not say
    apart = round(told.at - theirs)
    way = "ahead of" if apart > 0 else "behind"
    if abs(apart) > _CLOCK_SECONDS:
        message = f"this machine is {abs(apart):,} s {way} Telegram"
        yield Finding("clock", "problem", message, "have it keep the time by NTP (`timedatectl set-ntp true`)")
    else:
        yield Finding("clock", "ok", f"within {_CLOCK_SECONDS} s of Telegram's")


def _webhook(settings: Settings, told: dict[str, Any]) -> Iterator[Finding]:
    """Who is sent the updates; polling is refused (409) while a webhook is set."""
    url = str(told.get("url") or "")
    wanted = str(settings.webhook_url) if settings.webhook_url is not None else ""
    if url and url != wanted:
        remedy = "stop what set it; `sanctions-bot run` takes it away when it starts, and with it the other's updates"
        what = "a webhook elsewhere is set" if wanted else "a webhook is set"
        yield Finding("webhook", "problem", f"{what}, so the bot cannot fetch messages (409)", remedy)
    elif url and told.get("last_error_message"):
        when = datetime.fromtimestamp(int(told.get("last_error_date") or 0), UTC)
        message = f"Telegram last failed to reach it on {when:%Y-%m-%d %H:%M} UTC: {told['last_error_message']}"
        remedy = f"look at what stands before SANCTIONS_BOT_WEBHOOK_PORT; {told.get('pending_update_count', 0)} wait"
        yield Finding("webhook", "note", message[:300], remedy)
    elif url:
        yield Finding("webhook", "ok", f"set as in the settings; {told.get('pending_update_count', 0)} updates wait")
    elif wanted:
        remedy = "`sanctions-bot run --webhook` sets it"
        yield Finding("webhook", "note", "SANCTIONS_BOT_WEBHOOK_URL is set, and Telegram was not told of it", remedy)


class _TelegramRefusedError(Exception):
    """Telegram, or the way to it, said no; the text never holds the token."""

    def __init__(self, message: str, remedy: str) -> None:
        super().__init__(message)
        self.remedy = remedy


def _call(settings: Settings, method: str) -> _Told:
    """What a Bot API method without parameters gives."""
    import httpx

    assert settings.telegram_token is not None
    server = str(settings.telegram_api_url).rstrip("/")
    try:
        url = f"{server}/bot{settings.telegram_token.get_secret_value().strip()}/{method}"
        answer = httpx.get(url, timeout=_TELEGRAM_SECONDS)
        at = time.time()
        content = answer.json()
    except (httpx.HTTPError, httpx.InvalidURL) as error:
        # The error's own text may hold the URL and so the token; its kind does not.
        message = f"{server} cannot be reached ({type(error).__name__})"
        raise _TelegramRefusedError(message, "look at the network, a proxy or SANCTIONS_BOT_TELEGRAM_API_URL") from None
    except ValueError:
        remedy = "look at SANCTIONS_BOT_TELEGRAM_API_URL"
        raise _TelegramRefusedError(f"{server} is no Bot API server", remedy) from None
    if not isinstance(content, dict) or not content.get("ok"):
        if answer.status_code in (401, 404):
            message = "Telegram does not know the token"
            remedy = "copy it again from @BotFather (/mybots, API Token) into SANCTIONS_BOT_TELEGRAM_TOKEN"
        else:
            message, remedy = f"{method} failed with HTTP {answer.status_code}", "try again in a minute"
        raise _TelegramRefusedError(message, remedy)
    result = content["result"]
    return _Told(result if isinstance(result, dict) else {}, answer.headers.get("date"), at)
