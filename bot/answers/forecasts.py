"""What may come against what happened: a forecast of the day before proves nothing that took place."""

from __future__ import annotations

import re

_FORECAST = re.compile(
    r"\b(?:will|would|could|may|might|shall|should|is|are|was|were)\s+(?:soon\s+|now\s+|also\s+|likely\s+|probably\s+)?"
    r"(?:be\s+)?(?:likely|expected|planning|poised|set|due|about|going|preparing|scheduled|threatening)\s+to\b"
    r"|\b(?:will|could|may|might|would)\s+(?:\w+ly\s+)?(?:be|have|go|begin|start|come|take|invade|impose|lift|join"
    r"|leave|[a-z]+)\b"
    r"|\b(?:expects?|plans?|intends?|threatens?|threatened|warns?|warned|predicts?|predicted|vowed|promised|hopes?|aims?"
    r"|seeks?|considering|mulling|weighing|proposed|proposes?|urged|called for)\b"
    r"|\b(?:if|unless|in case)\b.{0,80}\b(?:invade|attack|impose|begin|start|happen)",
    re.IGNORECASE,
)
# What happened stands before it: "began on 24 February and could last for years".
_DONE = re.compile(
    r"\b(?:began|started|launched|invaded|imposed|took effect|came into force|was (?:sanctioned|arrested|added|seized)"
    r"|were (?:sanctioned|arrested|added|seized)|has been|have been|had been|announced|signed|adopted|lifted|froze"
    r"|seized|arrested|died|resigned|sanctioned|designated|delisted|removed|annexed|attacked|sold|bought|left|ended)\b",
    re.IGNORECASE,
)
_OF_THE_PAST = re.compile(
    r"^\W*(?:and |but |so )?(?:since )?(?:when|why|how|who|whom|where|what|which|by whom)\b.{0,60}?"
    r"\b(?:did|was|were|has|have|had)\b|^\W*(?:and |but |so )?(?:did|was|were|has|have|had)\b"
    r"|\b(?:began|started|happened|took|became|invaded|imposed|sanctioned|arrested|seized)\b",
    re.IGNORECASE,
)
_OF_PLANS = re.compile(
    r"\b(?:expect\w*|plan\w*|forecast\w*|predict\w*|warn\w*|threat\w*|could|would|will|might|may|intend\w*|propos\w*"
    r"|promis\w*|consider\w*|likely|risk\w*|fear\w*|urg\w+|call\w* (?:for|on))\b",
    re.IGNORECASE,
)


def asks_what_happened(question: str) -> bool:
    """Whether `question` is of something that took place, and not of what was expected or said."""
    return bool(_OF_THE_PAST.search(question)) and not _OF_PLANS.search(question)


def is_forecast(sentence: str) -> bool:
    """Whether `sentence` tells only of what may come, is planned or is threatened."""
    forecast, done = _FORECAST.search(sentence), _DONE.search(sentence)
    return forecast is not None and (done is None or done.start() > forecast.start())
