"""The map: everything the bot does in Telegram, on one screen."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from functools import partial
from typing import Any

import structlog
from telegram import Message
from telegram.constants import UpdateType
from telegram.ext import (
    ApplicationBuilder,
    CallbackQueryHandler,
    ChatMemberHandler,
    CommandHandler,
    InlineQueryHandler,
    MessageHandler,
    MessageReactionHandler,
    filters,
)

from bot.allocator import give_back, settle
from bot.places import state_of
from bot.service import Service
from bot.settings import Settings
from bot.state import State, StateError
from bot.telegram import menu
from bot.telegram.access import Access
from bot.telegram.addressing import by_a_person
from bot.telegram.answering import STOP_DATA, Answering
from bot.telegram.asking_on import DAY_DATA, QUESTION_DATA, AskingOn
from bot.telegram.asof import AsOf
from bot.telegram.audit import AUDIT_DATA, AuditPages
from bot.telegram.clock import ClockWatch
from bot.telegram.commands import Commands
from bot.telegram.compare import Comparisons
from bot.telegram.deep_links import PRIVATE_DATA, DeepLinks
from bot.telegram.delivery import Delivery, Target
from bot.telegram.evidence import EVIDENCE_DATA, MORE_DATA, OTHERS_DATA, Evidence
from bot.telegram.export import Exports
from bot.telegram.failures import Failures
from bot.telegram.feedback import FEEDBACK_DATA, Feedback
from bot.telegram.forget import FORGET_DATA, Forgetting
from bot.telegram.gaps import GAPS_DATA, GapsList
from bot.telegram.gate import Gate
from bot.telegram.groups import ASKING_DATA, GROUP_DATA, Groups
from bot.telegram.health import Heartbeat
from bot.telegram.hearing import Hearing
from bot.telegram.inbox import App, Inbox
from bot.telegram.index_runs import CANCEL_DATA, IndexRuns
from bot.telegram.inline import Inline
from bot.telegram.language_choice import LANGUAGE_DATA, LanguageChoice
from bot.telegram.languages import Languages
from bot.telegram.latest import LATEST_DATA, Latests
from bot.telegram.limits import Limits
from bot.telegram.membership import Membership
from bot.telegram.monitoring import Monitoring
from bot.telegram.order import ChatOrder
from bot.telegram.pacing import ChatPace
from bot.telegram.pages import PAGE_DATA, Pages
from bot.telegram.polling import Polling, PollingRequest, PollingWatch
from bot.telegram.questions import Questions
from bot.telegram.reindexing import REINDEX_DATA, Reindexing
from bot.telegram.rendering import plain
from bot.telegram.requests import WatchedRequest
from bot.telegram.richtext import Piece
from bot.telegram.roles import RoleList
from bot.telegram.rules import Rules
from bot.telegram.scheduled import ScheduledRuns
from bot.telegram.serving import Source, serve
from bot.telegram.sources import SOURCES_DATA, SourceList
from bot.telegram.stats import Stats
from bot.telegram.switching import ROLLBACK_DATA, WAITING_DATA, Switching
from bot.telegram.timeline import TIMELINE_DATA, Timelines
from bot.telegram.uploading import UNDO_DATA, UPLOAD_DATA, Uploading
from bot.telegram.watch_news import WatchNews
from bot.telegram.watchdog import Watchdog
from bot.telegram.watches import WATCH_DATA, WatchList
from bot.telegram.webhook import Webhook
from bot.telegram.wellness import Wellness
from bot.telegram.who import NAMESAKE_DATA, WhoIs
from corpus.errors import SanctionsBotError, SettingsError

# Said explicitly: Telegram goes on with whatever was asked for last.
ALLOWED_UPDATES = (
    UpdateType.MESSAGE,
    UpdateType.EDITED_MESSAGE,
    UpdateType.CALLBACK_QUERY,
    UpdateType.INLINE_QUERY,
    UpdateType.MESSAGE_REACTION,
    UpdateType.MY_CHAT_MEMBER,
)
ONE_PERSONS = MessageReactionHandler.MESSAGE_REACTION_UPDATED  # the counts of anonymous ones tell nothing
PRUNE_EVERY_SECONDS = 24 * 3600
GIVE_BACK_EVERY_SECONDS = 60.0
CLOCK_AGAIN_SECONDS = 600.0  # where the clock is wrong by a day and more, it is looked at again so soon
TIMEOUTS: dict[str, Any] = {"connect_timeout": 10.0, "write_timeout": 20.0, "pool_timeout": 20.0}

log = structlog.get_logger()


class _ByAPerson(filters.MessageFilter):
    def filter(self, message: Message) -> bool:
        return by_a_person(message) and message.forward_origin is None


class ByAnEditor(filters.MessageFilter):
    """Written by somebody who may change what is held; the gate looks again."""

    def __init__(self, access: Access) -> None:
        super().__init__()
        self._access = access

    def filter(self, message: Message) -> bool:
        """Whether it is."""
        return by_a_person(message) and self._access.is_editor(message)


# Commands act once: not when edited, forwarded, or written by a bot, and never in a channel.
NEW = filters.UpdateType.MESSAGE & ~filters.StatusUpdate.ALL
COMMAND = NEW & _ByAPerson()
# What an editor adds in private: files, and articles forwarded.
_FILE = filters.Document.ALL & ~filters.ANIMATION
UPLOAD = NEW & filters.ChatType.PRIVATE & (_FILE | (filters.FORWARDED & (filters.TEXT | filters.CAPTION)))


class Conversations:
    """The conversations the bot can have, with what they share."""

    def __init__(self, app: App, service: Service, settings: Settings, state: State) -> None:
        self.access = Access(settings, state)
        self.membership = Membership(self.access)
        rules = Rules(app.bot, state)
        delivery = Delivery(app.bot, self.membership.moved, rules)
        languages = self.languages = Languages(state)
        delivery.unconfirmed = partial(_unconfirmed, languages)
        self.commands = Commands(service, settings, state, self.access, delivery, languages, rules)
        hearing = Hearing(service, state, self.access, delivery, languages)
        self.index_runs = IndexRuns(hearing)
        self.reindexing = Reindexing(hearing, self.index_runs)
        self.switching = Switching(hearing, self.index_runs)
        self.answering = Answering(service, settings, state, delivery, languages)
        self.questions = Questions(self.answering, settings, state, self.access, delivery, languages)
        self.evidence = Evidence(hearing)
        self.pages = Pages(hearing, self.answering.choosing)
        self.asking_on = AskingOn(hearing, self.answering)
        self.feedback = Feedback(hearing, self.answering.choosing)
        self.gaps = GapsList(hearing)
        self.who = WhoIs(hearing)
        self.timelines = Timelines(hearing, self.answering)
        self.latest = Latests(hearing)
        self.comparisons = Comparisons(hearing, self.answering)
        self.as_of = AsOf(hearing, self.answering, settings)
        self.exports = Exports(hearing)
        self.forgetting = Forgetting(hearing)
        self.watch_news = WatchNews(hearing)
        self.watches = WatchList(hearing, rules, self.watch_news.look)
        self.index_runs.ended = self.watch_news.wake
        self.membership.placed = delivery.placed = self.watch_news.placed
        self.limits = Limits(settings, state, self.access, delivery, languages)
        self.deep_links = DeepLinks(hearing, self.commands, self.who, rules)
        self.inline = Inline(service, state, self.access, delivery, self.languages, self.limits)
        self.language_choice = LanguageChoice(state, self.access, delivery, self.languages, rules)
        self.groups = Groups(state, self.access, delivery, self.languages, rules)
        self.uploading = Uploading(hearing, self.index_runs, settings)
        self.sources = SourceList(hearing, self.commands, self.index_runs, settings)
        self.stats = Stats(hearing)
        self.scheduled = ScheduledRuns(hearing, self.index_runs, settings)
        self.roles = RoleList(hearing)
        self.audit = AuditPages(hearing)
        self.gate = Gate(hearing)
        self.failures = Failures(self.access, delivery, languages)

    def add_to(self, app: App) -> None:
        """The first handler that takes an update is the only one to get it, once the limits have let it pass.

        Whom each is for stands in gate.py.
        """
        add = partial(self.gate.add, app)
        said = NEW | filters.UpdateType.EDITED_MESSAGE
        add(MessageHandler(said & filters.ChatType.GROUPS, self.groups.checked), group=-2)
        add(CallbackQueryHandler(self.groups.pressed_to_ask, ASKING_DATA), group=-2)
        add(MessageHandler(said, self.limits.checked), group=-1)
        add(MessageHandler(filters.StatusUpdate.MIGRATE, self.membership.migrated))
        add(ChatMemberHandler(self.membership.changed, ChatMemberHandler.MY_CHAT_MEMBER))
        add(InlineQueryHandler(self.inline.asked))
        add(CommandHandler("start", self.deep_links.opened, COMMAND, has_args=True))
        add(CommandHandler("start", self.commands.start, COMMAND))
        add(CommandHandler("help", self.commands.help, COMMAND))
        add(CommandHandler("language", self.language_choice.asked, COMMAND))
        add(CommandHandler("settings", self.groups.asked, COMMAND))
        add(CommandHandler("sources", self.sources.asked, COMMAND))
        add(CommandHandler("status", self.commands.status, COMMAND))
        add(CommandHandler("who", self.who.asked, COMMAND))
        add(CommandHandler("timeline", self.timelines.asked, COMMAND))
        add(CommandHandler("watch", self.watches.asked, COMMAND))
        add(CommandHandler("latest", self.latest.asked, COMMAND))
        add(CommandHandler("compare", self.comparisons.asked, COMMAND))
        add(CommandHandler("asof", self.as_of.asked, COMMAND))
        add(CommandHandler("export", self.exports.asked, COMMAND))
        add(CommandHandler("forget", self.forgetting.asked, COMMAND))
        add(CommandHandler("gaps", self.gaps.asked, COMMAND))
        add(CommandHandler("reindex", self.reindexing.asked, COMMAND))
        add(CommandHandler("rollback", self.switching.rollback, COMMAND))
        add(CommandHandler("accept", self.switching.waiting, COMMAND))
        add(CommandHandler("add", self.uploading.sent, COMMAND))
        add(CommandHandler("stats", self.stats.asked, COMMAND))
        add(CommandHandler("grant", self.roles.granting, COMMAND))
        add(CommandHandler("revoke", self.roles.revoking, COMMAND))
        add(CommandHandler("roles", self.roles.asked, COMMAND))
        add(CommandHandler("audit", self.audit.asked, COMMAND))
        add(MessageHandler(UPLOAD & ByAnEditor(self.access), self.uploading.sent))
        add(MessageHandler(NEW, self.questions.asked))  # addressing.py decides whether it is for us
        add(MessageHandler(filters.UpdateType.EDITED_MESSAGE, self.questions.edited))
        add(CallbackQueryHandler(self.language_choice.pressed, LANGUAGE_DATA))
        add(CallbackQueryHandler(self.groups.pressed, GROUP_DATA))
        add(CallbackQueryHandler(self.deep_links.pressed, PRIVATE_DATA))
        add(CallbackQueryHandler(self.evidence.pressed, EVIDENCE_DATA))
        add(CallbackQueryHandler(self.evidence.more, MORE_DATA))
        add(CallbackQueryHandler(self.evidence.others, OTHERS_DATA))
        add(CallbackQueryHandler(self.pages.turned, PAGE_DATA))
        add(CallbackQueryHandler(self.asking_on.offered, QUESTION_DATA))
        add(CallbackQueryHandler(self.asking_on.of_another_day, DAY_DATA))
        add(CallbackQueryHandler(self.answering.stopped, STOP_DATA))
        add(CallbackQueryHandler(self.feedback.pressed, FEEDBACK_DATA))
        add(MessageReactionHandler(self.feedback.reacted, message_reaction_types=ONE_PERSONS))
        add(CallbackQueryHandler(self.gaps.pressed, GAPS_DATA))
        add(CallbackQueryHandler(self.who.chosen, NAMESAKE_DATA))
        add(CallbackQueryHandler(self.timelines.pressed, TIMELINE_DATA))
        add(CallbackQueryHandler(self.latest.turned, LATEST_DATA))
        add(CallbackQueryHandler(self.forgetting.pressed, FORGET_DATA))
        add(CallbackQueryHandler(self.watches.pressed, WATCH_DATA))
        add(CallbackQueryHandler(self.reindexing.pressed, REINDEX_DATA))
        add(CallbackQueryHandler(self.index_runs.cancelled, CANCEL_DATA))
        add(CallbackQueryHandler(self.switching.decided, WAITING_DATA))
        add(CallbackQueryHandler(self.switching.rolled_back, ROLLBACK_DATA))
        add(CallbackQueryHandler(self.uploading.pressed, UPLOAD_DATA))
        add(CallbackQueryHandler(self.uploading.undone, UNDO_DATA))
        add(CallbackQueryHandler(self.sources.pressed, SOURCES_DATA))
        add(CallbackQueryHandler(self.audit.turned, AUDIT_DATA))
        add(CallbackQueryHandler(self.evidence.unknown))
        app.add_error_handler(self.failures.failed)

    def stop(self) -> None:
        """Begin nothing long any more."""
        self.index_runs.stop()


def run(service: Service, settings: Settings, *, webhook: bool = False) -> None:
    """Run the bot, by long polling or by webhook, until SIGINT or SIGTERM; blocks.

    Raises SettingsError for a missing or refused token, PollingError or WebhookError when no updates can be had,
    StateError when the bot's own database cannot be used.
    """
    if settings.telegram_token is None:
        raise SettingsError("SANCTIONS_BOT_TELEGRAM_TOKEN is not set: @BotFather gives one")
    asyncio.run(_run(service, settings, settings.telegram_token.get_secret_value(), webhook))


async def _run(service: Service, settings: Settings, token: str, webhook: bool) -> None:
    heartbeat = Heartbeat(settings)
    state = State(state_of(settings))
    # Of those that poll Telegram allows one; of those it calls there may be several on one database.
    inbox = Inbox(state.updates, alone=not webhook or settings.database_url is None)
    warm = asyncio.Event()

    async def is_ready() -> bool:
        await asyncio.to_thread(state.updates.waiting)
        return warm.is_set()

    clock = ClockWatch()
    source: Source
    if webhook:
        source = Webhook(settings, inbox, heartbeat, ALLOWED_UPDATES, is_ready)
        app = _builder(settings, token, clock).updater(None).build()
    else:
        watch = PollingWatch(heartbeat)
        source = Polling(watch, ALLOWED_UPDATES)
        polling = PollingRequest(watch, inbox, read_timeout=5.0, **TIMEOUTS)
        app = _builder(settings, token, clock).get_updates_request(polling).build()
    conversations = Conversations(app, service, settings, state)
    conversations.failures.put_off = inbox.put_off
    conversations.add_to(app)
    monitoring: Monitoring | None = None
    if settings.metrics_port is not None:
        monitoring = Monitoring(settings, Wellness(service, settings, state, inbox, heartbeat, warm.is_set))

    async def beside() -> None:
        try:
            with suppress(SanctionsBotError):  # whoever asks will be told
                await asyncio.to_thread(service.warm_up)
            await asyncio.to_thread(settle)
        finally:
            warm.set()
        await menu.publish(app.bot, conversations.access.roles, conversations.languages)
        await asyncio.gather(
            conversations.watch_news.run(),
            conversations.scheduled.run(),
            conversations.access.follow_roles(),
            pruning(),
            giving_back(),
        )

    async def giving_back() -> None:
        while True:
            await asyncio.sleep(GIVE_BACK_EVERY_SECONDS)
            with suppress(MemoryError, RuntimeError):  # no memory for a thread: the next time
                await asyncio.to_thread(give_back)

    async def pruning() -> None:
        while True:
            if clock.is_wrong:  # a clock that is years ahead would have everything deleted
                log.error("telegram.clock_wrong", ahead_seconds=round(clock.ahead_seconds))
                await asyncio.sleep(CLOCK_AGAIN_SECONDS)
                continue
            try:
                log.info("telegram.pruned", forgotten=await asyncio.to_thread(state.prune, settings.retention_days))
            except StateError as error:
                log.error("telegram.state_failed", reason=str(error))
            await asyncio.sleep(PRUNE_EVERY_SECONDS)

    watching = asyncio.create_task(Watchdog().run())
    try:
        if monitoring is not None:
            await monitoring.start()
        await serve(app, source, inbox, warm, started=beside, stopping=conversations.stop)
    finally:
        watching.cancel()
        if monitoring is not None:
            await monitoring.stop()
        heartbeat.stop()
        conversations.answering.close()
        conversations.inline.close()
        state.close()


async def _unconfirmed(languages: Languages, target: Target) -> Piece:
    """What is said when Telegram did not confirm a reply."""
    speech = await languages.in_chat(target.chat_id, target.language)
    return plain(speech.say("answer-unconfirmed"))[0]


def _builder(settings: Settings, token: str, clock: ClockWatch) -> ApplicationBuilder[Any, Any, Any, Any, Any, Any]:
    address = str(settings.telegram_api_url).rstrip("/")
    hooks = {"event_hooks": {"response": [clock.heard]}}
    return (
        ApplicationBuilder()
        .token(token)
        .base_url(f"{address}/bot")
        .base_file_url(f"{address}/file/bot")
        .request(WatchedRequest(connection_pool_size=64, read_timeout=20.0, httpx_kwargs=hooks, **TIMEOUTS))
        .rate_limiter(ChatPace())
        .concurrent_updates(ChatOrder())
    )
