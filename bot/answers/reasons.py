"""Sentences that give a reason, for questions why."""

from __future__ import annotations

import re

_GIVES = re.compile(
    r"\b(?:because|due to|owing to|in (?:response|answer|reply|reaction|retaliation) (?:to|for)"
    r"|in protest (?:at|over|of)|as (?:part of|punishment for|a result of|a response to)"
    r"|on (?:the )?grounds? (?:of|that)|(?:gave|gives|the|this|main|stated|official|another|one) reasons?"
    r"|reasons? (?:for|why)|accus(?:es|ed|ing)|citing|cited|in order to|to punish"
    r"|so that|(?:that|this|which) is why)\b",
    re.IGNORECASE,
)


def gives_reason(sentence: str) -> bool:
    """Whether `sentence` has words that lead to a reason or an aim."""
    return bool(_GIVES.search(sentence))
