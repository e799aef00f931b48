"""The methods the server knows, each with the parameters Telegram documents for it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from ..cloud import Cloud
from ..parameters import Parameters

Handler = Callable[[Cloud, Parameters], Any]


@dataclass(frozen=True)
class Method:
    """A method's name, what carries it out, and the names of its parameters."""

    name: str
    handler: Handler
    parameters: frozenset[str]


METHODS: dict[str, Method] = {}

# Parameters most sending methods share.
SENDING = (
    "business_connection_id chat_id message_thread_id direct_messages_topic_id disable_notification protect_content "
    "allow_paid_broadcast message_effect_id suggested_post_parameters reply_parameters reply_markup"
)
CAPTIONED = "caption parse_mode caption_entities"


def method(name: str, parameters: str = "") -> Callable[[Handler], Handler]:
    """Register the decorated function under a method's name with its parameters, separated by blanks."""

    def register(handler: Handler) -> Handler:
        METHODS[name.lower()] = Method(name, handler, frozenset(parameters.split()))
        return handler

    return register
