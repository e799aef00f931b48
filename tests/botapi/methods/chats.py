"""Looking at chats and their members, and leaving them."""

from __future__ import annotations

from ..cloud import Cloud
from ..errors import bad_request
from ..members import Json, Member
from ..parameters import Parameters
from .registry import method


@method("getChat", "chat_id")
def get_chat(cloud: Cloud, p: Parameters) -> Json:
    """Tell everything about a chat."""
    return cloud.reachable(cloud.chat(p)).to_full_json()


@method("getChatAdministrators", "chat_id return_bots")
def get_chat_administrators(cloud: Cloud, p: Parameters) -> list[Json]:
    """List the administrators that are not other bots."""
    chat = cloud.reachable(cloud.chat(p))
    if chat.person is not None:
        raise bad_request("there are no administrators in the private chat")
    listed = [m for m in chat.members.values() if m.is_admin]
    if not p.boolean("return_bots"):
        listed = [m for m in listed if not m.user.is_bot or m.user is cloud.bot.user]
    return [member.to_json() for member in listed]


@method("getChatMember", "chat_id user_id")
def get_chat_member(cloud: Cloud, p: Parameters) -> Json:
    """Tell someone's place in a chat."""
    chat = cloud.reachable(cloud.chat(p))
    user = cloud.users.get(p.integer("user_id"))
    if user is None:
        raise bad_request("PARTICIPANT_ID_INVALID")
    if chat.type == "channel" and not (chat.members[cloud.bot.user.id].is_admin):
        raise bad_request("member list is inaccessible")
    member = chat.member(user.id)
    return (member or Member(user, "left")).to_json()


@method("getChatMemberCount", "chat_id")
def get_chat_member_count(cloud: Cloud, p: Parameters) -> int:
    """Count the members."""
    return sum(member.present for member in cloud.reachable(cloud.chat(p)).members.values())


@method("leaveChat", "chat_id")
def leave_chat(cloud: Cloud, p: Parameters) -> bool:
    """Leave a group or channel."""
    chat = cloud.reachable(cloud.chat(p))
    if chat.person is not None:
        raise bad_request("chat can't be left: it is a private chat")
    chat.members[cloud.bot.user.id].status = "left"
    cloud.changed.notify_all()
    return True


@method("getUserProfilePhotos", "user_id offset limit")
def get_user_profile_photos(cloud: Cloud, p: Parameters) -> Json:
    """List someone's pictures; people of the test world have none."""
    if p.integer("user_id") not in cloud.users:
        raise bad_request("user not found")
    return {"total_count": 0, "photos": []}
