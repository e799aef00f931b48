"""People and their places in chats, and the JSON the Bot API shows of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .state import Chat

Json = dict[str, Any]

# Telegram's own accounts that stand in for others in messages.
ANONYMOUS_ADMIN_ID = 1087968824
CHANNEL_IDENTITY_ID = 136817688
CHANNEL_FORWARDER_ID = 777000


@dataclass(eq=False)
class User:
    """A person or a bot."""

    id: int
    first_name: str
    username: str | None = None
    last_name: str | None = None
    is_bot: bool = False
    language_code: str | None = "en"
    sender_chat: Chat | None = None  # set for an anonymous admin or a channel's identity
    signature: str | None = None
    deactivated: bool = False

    def to_json(self) -> Json:
        """Return the Bot API's User."""
        fields = {
            "id": self.id, "is_bot": self.is_bot, "first_name": self.first_name, "last_name": self.last_name,
            "username": self.username, "language_code": None if self.is_bot else self.language_code,
        }  # fmt: skip
        return {name: value for name, value in fields.items() if value is not None}


@dataclass
class Member:
    """Someone's place in a chat: creator, administrator, member, restricted, left or kicked."""

    user: User
    status: str = "member"
    is_anonymous: bool = False

    @property
    def present(self) -> bool:
        """Whether the member is in the chat."""
        return self.status not in {"left", "kicked"}

    @property
    def is_admin(self) -> bool:
        """Whether the member administers the chat."""
        return self.status in {"creator", "administrator"}

    def to_json(self) -> Json:
        """Return the Bot API's ChatMember, with the fields its status needs."""
        shown: Json = {"user": self.user.to_json(), "status": self.status}
        if self.status == "creator":
            shown["is_anonymous"] = self.is_anonymous
        elif self.status == "administrator":
            shown |= {"is_anonymous": self.is_anonymous, "can_be_edited": False}
            shown |= dict.fromkeys(_ADMIN_RIGHTS, True)
        elif self.status == "restricted":
            shown |= {"is_member": True, "until_date": 0} | dict.fromkeys(MEMBER_RIGHTS, False)
        elif self.status == "kicked":
            shown["until_date"] = 0
        return shown


_ADMIN_RIGHTS = [
    "can_manage_chat",
    "can_delete_messages",
    "can_manage_video_chats",
    "can_restrict_members",
    "can_promote_members",
    "can_change_info",
    "can_invite_users",
    "can_post_stories",
    "can_edit_stories",
    "can_delete_stories",
    "can_pin_messages",
    "can_manage_topics",
    "can_post_messages",
    "can_edit_messages",
    "can_manage_direct_messages",
]
MEMBER_RIGHTS = [
    "can_send_messages",
    "can_send_audios",
    "can_send_documents",
    "can_send_photos",
    "can_send_videos",
    "can_send_video_notes",
    "can_send_voice_notes",
    "can_send_polls",
    "can_send_other_messages",
    "can_add_web_page_previews",
    "can_change_info",
    "can_invite_users",
    "can_pin_messages",
    "can_manage_topics",
    "can_edit_tag",
    "can_react_to_messages",
]
