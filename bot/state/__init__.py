"""What the bot must remember over restarts. `State` opens it; each kind of thing has a store of its own."""

from bot.state.audit import AuditEntry
from bot.state.chat_settings import ChatSettings, Place, WhoAsks
from bot.state.gaps import Gap, gap_key
from bot.state.offers import Offer
from bot.state.replies import Asked, Given
from bot.state.roles import Role
from bot.state.shared import SharedAnswer
from bot.state.state import DATABASE_NAME, KEPT_DAYS, State
from bot.state.store import StateError
from bot.state.updates import Claimed, Delivered
from bot.state.votes import Disliked, Reason, Vote

__all__ = [
    "DATABASE_NAME",
    "KEPT_DAYS",
    "Asked",
    "AuditEntry",
    "ChatSettings",
    "Claimed",
    "Delivered",
    "Disliked",
    "Gap",
    "Given",
    "Offer",
    "Place",
    "Reason",
    "Role",
    "SharedAnswer",
    "State",
    "StateError",
    "Vote",
    "WhoAsks",
    "gap_key",
]
