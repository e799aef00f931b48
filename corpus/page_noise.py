"""Page furniture that is no part of a story: calls to follow, subscribe, comment or read on, and legal footers.

A line goes when at least one of its sentences is certainly furniture and each of the others could be.
"""

from __future__ import annotations

import re

_PLATFORM = (
    r"(?:Twitter|Facebook|Instagram|TikTok|YouTube|LinkedIn|Parler|Gab|Telegram|WhatsApp|Threads|Mastodon"
    r"|Bluesky|Snapchat"
    r"|Flipboard|Pinterest|Reddit|Truth Social|Gettr|Rumble|SoundCloud|Soundcloud|Spotify|Apple News"
    r"|Google News|X\b|social media)"
)
_SOMEONE = r"(?:us|me|him|her|them|our|my|the|@?[A-Z][\w.'’-]*|@\w+|(?:reporter|columnist|writer|editor)s?\b)"
_CONTACT = r"(?:@\w{2,}|[\w.+-]+ ?@[\w-]+\.[\w.]+|\(?\d{3}\)?[ -]\d{3}-\d{4}|\b\d{3}-\d{4}\b|\w+\.com\b)"
_STORY = r"(?:report|story|article|piece|column|fact check|coverage|post|reporting)"
_NEWSLETTER = (
    r"(?:newsletters?|inbox|e-?mails?|text messages?|text message alerts?|alerts?|digest|briefing"
    r"|updates|here|today|daily|weekly)"
)

# Each matches one whole sentence (or line).
_CERTAIN = [
    # Follow and contact the author or paper
    rf"(?:(?:You can|Please|Or|And|Also,?) )?[Ff]ollow {_SOMEONE}\b.{{0,120}}(?:{_PLATFORM}|@\w{{2,}}"
    rf"|(?:https?://|www\.)\S+).{{0,160}}",
    r"Follow (?:us|along) here\b.{0,80}",
    rf"(?:You can |Please |Got a tip\? |To reach .{{2,40}}, )?(?:[Cc]ontact|[Rr]each|[Ee]-?mail|[Tt]weet"
    rf"|[Mm]essage|[Ff]ind|[Jj]oin) "
    rf"(?:(?:the )?(?:reporter|columnist|writer|author|editor)s? |out to )?(?:him|her|them|me|us"
    rf"|[A-Z][\w.'’-]+)\b.{{0,140}}{_CONTACT}.{{0,160}}",
    rf"(?:(?:You|He|She|They) can (?:also )?(?:be )?|[A-Z][\w.,'’ -]{{2,90}} can (?:also )?be )(?:reach|email"
    rf"|e-mail|follow|contact)(?:ed)?\b.{{0,100}}(?:{_CONTACT}|{_PLATFORM}).{{0,60}}",
    r"@\w{2,30}(?:,? @\w{2,30}){0,3}",
    rf"{_PLATFORM}\s?:\s?@\w{{2,30}}",
    rf"(?:Reach|Email|E-mail|Contact) me(?: at)?:\s?{_CONTACT}.{{0,60}}|(?:Email|E-mail):\s?\S+@\S+",
    rf"Like us on {_PLATFORM}.{{0,80}}",
    rf"(?:Share|Tweet|Post|Pin|Send|Print|Save) (?:(?:this|the|on|via|to|with|by|it|article|story|page"
    rf"|link)\s?){{1,4}}(?:{_PLATFORM}|email|e-mail|Email)?(?: \(Opens in new window\))?",
    r"(?:Share|Tweet|Copy|Copied|Print|Email|Comment|Listen|Save)(?: (?:this )?(?:article|story|link|page|post))",
    rf"{_PLATFORM}(?:\s*[|,•·/-]?\s*(?:{_PLATFORM}|Email|Print|Share|Link|Copy Link)){{1,8}}",
    # Comments
    r"Please let us know if you(?:[’']re| are) having issues with commenting\.?",
    r"(?:View|Show|Hide|Read|See|Load|Post|Leave|Add|Write|Sort) (?:all |more |the |a "
    r"|your )?(?:\d+ )?[Cc]omments?(?: \(\d+\))?\.?",
    r"\d{1,6} [Cc]omments?|Comments?(?: \(?\d+\)?| are (?:now )?(?:closed|disabled|off)"
    r"| closed)?(?: for this (?:article|story))?\.?",
    r"Comments are (?:closed|moderated|welcome)\b.{0,120}",
    r"(?:Please )?(?:[Ll]og|[Ss]ign) in (?:or (?:register|sign up|create an account) )?to (?:comment|post|leave"
    r"|join|reply|view|add)\b.{0,80}",
    r"Join the (?:conversation|discussion)\b.{0,80}|Be the first to comment\b.{0,40}|Have your say\b.{0,60}",
    r"(?:Please )?enable JavaScript to view the comments\b.{0,80}|(?:comments )?powered by Disqus\.?",
    # Reading on
    r"(?:More )?AP [\w’' -]{2,40}: https?://\S+(?: and https?://\S+)*",
    r"(?:Read|See|Show|View|Load|Learn|Explore|Discover|Find out) (?:[Mm]ore|MORE|[Nn]ext"
    r"|[Aa]ll)(?: \w+)?\s*[.:…»›→>]*",
    r"READ MORE\W*|Read more(?: [^.!?]{0,80})? here\W*|Read more (?:of|about|on|in|from|at) [^.!?]{2,100}[.!]?",
    r"(?:Read|See|Find|Watch|Follow|Get|Check out) (?:the |our |all |full |live |more |latest "
    r"|complete ){0,3}(?:story|coverage|updates|article|interview|report|list|transcript|opinion|statement|blog"
    r"|details)s?(?: on \w+)? here\W*",
    r"(?:Read|See|Watch|Learn|Hear|Get)? ?(?:more|also|on|next|MORE|ALSO|More|Also|Read more|See also|READ MORE"
    r"|Learn more|RELATED|Related|READ|SEE ALSO|READ NEXT|WATCH NEXT|READ ALSO)"
    r"(?: (?:stories|coverage|reading|articles?|content|videos?|news|topics|links?|posts?|on this(?: \w+)?"
    r"|about (?:him|her|it|this)|here))?\s?:.{0,200}",
    r"\[?(?:Related|RELATED): .{2,120}\]",
    r"(?:Read|See) (?:more|also)(?: from| in)? .{0,20}:.{0,200}|More (?:from|on|about) [^.!?]{2,60}:?",
    # What papers put between paragraphs of any story
    r"Follow every game: (?:Latest|Live) .{2,60}|[A-Z]{2,5} STATS CENTRAL: .{4,120}"
    r"|(?:Live Leaderboard|Super Bowl Central): .{4,120}|(?:For|FOR) [Ss](?:ubscribers|UBSCRIBERS): .{4,200}"
    r"|These articles are for .{2,40} subscribers\.|FOLLOW LIVE UPDATES"
    r"|Special Subscription Offers|\W{0,3}What we[’']re reading: .{4,200}"
    r"|[A-Z][A-Z’' -]{5,40}: ?(?:Get|The|Join) .{2,120}\b(?:updates|channel|phone|inbox)\b.{0,80}",
    r"Visit \w+\.com(?:/\w+)? for more (?:news|features|videos)\b.{0,80}"
    r"|(?:Our|Health and .{2,60}|Environmental coverage) .{0,60}is (?:supported|made possible)(?: in part)? by a grant"
    r" from .{2,120}",
    r"\(?(?:Click|Tap|CLICK|TAP) (?:here|HERE|on the (?:link|video|image|player|photo)\w*|through|to (?:view"
    r"|read|see|watch|subscribe|enlarge|expand|listen|download|open))\b.{0,140}",
    r"(?:Check|See) your local forecast here\W*|For the latest (?:updates|news)\b.{0,40}, click here\W*",
    # Advertisement and players
    r"ADVERTISEMENT.{0,40}|Advertisement(?:\s?[-–—:.]?\s?(?:(?:Story|Article"
    r"|Content|Scroll|Continue).{0,60})?)?|Advertising|Advert|Sponsored(?: [Cc]ontent| [Ll]inks| by .{2,30})?"
    r"|Promoted(?: [Cc]ontent)?|Paid [Cc]ontent",
    r"(?:Story|Article|Content|Text) continues (?:below|after)\b.{0,40}|Continue [Rr]eading(?: below"
    r"| the main story)?\W*|Scroll (?:down )?(?:to|for) (?:continue|more)\b.{0,40}|Skip (?:to|past|advert|ad)\b.{0,40}",
    r"(?:Play|Watch|Pause|Mute|Unmute|Replay)(?: [Vv]ideo| [Aa]udio| [Nn]ow)?(?: \d{1,2}:\d\d)?|Loading\W*"
    r"|Now [Pp]laying.{0,60}|Your browser does not support .{2,60}",
    r"Hit play on the player above to hear the podcast\b.{0,120}"
    r"|This transcript was automatically generated, and then edited for clarity.{0,60}"
    r"|There may be some differences between the audio and the text\.?",
    # Credit for the work on the story
    r"(?:[-–—]+ )?(?:Contributing|Contributors?|CONTRIBUTING)\s?:.{2,500}",
    rf"[(–—-]{{0,2}} ?(?:[A-Z][^!?]{{2,220}} contributed"
    rf"|With contributions by [^!?]{{2,100}}) (?:reporting )?to this {_STORY}\.?\)?",
    r"\(?(?:Additional )?(?:[Rr]eporting|[Ww]riting|[Ee]diting)(?: and (?:writing"
    r"|editing))? by [A-Z][^!?]{2,200}(?:[;.)]|$).{0,120}",
    r"(?:[-–—]+ )?[A-Z][\w’'.-]+ [A-Z][\w’'. -]{2,80} contributed reporting\.",
    r"\(?The Associated Press contributed\b.{0,60}",
    # Law and money
    r"(?:(?:Copyright|COPYRIGHT|©|\(c\)|™)[ ©(c)&]*.{0,120}(?:\d{4}|[Rr]ights [Rr]eserved).{0,160}"
    r"|.{0,120}\b[Aa]ll [Rr]ights [Rr]eserved\W{0,3}"
    r"|This material may not be published, broadcast, rewritten,? or redistributed\b.{0,80})",
    r"(?:We|This (?:web)?site|Our (?:web)?site|This page|Our partners) uses? cookies\b.{0,300}|By (?:continuing"
    r"|using|clicking|browsing|signing up|submitting|subscribing)\b.{0,120}(?:you|I) (?:agree|accept|consent"
    r"|acknowledge)\b.{0,300}",
    r"(?:Accept|Reject|Allow|Manage)(?: all)?(?: (?:cookies|preferences))(?: .{0,40})?|Cookie (?:policy"
    r"|settings|preferences|notice)|Privacy (?:[Pp]olicy|[Nn]otice)(?: \|.{0,80})?|Terms of (?:[Uu]se"
    r"|[Ss]ervice)(?: \|.{0,80})?|Do Not Sell .{0,40}",
    r"(?:[-–—]+ )?Recommendations are independently chosen by .{2,60}"
    r"|Purchases you make through .{2,60} may earn us\b.{0,80}|Gannett may earn revenue\b.{0,120}"
    r"|Prices were accurate at the time this article was published\b.{0,60}",
    r"If you (?:buy|purchase|click)\b.{0,100}(?:we|publishers?|us) (?:may|might|will) (?:earn|receive"
    r"|get) .{0,20}commission\b.{0,80}|We may (?:earn|receive|get) a (?:small )?commission\b.{0,80}",
    r"The product experts at .{2,40} have all your shopping needs covered\.?",
    r"(?:Please )?(?:[Ee]nable|[Tt]urn on) (?:JavaScript|cookies)\b.{0,100}"
    r"|(?:Please )?disable your ad ?blocker\b.{0,80}",
]  # fmt: skip
_SUBSCRIBE = [
    rf"(?:(?:To get|For|Want|Get|Not a subscriber\?"
    rf"|Get deals) [^.!?]{{0,140}}[,.?] ?(?:[Yy]ou can )?)?(?:[Ss]ign|[Ss]igning) up (?:right |now )?(?:here"
    rf"|to get|to receive|to our|today|now|for)\b(?=.{{0,200}}\b{_NEWSLETTER}\b).{{0,220}}",
    r"Sign up (?:now|here|today|right here|for free|here for free)\b.{0,120}",
    rf"(?:[Pp]lease )?[Ss]ubscribe (?:to|here|now|today|for)\b(?=.{{0,160}}\b(?:{_NEWSLETTER}|\w+\.com"
    rf"|print edition|podcast|channel)\b).{{0,200}}",
    r"Subscribe(?: (?:here|now|today|to .{2,40}))?[.!]?|SUBSCRIBE\b.{0,40}|Become a subscriber\b.{0,80}",
    r"Get .{2,60}(?:newsletter|in your inbox|to your inbox|delivered (?:straight|right"
    r"|directly)? ?to your\b.{0,30}).{0,200}",
    r"\(?You can (?:also )?get .{2,80} (?:delivered|sent) to your inbox\b.{0,60}",
    r"(?:Would you like to receive|Don[’']t miss|Never miss) .{2,80}newsletters?\s?[?!.]{0,2}.{0,40}",
    r"(?:The .{2,40} newsletter provides you with|We will use the (?:details|information) you have (?:shared"
    r"|provided)|If you wish to object to the use of your data|You agree to the processing, storage).{0,600}",
    r"[‘'\"]We[’'\"] includes .{2,80} brands as detailed here\.?",
    r"(?:To get|For) (?:unlimited|full) access to .{2,240}\b(?:subscribe|subscription|digital account)\b.{0,60}",
    r"Subscribe to The Week Escape your echo chamber\..{0,500}|Make smart choices without hours of googling\.",
    r"(?:Want to read more stories like this\? )?A subscription to (?:one of )?our .{2,80} gets you .{2,240}",
    r"(?:Email|Contact|Reach) (?:staff writer|reporter) [A-Z].{2,60} (?:on|at) .{2,60}",
    r"Your subscription makes work like this possible\.|Become a subscriber or gift a subscription\.",
    r"What[’']s everyone talking about\?:?",
    r"(?:This|A version of this) (?:story|article|piece|analysis|column)(?: originally| first| was first"
    r"| initially)? (?:appears|appeared|was published|published) in .{2,100} newsletter\b.{0,120}",
    r"(?:Please )?(?:[Ss]upport|[Cc]onsider supporting) (?:\w+[, ]{1,2}){0,3}(?:journalism|reporting)\b.{0,200}",
    r"(?:Thank you for supporting|To support (?:important |quality |strong )?(?:local )?journalism"
    r"|For unlimited access to|The .{2,30} is free, but several stories we link to).{0,220}",
]  # fmt: skip
_SUBSCRIBE_SENTENCE = re.compile("|".join(f"(?:{pattern})" for pattern in _SUBSCRIBE))
# "NEVER MISS A MOMENT: Subscribe to our newsletter"
_LABELLED_SUBSCRIBE = re.compile(rf"[^.!?:\"“]{{2,60}}:\s*(?:{_SUBSCRIBE_SENTENCE.pattern})")
_CERTAIN_SENTENCE = re.compile("|".join(f"(?:{pattern})" for pattern in [*_CERTAIN, *_SUBSCRIBE]))
# What players leave of themselves, with the title of what they play: "MUST WATCH Title 01:18", "01:18 - Source: CNN".
_PLAYER = re.compile(
    r"(?:Video )?Ad Feedback\b.{0,300}|(?:JUST|MUST) WATCH(?:ED)?\b.{0,600}|.{5,250}\d{1,2}:\d\d - Source: \S.{1,40}"
)
# Keep what is about an event or service the story itself tells of, and what is quoted.
_NEVER = re.compile(
    r"[\"“].*\b(?:said|says|told)\b|\b(?:said|says|told|according to|reported|announced|tweeted)\b(?! this)"
    r"|\bto (?:register|reserve|volunteer|donate|RSVP|order|buy tickets|apply|report a)\b"
    r"|\bfor (?:more )?info(?:rmation)?\b"
)

# Sentences that furniture has around its certain ones; never enough by themselves.
_POSSIBLE = re.compile(
    r"(?:Keep refreshing this page for .{2,40}|USA TODAY is tracking .{2,60}"
    r"|Got a (?:news )?tip\?|Not a subscriber\?|(?:Have|Got) (?:an? )?(?:question|opinion|story|tip|idea"
    r"|comment)s?\b.{0,80}\?|Say hello:?.{0,40}"
    r"|Editor[’']s [Nn]ote:?|Or call .{2,60}|.{0,60}newsletter\W*"
    r"|[A-Z].{2,80} (?:is|are|covers|cover|writes|has covered)\b.{0,140}\b(?:reporter|columnist|writer|editor"
    r"|correspondent|producer|contributor|journalist|covers|news|politics|host|for USA TODAY)\b.{0,120}"
    r"|[A-Z].{2,60} covers .{2,80} for [\w. ]{2,40}\."
    r"|This is the opinion of .{2,80}|.{0,60}contributed to this \w+\.?|[-–—•|:.\s]+"
    r"|There[’']s (?:a lot |plenty )?more where (?:this|that) came from\."
    r"|Explore the universe with .{0,100}|(?:He|She|They) (?:also )?(?:covers?|writes?|hosts?)\b.{0,120})"
)
# Only beside a call to subscribe is a sentence that speaks to the reader part of the call.
_PERSUASION = re.compile(r".{0,160}\b(?:your|our|you|us)\b.{0,160}")
_SENTENCE_END = re.compile(
    r"(?<=[.!?…])(?<![ .(][A-Z]\.)(?<!\b(?:Mr|Ms|Dr|St|Jr|Sr|vs)\.)(?<!\bMrs\.)(?<!\b(?:U\.S|a\.m"
    r"|p\.m)\.)[\"”’')\]]*\s+(?=[\"“‘'(\[@►–—-]?\s?[A-Z0-9@(])"
    r"|(?<=[a-z0-9_][.!?])(?=[A-Z][a-z’']+ )"
)


def is_noise(line: str) -> bool:
    """Whether the whole `line` is page furniture."""
    if _whole_is_certain(line) or _PLAYER.fullmatch(line) or _LABELLED_SUBSCRIBE.fullmatch(line):
        return True
    bare = re.sub(r"^[\s►▶•*·|(\[–—-]+|[\s)\]*|]+$", "", line)
    parts = _sentences(re.sub(r"^Editor[’']s [Nn]ote:\s*", "", bare))
    certain = [_is_certain(part) for part in parts]
    if not any(certain):
        return False
    subscribe = any(_SUBSCRIBE_SENTENCE.fullmatch(part) for part in parts)
    return all(
        sure or _POSSIBLE.fullmatch(part) or (subscribe and _PERSUASION.fullmatch(part))
        for sure, part in zip(certain, parts, strict=True)
    )


def without_noisy_end(line: str) -> str:
    """`line` without the furniture in its last sentences ("Read more here."); the sentences before stay as they are."""
    starts = [0, *(match.end() for match in _SENTENCE_END.finditer(line))]
    end = len(line)
    while starts and _is_certain(line[starts[-1] : end].strip()) and len(starts) > 1:
        end = starts.pop()
    return line[:end].rstrip() if end < len(line) else line


def _sentences(line: str) -> list[str]:
    starts = [0, *(match.end() for match in _SENTENCE_END.finditer(line))]
    parts = [line[start:end].strip() for start, end in zip(starts, [*starts[1:], len(line)], strict=True)]
    return [part for part in parts if part]


def _is_certain(sentence: str) -> bool:
    return len(sentence) <= 700 and _whole_is_certain(sentence)


def _whole_is_certain(text: str) -> bool:
    return _CERTAIN_SENTENCE.fullmatch(text) is not None and _NEVER.search(text) is None
