"""With a language model set: drafts in private chats while it writes, quotations when it fails."""

from __future__ import annotations

from tests.llm_server import llm_server
from tests.telegram.running import ANSWER_SECONDS

KEY = "model-key-123"
WHY = "Why was CEIEC sanctioned?"


def test_a_private_chat_sees_the_sentences_as_they_are_written_and_a_group_the_answer_alone(fresh):
    with llm_server(KEY) as model:
        model.failure = "drip"
        server, bot = fresh(llm_url=model.url, llm_model="test-model", llm_key=KEY, llm_seconds=60, answer_seconds=90)
        anna = server.user("Anna")
        private = server.private_chat(anna)
        server.write(anna, WHY)
        answer = server.wait_for_message(private, timeout=ANSWER_SECONDS)
        assert private.drafts
        assert private.drafts[0]["text"].split(" [")[0] in answer.words
        model.failure = None
        group = server.group("Newsroom", anna)
        server.say(group, anna, f"@SanctionsTestBot {WHY}")
        assert "CEIEC" in server.wait_for_message(group, timeout=ANSWER_SECONDS).words
        assert not group.drafts
        assert KEY not in bot.log
        assert not server.violations


def test_a_model_that_fails_is_not_noticed_by_the_asker(fresh):
    with llm_server(KEY) as model:
        model.failure = "500"
        server, bot = fresh(llm_url=model.url, llm_model="test-model", llm_key=KEY, answer_seconds=60)
        anna = server.user("Anna")
        private = server.private_chat(anna)
        server.write(anna, WHY)
        assert "According to" in server.wait_for_message(private, timeout=ANSWER_SECONDS).words
        assert not private.drafts
        assert model.requests
        assert KEY not in bot.log
