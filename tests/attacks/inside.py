"""The bot's own handlers, in the tests' process: attacks come as updates over HTTP, and are handled one by one."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Coroutine
from pathlib import Path
from typing import Any, TypeVar

from bot.service import Service
from bot.settings import Settings
from bot.state import State
from bot.telegram.application import ALLOWED_UPDATES, Conversations, _builder
from bot.telegram.clock import ClockWatch
from tests.botapi import BotApiServer, Message, User
from tests.botapi.cloud import Query

OWNER_ID, EDITOR_ID = 900_001, 900_002
T = TypeVar("T")


class Inside:
    """A bot that handles what was sent to it when told to `handle`; use it as a context manager."""

    def __init__(self, data: Path) -> None:
        self.server = BotApiServer().start()
        self.settings = Settings(
            data=data, telegram_token=self.server.token, telegram_api_url=self.server.url, admins=(OWNER_ID,),
            questions_per_minute=0, group_questions_per_minute=0, questions_per_day=0, suggestions=0,
        )  # fmt: skip
        self.state = State(data / "telegram.sqlite")
        self.service = Service(self.settings)
        self.app = _builder(self.settings, self.server.token, ClockWatch()).updater(None).build()
        self.conversations = Conversations(self.app, self.service, self.settings, self.state)
        self.conversations.add_to(self.app)
        self._loop = asyncio.new_event_loop()
        self._offset = 0

    def __enter__(self) -> Inside:
        threading.Thread(target=self._loop.run_forever, daemon=True).start()
        self._do(self.app.initialize())
        return self

    def __exit__(self, *_: object) -> None:
        self._do(self.app.shutdown())
        self._loop.call_soon_threadsafe(self._loop.stop)
        self.conversations.answering.close()
        self.conversations.inline.close()
        self.state.close()
        self.service.close()
        self.server.stop()

    def _do(self, work: Coroutine[Any, Any, T]) -> T:
        return asyncio.run_coroutine_threadsafe(work, self._loop).result(120)

    def handle(self) -> None:
        """Handle everything that was sent to the bot."""

        async def handled() -> None:
            while updates := await self.app.bot.get_updates(self._offset, allowed_updates=ALLOWED_UPDATES):
                for update in updates:
                    self._offset = update.update_id + 1
                    await self.app.process_update(update)

        self._do(handled())

    def press(self, user: User, message: Message, data: str) -> Query:
        """A press with any data, as a program that plays a client may send it, whatever the buttons are."""
        cloud = self.server.cloud
        with cloud.changed:
            query = cloud.new_query(user, message, data)
            cloud.tell(
                "callback_query",
                {"id": query.id, "from": user.to_json(), "chat_instance": "1", "data": data,
                 "message": message.to_json()},
            )  # fmt: skip
        self.handle()
        return query

    def say(self, user: User, text: str, **options: Any) -> Message | None:
        """Write to the bot in private; its last message after that, if it wrote any."""
        chat = self.server.private_chat(user)
        before = len(self.server.sent(chat))
        self.server.say(chat, user, text, **options)
        self.handle()
        return self.server.last(chat) if len(self.server.sent(chat)) > before else None
