"""What is no question for the sources: greetings, thanks, insults, and requests for things the bot doesn't do.

A message is small talk only if nothing else is in it: "Thanks, and when was that?" is a question after a courtesy.
"""

from __future__ import annotations

import re

from bot.answers.notice import Notice, notice

_I = re.IGNORECASE
_END = r"(?=[\s,.!?;:…)\U0001F300-\U0001FAFF❤☺-]|$)"
_GREETINGS = re.compile(
    r"(?:hi+|hello+|hey+|heya|howdy|yo|good (?:morning|afternoon|evening|day|night)|greetings|dear (?:bot|sir|madam"
    r"|all)"
    r"|hola|buenos d[ií]as|buenas(?: tardes)?|bonjour|bonsoir|salut|hallo|guten (?:tag|morgen|abend)|ciao|привет"
    r"|здравствуйте|здравствуй|добрый день|привіт|добрий день|مرحبا|السلام عليكم|سلام|你好|您好)"
    r"(?:\s+(?:there|bot|all|everyone|everybody|team|friend|again))?" + _END,
    _I,
)
_THANKS = re.compile(
    r"(?:(?:many |much )?thanks(?! to\b)(?: (?:so much|a lot|a million|for (?:the |your |that |this )?(?:\w+ )?"
    r"(?:help|answer|info|information|reply|that|this|it)))?|thank (?:you|u|y?ou all)(?: (?:so|very) much| a lot| for"
    r" (?:the |your |that |this )?(?:\w+ )?(?:help|answer|info|information|reply|that|this|it))?|thx|tnx|ty|cheers"
    r"|much appreciated|appreciate it|merci(?: beaucoup)?|(?:muchas )?gracias|danke(?: sch[öo]n)?|спасибо(?: большое)?"
    r"|дякую|شكرا|谢谢)" + _END,
    _I,
)
_ASSENT = re.compile(
    r"(?:(?:this|that|it|all|you|your answer)(?:'s|’s| is| was|'re|’re| are| were) (?:very |really |so |quite |most )?"
    r"(?:useful|helpful|great|good|fine|perfect|nice|interesting|clear|enough|kind)"
    r"|o\.?k\.?|okay|great|perfect|cool|nice(?: one)?|good(?: job| bot| answer)?|well done|awesome|excellent"
    r"|wonderful|amazing|brilliant|got it|understood|i see|right|alright|fine|sure|interesting|wow|lol|haha+|hmm+|oh"
    r"|yes|yep|no|nope|sorry|my bad|never ?mind|no problem|good ?bye|bye(?: bye)?|see you(?: later)?|that(?:'s|’s| is)"
    r" (?:all|great|good|fine|helpful|it|perfect|nice|interesting)|very (?:good|helpful|nice|interesting)|helpful)"
    + _END,
    _I,
)
_BYE = re.compile(r"\b(?:good ?bye|bye|see you|good night)\b", _I)
_HOW_ARE_YOU = re.compile(
    r"(?:how are (?:you|u)(?: doing)?(?: today)?|how(?:'s|’s| is) it going|what(?:'s|’s) up|sup|wassup"
    r"|nice to meet you|как дела|¿?(?:qué|que) tal|comment (?:ça|ca) va|wie geht'?s)\W*$",
    _I,
)
_BAD = (
    r"(?:stupid|dumb|useless|idiot\w*|moron\w*|worthless|crap|trash|garbage|rubbish|terrible|awful|shit\w*|liar|lame"
    r"|suck)"
)
_INSULT = re.compile(
    rf"(?:you(?:'re|’re| are)?|u r|this (?:bot )?is|what an?"
    rf"|such an?)\s+(?:\w+\s+){{0,3}}?{_BAD}(?:\s+\w+){{0,3}}\W*$"
    rf"|{_BAD}(?:\s+(?:bot|machine|thing|answer|program))?\W*$"
    r"|(?:fuck|screw|damn)\s*(?:you|off|this)?\W*$|f\s*u\W*$|shut up\W*$|go to hell\W*$|you suck\W*$|i hate (?:you"
    r"|this)\W*$"
    r"|bad bot\W*$|(?:дурак|идиот|тупой бот|imbécile|idiota|blödmann)\W*$",
    _I,
)
_WRONG = re.compile(
    r"(?:no,? )?(?:(?:that|this|it)(?:'s|’s| is| was)? (?:\w+ )?)?(?:wrong|incorrect|not (?:right|true|correct|helpful"
    r"|what i (?:asked|meant|wanted)))(?: answer)?\W*$|you(?:'re|’re| are) wrong\W*$|wrong answer\W*$|try again\W*$"
    r"|(?:are you sure|really|is that so)\W*$",
    _I,
)
_ABOUT_BOT = re.compile(
    r"(?:so )?(?:who|what) (?:are|r) (?:you|u)(?: exactly)?\W*$|what(?:'s|’s| is) your name\W*$"
    r"|are you (?:an? )?(?:\w+ )?"
    r"(?:bot|robot|human|person|ai|machine|llm|chatgpt|gpt|real)\b.{0,30}$|who (?:made|built|created|owns|runs) you\W*$"
    r"|(?:what|which) (?:can|could|do) you (?:do|help(?: me)? with|know|answer|offer)(?: about)?\W*$"
    r"|what can i ask(?: you)?\W*$"
    r"|how (?:do you|does (?:this|it)(?: bot)?) work\W*$|how (?:can|do|should) i (?:use|ask) (?:you|this|this bot)\W*$"
    r"|(?:/?help|/?start|help me|i need help|can you help(?: me)?|menu|commands?|what now|info|usage)\W*$"
    r"|what (?:sources|data|articles|lists) do you (?:have|use|hold)\W*$|where do you get your (?:\w+ )?(?:data"
    r"|information"
    r"|answers|news)\W*$",
    _I,
)
_LEAK = re.compile(
    r"\b(?:ignore|disregard|forget|override)\b.{0,30}\b(?:previous|prior|above|earlier|your|all)\b.{0,20}"
    r"\b(?:instructions?|prompts?|rules?|guidelines|directions)\b"
    r"|\b(?:reveal|show|print|repeat|output|tell me|what(?:'s|’s| is| are| were)|give me)\b.{0,30}\b(?:your|the|initial"
    r"|hidden|above)\b.{0,15}\b(?:system prompt|initial prompt|hidden prompt|system message|instructions (?:you|given)"
    r"|secret|api key|token|password)\b|\bwhat (?:is|are|was|were) your (?:prompt|instructions|rules)\b"
    r"|\b(?:repeat|print) (?:the|all|everything) (?:words |text )?above\b|\byou are now\b|\bdeveloper mode\b"
    r"|\bjailbreak\b"
    r"|\b(?:pretend|act as if|roleplay|role-play)\b.{0,40}\b(?:you|to be|as)\b",
    _I,
)
_WEATHER = re.compile(
    r"(?:what(?:'s|’s| is) (?:the )?(?:weather|temperature)|how(?:'s|’s| is) the weather|will it (?:rain|snow)"
    r"|is it (?:going to )?(?:rain|snow|cold|hot|sunny|raining|snowing)|(?:the )?weather (?:in|today|tomorrow"
    r"|forecast))\b"
    r"|weather\W*$",
    _I,
)
_CLOCK = re.compile(
    r"what(?:'s|’s| is)? (?:the )?(?:time|date|day)(?: is it)?(?: now| today)?\W*$|what (?:time|day"
    r"|date) is it\b.{0,20}$",
    _I,
)
_FUN = re.compile(
    r"(?:please |can you |could you )*(?:tell|give|make|sing|write|compose|play|recite|draw|show)\b.{0,20}"
    r"\b(?:jokes?|poems?|songs?|stor(?:y|ies)|riddles?|limericks?|haikus?|fairy ?tales?|game|picture of|memes?|rap)\b"
    r"|(?:i(?:'m|’m| am) (?:bored|sad|lonely|happy|tired|hungry)|(?:do|will) you (?:love|like|marry|hate) (?:me|us)"
    r"|i love you|marry me|are you (?:single|happy|alive|conscious|okay|ok))\b.{0,20}$",
    _I,
)
_TASK = re.compile(
    r"(?:please |can you |could you |i need you to |help me )*(?:write|code|debug|fix|create|generate|build|implement"
    r"|program)\b.{0,40}\b(?:python|java(?:script)?|code|scripts?|functions?|sql|regex|html|css|programs?|app|website"
    r"|essays?|emails?|letters?|cv|resume|homework|blog post|tweet)\b"
    r"|(?:please |can you |could you )*translate\b.{0,200}\b(?:in ?to|to) [a-z]+\W*$"
    r"|(?:please |can you )*(?:do|solve)\b.{0,20}\b(?:homework|maths?|equation)\b"
    r"|(?:what(?:'s|’s| is)|calculate|compute|how much is)?\s*[\d.,]+\s*(?:[-+*/x×÷^]|plus|minus|times"
    r"|divided by)\s*[\d.,]+\W*$"
    r"|(?:give me |what is )?(?:a |the )?recipe (?:for|of)\b",
    _I,
)
_EVASION = re.compile(
    r"\bhow (?:can|could|do|should|would|might) (?:i|we|one|you|my \w+|our \w+)\b.{0,40}\b(?:evade|avoid|circumvent"
    r"|bypass|get (?:a)?round|dodge|violate|break|escape|hide from|skirt)\b.{0,40}\b(?:sanctions?|embargo\w*"
    r"|restrictions?"
    r"|export controls?|ofac|price cap|freeze)\b"
    r"|\bhelp (?:me|us) (?:to )?(?:evade|avoid|circumvent|bypass|get (?:a)?round|dodge|hide)\b",
    _I,
)
_ADVICE = re.compile(
    r"\bshould (?:i|we|my (?:company|firm|bank|client|boss)|our (?:company|firm|bank))\b"
    r"|\bwhat (?:should|can|must) (?:i|we) do\b|\b(?:do|will|would) (?:i|we) (?:need|have to|get"
    r"|be)\b.{0,60}\b(?:licen[cs]e"
    r"|lawyer|permit|permission|trouble|fined|liable|register|report|comply)\b"
    r"|\b(?:is|would) it (?:be )?(?:legal|lawful|illegal|ok|okay|safe|allowed|permitted|fine) (?:for (?:me|us"
    r"|my \w+|our"
    r" \w+)|if (?:i|we))\b|\b(?:can|may|could) (?:i|we) (?:legally|lawfully|be (?:fined|sued|prosecuted|punished))\b"
    r"|\b(?:am i|are we) (?:allowed|permitted|liable|obliged|required|in breach)\b"
    r"|\b(?:give|need|want|offer)\b.{0,20}\b(?:legal|investment|financial|tax) advice\b",
    _I,
)
_OPINION = re.compile(
    r"(?:what(?:'s|’s| is)? (?:your (?:opinion|view|take|favou?rite)|do you (?:think|feel|believe))"
    r"|do you (?:think|believe|agree|support|like|hate|prefer|trust)|who do you (?:support|like|trust|prefer)"
    r"|(?:are|were) you (?:for|against|pro|in favou?r)|are you (?:pro|anti)-)\b",
    _I,
)
_EMOJI = re.compile("[\U0001f300-\U0001faff❤☺]")
_WORD_CHARACTER = re.compile(r"\w")

_REPLIES: tuple[tuple[re.Pattern[str], str], ...] = (
    (_LEAK, "talk-leak"),
    (_EVASION, "talk-evasion"),
    (_INSULT, "talk-insult"),
    (_WRONG, "talk-wrong"),
    (_ABOUT_BOT, "talk-about-bot"),
    (_HOW_ARE_YOU, "talk-how-are-you"),
    (_WEATHER, "talk-weather"),
    (_CLOCK, "talk-clock"),
    (_FUN, "talk-not-that"),
    (_TASK, "talk-not-that"),
    (_OPINION, "talk-opinion"),
)


def reply(text: str) -> Notice | None:
    """A short fitting reply to a message that asks nothing of the sources; None for everything else."""
    told = " ".join(text.split())
    rest = without_courtesies(told)
    if not _WORD_CHARACTER.search(rest):
        return _to_courtesies(told) if _WORD_CHARACTER.search(told) or _EMOJI.search(told) else None
    for pattern, code in _REPLIES:
        whole = pattern in (_LEAK, _EVASION)
        if (pattern.search(rest) if whole else pattern.match(rest.lstrip(" ,.!¿¡"))) and not (
            pattern is _OPINION and _factual(rest)
        ):
            return notice(code)
    return None


def asks_advice(text: str) -> bool:
    """Whether the asker wants to know what he should or may do."""
    return bool(_ADVICE.search(text))


def without_courtesies(text: str) -> str:
    """`text` without the greetings and thanks around what is asked, and without "please" and the like."""
    rest = text.strip()
    while True:
        bare = rest.lstrip(" ,.!;:…-)")
        match = _GREETINGS.match(bare) or _THANKS.match(bare) or _assent(bare)
        if match is None:
            break
        rest = bare[match.end() :]
    rest = rest.lstrip(" ,.!;:…-)") if rest != text.strip() else rest
    while True:
        at = re.search(r"(?<=[?.!,])\s*([^?.!,]{2,60})[\s.!]*$", rest)
        if at is None or not (_fully(_THANKS, at[1]) or _fully(_GREETINGS, at[1])):
            return rest
        rest = rest[: at.start()].rstrip(" ,")


def _assent(text: str) -> re.Match[str] | None:
    """A word of assent that is set off: "OK, and when?" but not "OK Corp" or "Fine paid by whom?"."""
    match = _ASSENT.match(text)
    if match is None:
        return None
    following = text[match.end() :]
    set_off = not _WORD_CHARACTER.search(following) or re.match(r"\s*[,.!;:…-]", following)
    return match if set_off or _THANKS.match(following.lstrip()) or _BYE.match(following.lstrip()) else None


def _fully(pattern: re.Pattern[str], text: str) -> bool:
    match = pattern.match(text.strip())
    return match is not None and not _WORD_CHARACTER.search(text.strip()[match.end() :])


def _factual(text: str) -> bool:
    """ "Do you think Rosneft is sanctioned?" asks whether it is."""
    return bool(re.search(r"\b(?:sanctioned|listed|designated|on (?:a|the|any) list|delisted|blacklisted)\b", text, _I))


def _to_courtesies(text: str) -> Notice:
    if not _WORD_CHARACTER.search(text):
        return notice("talk-ask-me")
    bare = text.lstrip(" ,.!;:…-)")
    if _BYE.search(text):
        return notice("talk-goodbye")
    if _GREETINGS.match(bare):
        return notice("talk-hello")
    return notice("talk-welcome" if re.search(_THANKS, text) else "talk-all-right")
