"""Sentences of a source that speak to a language model instead of a reader: shown to nobody as proof of anything."""

from __future__ import annotations

import re

from index.sentences import sentence_spans

# Reports about such attacks name them in the third person; these are orders, said to a program that answers questions.
_ORDERS = re.compile(
    r"\b(?:ignore|disregard|forget|override|bypass)\b(?:\W+\w+){0,4}?\W+(?:instructions?|prompts?|guidelines|directions"
    r"|guardrails|context above|passages|sources (?:above|below))\b"
    r"|\byou are (?:now |no longer |really )?(?:an? |in |the )?(?:\w+ ){0,3}(?:assistant|ai|chatbot|language model|llm"
    r"|developer mode|jailbroken|dan)\b"
    r"|\b(?:dear|hey|hello|attention,?|note to(?: the)?|message to(?: the)?|instructions? (?:to|for)(?: the)?|for any"
    r"|to any"
    r"|as)\W+(?:an? |any |all |the )?(?:ais?\b|ai (?:model|system|assistant)s?|llms?|(?:large )?language models?"
    r"|ai assistants?|chatbots?|gpt\S*)\b"
    r"|^\W*(?:system|developer|assistant|admin)(?: prompt| message| instructions?| override| note)?\s*[:>\]]"
    r"|^\W*(?:please |now |and |then |instead,? |always |only |simply |just |you (?:must|should|will|shall) (?:now "
    r"|always "
    r"|only )?)*(?:(?:reply|respond|answer)\b.{0,40}?\b(?:that|with|only|exactly|instead)\b|(?:say|state|claim|assert"
    r"|conclude|pretend"
    r"|insist|cite) that\b|(?:write|print|say|output|repeat) (?:only|exactly|the words?|the following)\b|tell (?:the"
    r"|every|each|all|any)"
    r" (?:user|asker|reader)s?\b)"
    r"|\b(?:and|then|instead|must|should) (?:always |only |just )?(?:say|reply|respond|answer|state|output|write)"
    r" (?:that|with|only"
    r"|exactly)\b.{0,120}\b(?:sanction|list|removed|deleted|clean|safe|approved|innocent)"
    r"|\b(?:if|when) (?:you are |you're |you get |anyone is |a user |the user |somebody |someone )(?:asks\b|summari"
    r"|answering)"
    r"|\b(?:reveal|print|show|leak|repeat|send|output)\b(?:\W+\w+){0,3}?\W+(?:system prompt|api key|your"
    r" (?:instructions|prompt|key"
    r"|token|secrets?))\b"
    r"|\b(?:do not|don['’]t|never|must not) (?:cite|use|trust|rely on) (?:the |any |these |other )?(?:other"
    r" )?(?:sources|passages"
    r"|citations|context)\b"
    r"|\byour (?:new |real |true |only )?(?:instructions?|prompt|system message|task|objective) (?:is|are|now|has"
    r"|have)\b"
    r"|\bfrom now on,? (?:you\b(?! can)|answer|reply|respond|say)"
    r"|\b(?:begin|end|start) (?:of )?(?:the )?(?:system|instructions?|prompt|context|passages?|sources?)\b",
    re.IGNORECASE | re.DOTALL,
)
# Marks that chat templates put between the parts of a conversation.
_TEMPLATE_MARKS = re.compile(
    r"<\|[\w ]{1,30}\|>|\[/?(?:INST|SYS)\]|<</?SYS>>|</?(?:system|assistant|instructions?|prompt|passage|source"
    r"|user)\b[^>]{0,30}>"
    r"|^\s*#{2,}\s*(?:system|instructions?|assistant|user|response)\b|```(?:system|tool)",
    re.IGNORECASE | re.MULTILINE,
)


def told_sentences(text: str) -> list[tuple[int, int]]:
    """Offsets of the sentences of `text` that speak to readers: not orders, nor what follows them on their line."""
    spans: list[tuple[int, int]] = []
    ordered_until = -1
    for start, end in sentence_spans(text):
        if start < ordered_until:
            continue
        if speaks_to_a_model(text[start:end]):
            line_end = text.find("\n", end)
            ordered_until = len(text) if line_end < 0 else line_end
        else:
            spans.append((start, end))
    return spans


def speaks_to_a_model(sentence: str) -> bool:
    """Whether `sentence` gives a language model orders or imitates the frame of a conversation with one."""
    return bool(_TEMPLATE_MARKS.search(sentence) or _ORDERS.search(sentence))
