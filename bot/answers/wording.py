"""The bot's own sentences in English, by the code under which front ends hold them in other languages."""

from __future__ import annotations

from calendar import day_name
from collections.abc import Mapping

WORDS: Mapping[str, str] = {
    # Before quotations: whose they are, and when. `source` is the publisher's name.
    "according-to": "According to {source} ({day}):",
    "according-to-dated-by": "According to {source} ({day}, dated by its {origin}):",
    "according-to-undated": "According to {source} (undated):",
    "it-added": "It added:",
    "also-reported": "{source} ({day}) also reported:",
    "also-reported-dated-by": "{source} ({day}, dated by its {origin}) also reported:",
    "also-reported-undated": "{source} (undated) also reported:",
    "reported": "{source} ({day}) reported:",
    "reported-dated-by": "{source} ({day}, dated by its {origin}) reported:",
    "reported-undated": "{source} (undated) reported:",
    "later-reported": "Later, on {day}, {source} reported:",
    "later-reported-dated-by": "Later, on {day}, dated by its {origin}, {source} reported:",
    "earlier-reported": "Earlier, on {day}, {source} reported:",
    "earlier-reported-dated-by": "Earlier, on {day}, dated by its {origin}, {source} reported:",
    "no-named-source": "an article without a named source, titled ‘{title}’",
    **{f"weekday-{name.lower()}": name for name in day_name},
    "no-named-source-first": "An article without a named source, titled ‘{title}’",
    "origin-text": "text",
    "origin-dateline": "dateline",
    "origin-url": "URL",
    # How sure the answer is.
    "doubt": "I am not sure that this answers your question; it is the closest my sources come.",
    # That there is no answer.
    "no-answer": "I don't know: my sources don't answer this.",
    "no-answer-as-of": "I don't know: my sources published by {day} don't answer this.",
    "no-answer-list": "I don't know:",
    "no-answer-language": (
        "My sources are in English. I could not make out this question in its language: please ask in English, or "
        "write the name of a person, company or vessel and I look it up."
    ),
    "held-instead": "What I do hold:",
    "other-lists-held": "Other lists that I hold:",
    "no-such-name": "None of the list entries I hold bears the name “{name}”: {lists}.",
    "no-such-name-asked": "None of the list entries I hold bears a name in your question: {lists}.",
    "no-proof-of-absence": (
        "That is no proof that nobody of that name is sanctioned: it may be spelled in another way, or stand on "
        "another list or in a newer edition."
    ),
    "nearest-names": "The nearest names on the lists, which may be others:",
    "list-edition": "{list} (edition of {day})",
    "list-undated": "{list} (edition undated)",
    "list-not-naming": "I find no entry for {name} in {lists}, which is no proof that there is none.",
    "list-not-held": "I hold no sanctions list of {whose}.",
    "not-yet-listed": "No entry that I hold under the name “{name}” is known to have been on its list by {day}.",
    # Whether a statement is borne out. The sources are named as what speaks: they may be wrong, or not hold all.
    "check-borne-out": "The sources held bear this out.",
    "check-otherwise": "The sources held say otherwise.",
    "check-otherwise-value": "The sources held say otherwise: the statement has “{claimed}”, they have “{told}”.",
    "check-possible": "The sources held have this as possible or planned, not as done.",
    "check-word": "The sources held have this as somebody’s word.",
    "check-silent": "The sources held neither bear this out nor say otherwise. What comes nearest in them:",
    "check-nothing": "I don't know: the sources held say nothing on this.",
    "check-part": "On “{claim}”:",
    "check-not-all": "Only the first {count} sentences of the statement were checked.",
    # What is no question for the sources.
    "talk-leak": "I can't do that. I only answer questions about sanctions from the articles and lists I hold.",
    "talk-evasion": (
        "I don't help anybody to get around sanctions. I can tell what is sanctioned, by whom and since when."
    ),
    "talk-insult": ("Sorry that I was no help. Tell me what you want to know in other words, and I will look again."),
    "talk-wrong": (
        "I only say what my sources say: each number opens the passage, so that you can judge it. Ask again in other "
        "words, or name the person, company or day you mean."
    ),
    "talk-about-bot": (
        "I answer questions about sanctions from the articles and official lists I hold, and show the source of every "
        "sentence. Ask, for example, who is on a list and since when, why a company was sanctioned, what happened to a "
        "seized yacht, for a timeline of somebody, or to compare two names. When my sources don't tell, I say so."
    ),
    "talk-how-are-you": "All is well, thank you. What would you like to know about sanctions?",
    "talk-weather": "I know nothing of the weather. I only answer from the articles and sanctions lists I hold.",
    "talk-clock": "I have no clock to tell you that. I only answer from the articles and sanctions lists I hold.",
    "talk-not-that": "That is outside what I do: I only answer from the articles and sanctions lists I hold.",
    "talk-opinion": "I have no opinions. Ask me what my sources report, and who says it.",
    "talk-advice": (
        "I can't give legal or business advice. I can tell what lists and articles say: ask about a person, company, "
        "vessel or programme by name."
    ),
    "talk-ask-me": "Ask me when there is something to look up.",
    "talk-goodbye": "Goodbye.",
    "talk-hello": ("Hello. Ask me about a sanctioned company, person, vessel or programme; I answer from my sources."),
    "talk-welcome": "You're welcome.",
    "talk-all-right": "All right. Ask me when you want to know more.",
    # Questions back.
    "ask-what": "What do you mean? Name the person, company, vessel or event you ask about.",
    "ask-whom": "Whom or what do you mean by “{word}”? Name the person, company or vessel.",
    "ask-which": "{count} on the lists fit “{name}” equally well. Which one do you mean?",
    "ask-which-more": "… and {count} more; a fuller name finds them.",
    "ask-which-how": "Answer with the number, the full name, or what tells that one from the others.",
    # Below the answer.
    "note-words-alone": (
        "My search by meaning is away just now: I looked only for the words of the question, so what my sources say in "
        "other words may be missing."
    ),
    "note-updated": "{source} updated this story on {day}; first held is its version of {first}.",
    "note-updated-nameless": "Its publisher updated this story on {day}; first held is its version of {first}.",
    "note-relative-day": "“{words}” is said in a report of {weekday}, {day}.",
    "note-relative-day-dated-by": "“{words}” is said in a report of {weekday}, {day}, dated by its {origin}.",
    "note-newest": "The newest report quoted is of {day}; what changed since is not in it.",
    "note-no-advice": "This is what my sources say, and no legal advice.",
    "note-others-bear-name": "Others on the lists bear this name; the reports quoted may mean one of them.",
    "note-fits-last-name": "“{name}” fits {listed} by last name only; make sure that this is whom you mean.",
    "note-fits-otherwise": "“{name}” fits {listed}, but not letter by letter; make sure that this is whom you mean.",
    "note-also-fits": "“{name}” also fits {others}: ask with the full name for those.",
    "note-several-fit": "Several on the lists fit “{name}”: {others}. Ask with the full name for those.",
    "note-timeline-several": (
        "Several on the lists fit “{name}”, so that no entry is told: {others}. Ask with the full name."
    ),
    "note-timeline-not-all": "This is what the articles and lists I hold tell, and may not be all that happened.",
    "note-more-entries": "{count} more entries fit; ask with the full name.",
    "note-owned-us": (
        "Companies owned 50 % or more by listed persons can be covered too, without being named (OFAC 50 Percent Rule)."
    ),
    "note-owned-eu": ("Companies owned or controlled by listed persons can be covered too, without being named (EU)."),
    "note-owned-uk": ("Companies owned or controlled by listed persons can be covered too, without being named (UK)."),
    "note-linked-to": "“Linked to” is the list’s word; it does not tell who owns or controls whom.",
    "note-another-kind": "1 entry of another kind names {name} too.",
    "note-other-kinds": "{count} entries of other kinds name {name} too.",
    "note-undated-list": "The {lists} list as held gives no dates of listing, so its entries are not counted.",
    "note-model-silent": "Quoted from the sources: the language model gave no answer.",
    "note-model-stopped": "You stopped the language model here.",
    "note-model-stopped-at-once": (
        "Quoted from the sources: you stopped the language model before it had written anything."
    ),
    "note-model-not-borne-out": ("Quoted from the sources: what the language model wrote is not borne out by them."),
    "note-model-sentence-out": (
        "1 sentence was left out or replaced by a quotation: the sources cited don't bear it out."
    ),
    "note-model-sentences-out": (
        "{count} sentences were left out or replaced by a quotation: the sources cited don't bear it out."
    ),
    "note-model-budget": "Quoted from the sources: today's budget for the language model is used up.",
}
