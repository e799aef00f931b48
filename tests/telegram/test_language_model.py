"""With a language model set: private chats see it write and can stop it; quotations when it fails."""

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
        asked = server.write(anna, WHY)
        answer = server.wait_for_message(private, timeout=ANSWER_SECONDS)
        assert answer.reply_to is asked
        server.wait_for(lambda: "■ Stop" not in answer.button_texts, ANSWER_SECONDS, "the answer")
        first, *seen = [version.text for version in answer.versions]
        assert first == "Writing …"
        assert seen[0].endswith("Writing …")
        assert seen[0].split(" [")[0] in answer.words
        assert "CEIEC" in answer.words
        assert "👍" in answer.button_texts
        assert len(server.sent(private)) == 1

        model.pause = 0.8
        server.write(anna, WHY)
        stopped = server.wait_for_message(private, timeout=ANSWER_SECONDS)
        server.wait_for(lambda: len(stopped.versions) > 1, ANSWER_SECONDS, "a first sentence")
        assert server.press(anna, stopped, "■ Stop").text
        server.wait_for(lambda: "■ Stop" not in stopped.button_texts, ANSWER_SECONDS, "the stopped answer")
        assert "You stopped the language model" in stopped.words
        assert seen[0].split(" [")[0] in stopped.words

        model.failure = "slow"
        server.write(anna, WHY)
        nothing = server.wait_for_message(private, timeout=ANSWER_SECONDS)
        server.wait_until_quiet(private)
        bot.kill()
        model.failure = None
        bot.start()
        server.wait_for(lambda: "■ Stop" not in nothing.button_texts, ANSWER_SECONDS, "the answer after the restart")
        assert "CEIEC" in nothing.words
        assert len(server.sent(private)) == 3

        group = server.group("Newsroom", anna)
        server.say(group, anna, f"@SanctionsTestBot {WHY}")
        reply = server.wait_for_message(group, timeout=ANSWER_SECONDS)
        assert "CEIEC" in reply.words
        assert len(reply.versions) == 1
        assert KEY not in bot.log
        assert not server.violations


def test_a_model_that_fails_is_not_noticed_by_the_asker(fresh):
    with llm_server(KEY) as model:
        model.failure = "500"
        server, bot = fresh(llm_url=model.url, llm_model="test-model", llm_key=KEY, answer_seconds=60)
        anna = server.user("Anna")
        private = server.private_chat(anna)
        server.write(anna, WHY)
        answer = server.wait_for_message(private, timeout=ANSWER_SECONDS)
        server.wait_for(lambda: "According to" in answer.words, ANSWER_SECONDS, "the quotations")
        assert model.requests
        assert KEY not in bot.log
