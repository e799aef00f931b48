"""Topics of forums, for a bot that administers one."""

from __future__ import annotations

from ..cloud import Cloud
from ..errors import bad_request
from ..members import Json, User
from ..parameters import Parameters
from ..state import Chat, Topic
from .registry import method

DEFAULT_ICON_COLOR = 0x6FB9F0


def open_topic(cloud: Cloud, chat: Chat, creator: User, name: str) -> Topic:
    """Open a topic; the message that says so gives it its id and looks like the start of every thread in it."""
    created = {"forum_topic_created": {"name": name, "icon_color": DEFAULT_ICON_COLOR}}
    message = cloud.new_message(chat, creator, service=created, is_topic_message=True)
    message.thread_id = message.message_id
    topic = Topic(message.message_id, name, message)
    chat.topics[topic.id] = topic
    return topic


@method("createForumTopic", "chat_id name icon_color icon_custom_emoji_id")
def create_forum_topic(cloud: Cloud, p: Parameters) -> Json:
    """Open a topic."""
    chat = _forum(cloud, p)
    name = p.text("name")
    if not 1 <= len(name) <= 128:
        raise bad_request("TOPIC_TITLE_EMPTY" if not name else "topic name is too long")
    topic = open_topic(cloud, chat, cloud.bot.user, name)
    return {"message_thread_id": topic.id, "name": name, "icon_color": DEFAULT_ICON_COLOR}


@method("closeForumTopic", "chat_id message_thread_id")
def close_forum_topic(cloud: Cloud, p: Parameters) -> bool:
    """Close a topic."""
    return _set_closed(cloud, p, closed=True)


@method("reopenForumTopic", "chat_id message_thread_id")
def reopen_forum_topic(cloud: Cloud, p: Parameters) -> bool:
    """Open a closed topic again."""
    return _set_closed(cloud, p, closed=False)


def _set_closed(cloud: Cloud, p: Parameters, *, closed: bool) -> bool:
    topic = _forum(cloud, p).topics.get(p.integer("message_thread_id"))
    if topic is None:
        raise bad_request("message thread not found")
    if topic.closed == closed:
        raise bad_request("TOPIC_NOT_MODIFIED")
    topic.closed = closed
    return True


def _forum(cloud: Cloud, p: Parameters) -> Chat:
    chat = cloud.reachable(cloud.chat(p))
    if not chat.is_forum:
        raise bad_request("the chat is not a forum")
    place = cloud.bot_place(chat)
    if place is None or not place.is_admin:
        raise bad_request("not enough rights to create a topic")
    return chat
