"""News of what is watched, over crashes, blocks and migrations: real index runs beside the real bot."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

import pytest

from bot.service import Service
from bot.settings import Settings
from bot.telegram.watch_news import LOOK_EVERY_SECONDS
from tests.botapi import BotApiServer, Chat
from tests.telegram.running import ANSWER_SECONDS, RunningBot

pytestmark = pytest.mark.slow
Fresh = Callable[..., tuple[BotApiServer, RunningBot]]


def told(server: BotApiServer, chat: Chat) -> list[str]:
    return [one.words for one in server.sent(chat) if "New about CEIEC" in one.words]


def told_times(server: BotApiServer, chat: Chat, times: int) -> None:
    server.wait_for(lambda: len(told(server, chat)) >= times, 4 * ANSWER_SECONDS, f"news {times}")
    time.sleep(LOOK_EVERY_SECONDS * 1.5)  # whatever else would come has had its chance
    assert len(told(server, chat)) == times


def test_news_survives_kills_blocks_and_migration_and_is_told_once(fresh: Fresh, tmp_path: Path) -> None:
    server, bot = fresh()
    service = Service(Settings(data=bot.data))
    news = tmp_path / "news"
    news.mkdir()

    def publish(n: int) -> None:
        story = f"The company CEIEC opened office {n} in Caracas on Monday. Nobody was told of it before."
        (news / f"{n}.md").write_text(f"---\ntitle: Office {n}\ndate: 2026-01-0{n}\nsource: Wire\n---\n{story}\n")
        service.index([str(news)])

    anna = server.user("Anna")
    private, group = server.private_chat(anna), server.group("Newsroom", anna)
    server.write(anna, "/watch CEIEC")
    server.say(group, anna, "/watch@SanctionsTestBot CEIEC")
    for chat in (private, group):
        server.wait_for_message(chat, timeout=ANSWER_SECONDS)

    bot.kill()
    publish(1)
    bot.start()
    told_times(server, private, 1)
    told_times(server, group, 1)
    assert "opened office 1 in Caracas" in told(server, private)[0]
    bot.kill()
    bot.start()
    told_times(server, private, 1)

    server.block(anna)
    publish(2)
    told_times(server, group, 2)
    assert len(told(server, private)) == 1
    server.unblock(anna)
    told_times(server, private, 2)

    supergroup = server.migrate(group)
    publish(3)
    told_times(server, supergroup, 1)
    assert not server.violations
    assert "Traceback" not in bot.log
    service.close()
