"""Reacting to messages."""

from __future__ import annotations

from ..cloud import Cloud
from ..errors import bad_request
from ..parameters import Parameters
from .registry import method

# The reactions Telegram allows bots; anything else is refused.
_ALLOWED_AS_TEXT = """
❤ 👍 👎 🔥 🥰 👏 😁 🤔 🤯 😱 🤬 😢 🎉 🤩 🤮 💩 🙏 👌 🕊 🤡 🥱 🥴 😍 🐳 ❤‍🔥 🌚 🌭 💯 🤣 ⚡
🍌 🏆 💔 🤨 😐 🍓 🍾 💋 🖕 😈 😴 😭 🤓 👻 👨‍💻 👀 🎃 🙈 😇 😨 🤝 ✍ 🤗 🫡 🎅 🎄 ☃ 💅 🤪 🗿
🆒 💘 🙉 🦄 😘 💊 🙊 😎 👾 🤷‍♂ 🤷 🤷‍♀ 😡
"""
ALLOWED = frozenset(_ALLOWED_AS_TEXT.split())


@method("setMessageReaction", "chat_id message_id reaction is_big")
def set_message_reaction(cloud: Cloud, p: Parameters) -> bool:
    """Put the bot's reaction on a message, or take it off."""
    chat = cloud.reachable(cloud.chat(p))
    message = cloud.message(chat, p, "message to react not found")
    reactions = p.json("reaction", "reaction types", list) or []
    if len(reactions) > 1:
        raise bad_request("REACTIONS_TOO_MANY")
    for reaction in reactions:
        kind = reaction.get("type") if isinstance(reaction, dict) else None
        if kind not in {"emoji", "custom_emoji"} or (kind == "emoji" and reaction.get("emoji") not in ALLOWED):
            raise bad_request("REACTION_INVALID")
    message.reactions[cloud.bot.user.id] = reactions
    cloud.changed.notify_all()
    return True
