"""The server by hand: `python -m tests.botapi --port 8081`, then start the bot with the printed settings and type.

What you type is said to the bot in private; what it says is printed. Lines with a colon in front do other things:

    :group        talk in a group from now on (`:private` goes back)
    :press TEXT   press a button of the bot's last message
    :inline TEXT  ask inline
    :edit TEXT    change what you said last
    :privacy      switch privacy mode on or off
    :calls        show the bot's last calls
    :quit
"""

from __future__ import annotations

import argparse
import sys
import threading

from .cloud import Call
from .server import BotApiServer
from .state import Chat, Message
from .transcript import message_as_text


def show(text: str) -> None:
    """Write a line for the person at the terminal."""
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


class Conversation:
    """One person at a terminal, in private or in a group."""

    def __init__(self, server: BotApiServer) -> None:
        self.server = server
        self.you = server.user("You", username="you")
        self.private = server.private_chat(self.you)
        self.group = server.group("Group", self.you)
        self.chat: Chat = self.private
        self.said: Message | None = None

    def watch(self) -> None:
        """Print every message and edit of the bot, for ever."""
        seen: dict[tuple[int, int], int] = {}
        changed = self.server.cloud.changed
        with changed:
            while True:
                for chat in list(self.server.cloud.chats.values()):
                    for message in self.server.sent(chat):
                        key = (chat.id, message.message_id)
                        if seen.get(key) != len(message.versions):
                            seen[key] = len(message.versions)
                            show(message_as_text(message))
                changed.wait()

    def take(self, line: str) -> bool:
        """Do what a typed line asks; False ends the conversation."""
        command, _, rest = line.partition(" ")
        if command == ":quit":
            return False
        if command in {":group", ":private"}:
            self.chat = self.group if command == ":group" else self.private
        elif command == ":press":
            query = self.server.press(self.you, self.server.last(self.chat), rest)
            show(f"    ({query.text or 'no notice'})")
        elif command == ":inline":
            for result in self.server.ask_inline(self.you, rest).results:
                show(f"    {result['id']}: {result.get('title', '')} - {result.get('description', '')}")
        elif command == ":edit" and self.said is not None:
            self.server.edit(self.said, rest)
        elif command == ":privacy":
            self.server.bot.privacy = not self.server.bot.privacy
            show(f"    privacy mode is {'on' if self.server.bot.privacy else 'off'}")
        elif command == ":calls":
            for call in self.server.calls()[-10:]:
                show(f"    {_call_as_text(call)}")
        elif line.strip():
            self.said = self.server.say(self.chat, self.you, line)
        return True


def _call_as_text(call: Call) -> str:
    return f"{call.method} {call.parameters} -> {call.error or 'ok'}"


def main() -> None:
    """Serve until the input ends."""
    parser = argparse.ArgumentParser(prog="python -m tests.botapi", description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--port", type=int, default=8081)
    parser.add_argument("--no-privacy", action="store_true", help="let the bot read everything in groups")
    options = parser.parse_args()
    with BotApiServer(privacy=not options.no_privacy, port=options.port) as server:
        show(f"SANCTIONS_BOT_TELEGRAM_API_URL={server.url}\nSANCTIONS_BOT_TELEGRAM_TOKEN={server.token}\n")
        conversation = Conversation(server)
        show(f"You are user {conversation.you.id}. :quit ends.\n")
        threading.Thread(target=conversation.watch, daemon=True).start()
        for line in sys.stdin:
            try:
                if not conversation.take(line.rstrip("\n")):
                    break
            except (AssertionError, ValueError) as error:
                show(f"    {error}")
        for violation in server.violations:
            show(f"violation: {violation}")


if __name__ == "__main__":
    main()
