"""What a test makes: people, chats, topics, memberships."""

from __future__ import annotations

from typing import Any

from .cloud import Bot, Cloud
from .hearing import deliver
from .members import ANONYMOUS_ADMIN_ID, CHANNEL_FORWARDER_ID, CHANNEL_IDENTITY_ID, Json, Member, User
from .methods.topics import open_topic
from .state import Chat, Message, Topic


class People:
    """Makes people and chats, and moves people in and out of them."""

    cloud: Cloud

    @property
    def bot(self) -> Bot:
        """The bot as its owner set it up: `privacy`, `can_join_groups`, `commands`, `user`."""
        return self.cloud.bot

    def user(self, name: str, *, id: int | None = None, username: str | None = None, **fields: Any) -> User:
        """Make a person; `is_bot=True` makes another bot, `language_code` chooses a language."""
        with self.cloud.changed:
            user = User(self.cloud.new_user_id() if id is None else id, name, username=username, **fields)
            self.cloud.users[user.id] = user
            return user

    def private_chat(self, user: User, *, started: bool = True) -> Chat:
        """Return the person's chat with the bot; not `started`, the bot may not write first."""
        with self.cloud.changed:
            chat = self.cloud.chats.get(user.id)
            if chat is None:
                chat = Chat(user.id, "private", username=user.username, person=user, started=started)
                chat.members[user.id] = Member(user)
                self.cloud.chats[chat.id] = chat
            chat.started = chat.started or started
            return chat

    def group(
        self,
        title: str,
        *members: User,
        forum: bool = False,
        basic: bool = False,
        with_bot: bool = True,
        bot_admin: bool = False,
        username: str | None = None,
        admins: tuple[User, ...] = (),
    ) -> Chat:
        """Make a supergroup (`basic`: a small group that can migrate); the first member created it."""
        kind = "group" if basic and not forum else "supergroup"
        return self._chat(kind, title, members, forum, with_bot, bot_admin, username, admins)

    def channel(self, title: str, *members: User, username: str | None = None, with_bot: bool = True) -> Chat:
        """Make a channel; the bot, if there, administers it."""
        return self._chat("channel", title, members, False, with_bot, True, username, ())

    def _chat(
        self,
        kind: str,
        title: str,
        members: tuple[User, ...],
        forum: bool,
        with_bot: bool,
        bot_admin: bool,
        username: str | None,
        admins: tuple[User, ...],
    ) -> Chat:
        with self.cloud.changed:
            chat = Chat(self.cloud.new_chat_id(kind), kind, title=title, username=username, is_forum=forum)
            for position, person in enumerate((*members, *admins)):
                status = "creator" if position == 0 else "administrator" if person in admins else "member"
                chat.members[person.id] = Member(person, status)
            if with_bot:
                bot = self.cloud.bot.user
                chat.members[bot.id] = Member(bot, "administrator" if bot_admin else "member")
            self.cloud.chats[chat.id] = chat
            return chat

    def topic(self, group: Chat, name: str, creator: User | None = None) -> Topic:
        """Open a topic in a forum; by default the bot did it, so that messages there look like replies to it."""
        with self.cloud.changed:
            topic = open_topic(self.cloud, group, creator or self.cloud.bot.user, name)
            if creator is not None and topic.created_by is not None:
                deliver(self.cloud, topic.created_by)
            return topic

    # ---- personas ------------------------------------------------------------------------------

    def anonymous_admin(self, group: Chat, *, title: str | None = None) -> User:
        """Return the sender of what an administrator says as the group itself."""
        return User(
            ANONYMOUS_ADMIN_ID, "Group", username="GroupAnonymousBot", is_bot=True, sender_chat=group, signature=title
        )

    def as_channel(self, channel: Chat) -> User:
        """Return the sender of what somebody says in a group under a channel's name."""
        return User(CHANNEL_IDENTITY_ID, "Channel", username="Channel_Bot", is_bot=True, sender_chat=channel)

    def forwarder(self, channel: Chat) -> User:
        """Return the sender of what a linked channel posts into its discussion group by itself."""
        return User(CHANNEL_FORWARDER_ID, "Telegram", sender_chat=channel)

    # ---- memberships ---------------------------------------------------------------------------

    def join(self, group: Chat, user: User, *, by: User | None = None) -> Message:
        """Let a person join, or be added."""
        with self.cloud.changed:
            self._place(group, user, "member", by or user)
            return self.service(group, by or user, {"new_chat_members": [user.to_json()]})

    def leave(self, group: Chat, user: User) -> Message:
        """Let a person leave."""
        with self.cloud.changed:
            self._place(group, user, "left", user)
            return self.service(group, user, {"left_chat_member": user.to_json()})

    def promote(self, group: Chat, user: User, *, status: str = "administrator", by: User | None = None) -> None:
        """Change a place: administrator, member, restricted."""
        with self.cloud.changed:
            self._place(group, user, status, by or self._creator(group))

    def add_bot(self, group: Chat, by: User, *, admin: bool = False) -> Message:
        """Add the bot to a group or channel."""
        bot = self.cloud.bot.user
        with self.cloud.changed:
            self._place(group, bot, "administrator" if admin else "member", by)
            return self.service(group, by, {"new_chat_members": [bot.to_json()]})

    def kick_bot(self, group: Chat, by: User | None = None) -> None:
        """Throw the bot out; from now on it is refused with 403."""
        with self.cloud.changed:
            self._place(group, self.cloud.bot.user, "kicked", by or self._creator(group))

    def block(self, user: User) -> None:
        """Let a person block the bot."""
        with self.cloud.changed:
            self._private_place(user, "kicked")

    def unblock(self, user: User) -> None:
        """Let a person unblock the bot."""
        with self.cloud.changed:
            self._private_place(user, "member")

    def migrate(self, group: Chat) -> Chat:
        """Turn a small group into a supergroup: new id, two service messages, and 400 for the old id."""
        cloud = self.cloud
        with cloud.changed:
            new = Chat(cloud.new_chat_id("supergroup"), "supergroup", title=group.title, members=dict(group.members))
            cloud.chats[new.id] = new
            creator = self._creator(group)
            self.service(group, creator, {"migrate_to_chat_id": new.id})
            group.migrated_to = new.id
            self.service(new, creator, {"migrate_from_chat_id": group.id})
            return new

    def deactivate(self, user: User) -> None:
        """Let a person delete the account."""
        with self.cloud.changed:
            user.deactivated = True

    def service(self, chat: Chat, sender: User, content: Json) -> Message:
        """Let any service message appear, such as `{"new_chat_title": "Desk"}`."""
        with self.cloud.changed:
            message = self.cloud.new_message(chat, sender, service=content)
            deliver(self.cloud, message)
            return message

    def _creator(self, group: Chat) -> User:
        creators = [m.user for m in group.members.values() if m.status == "creator"]
        return creators[0] if creators else next(m.user for m in group.members.values())

    def _place(self, chat: Chat, user: User, status: str, by: User) -> None:
        old = chat.members.get(user.id, Member(user, "left"))
        new = Member(user, status)
        chat.members[user.id] = new
        self._tell_of_place(chat, old, new, by)

    def _private_place(self, user: User, status: str) -> None:
        """The bot's place in a private chat is reported; the person's own entry decides what is refused."""
        chat = self.private_chat(user)
        bot = self.cloud.bot.user
        old = Member(bot, chat.members[user.id].status)
        chat.members[user.id].status = status
        self._tell_of_place(chat, old, Member(bot, status), user)

    def _tell_of_place(self, chat: Chat, old: Member, new: Member, by: User) -> None:
        bot = self.cloud.bot.user
        about_bot = new.user is bot
        place = self.cloud.bot_place(chat)
        if not about_bot and not (place is not None and place.is_admin):
            return
        self.cloud.tell(
            "my_chat_member" if about_bot else "chat_member",
            {
                "chat": chat.to_json(), "from": by.to_json(), "date": self.cloud.now(),
                "old_chat_member": old.to_json(), "new_chat_member": new.to_json(),
            },
        )  # fmt: skip
