"""A strict Bot API server for tests, over real HTTP.

    with BotApiServer() as telegram:
        # run the real bot with token=telegram.token and its API address set to telegram.url
        anna = telegram.user("Anna", username="anna")
        chat = telegram.private_chat(anna)
        telegram.say(chat, anna, "Is Rosneft under EU sanctions?")
        answer = telegram.wait_for_message(chat)          # the bot's first message after what Anna did
        telegram.wait_until_quiet(chat)                   # streaming edits are over
        assert "EU" in answer.text
        shown = telegram.press(anna, answer, "Sources")   # by the button's text or data; waits for the answer
        assert not shown.alert

        group = telegram.group("Newsroom", anna, admins=(boss,))     # a supergroup with the bot in it
        telegram.say(group, anna, "@sanctionstestbot and Lukoil?")   # entities are found; privacy mode decides
        assert telegram.quiet(group, 1.0) is False
        assert not telegram.violations                    # unknown parameters, queries answered twice, …

Messages (`telegram.sent(chat)`, what `say` and the waits return) stand as they are now: `text`, `entities`,
`spans("bold")`, `links`, `button_texts`, `reply_to`, `versions` (every edit), `deleted`, `reactions`.
`telegram.transcript(chat)` is a chat as text; `calls`, `refused`, `impatient`, `unanswered`, `updates`, `polls` and
`conflicts` tell what passed between the bot and the server.

All waits block: where the bot runs in the test's own event loop, call them through `asyncio.to_thread`.

What goes wrong: `flood`, `fail`, `hang`, `drop`, `garble`, `poison`,
`deliver_again`, `block`, `deactivate`, `kick_bot`, `migrate`, `expire`, `enforce_limits`, `stop`/`start`.

python-telegram-bot's own settings are `telegram.base_url` and `telegram.base_file_url`.
By hand in a terminal: `python -m tests.botapi --port 8081`.

The server refuses more than Telegram does: entities that are wrong, empty, or overlap are errors here, since a bot
that computes them wrongly is wrong even where Telegram would shrug.
"""

from .cloud import Call, Query
from .errors import ApiError
from .members import User
from .server import BotApiServer
from .state import Chat, Message, Topic
from .world import World

__all__ = ["ApiError", "BotApiServer", "Call", "Chat", "Message", "Query", "Topic", "User", "World"]
