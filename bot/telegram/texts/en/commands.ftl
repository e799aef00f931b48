# /start, /help, /sources and /status.

start-private = Hello, I am { $name }.

    Ask me about sanctions: who was designated, when, by whom and why. I answer from the articles and official lists I hold, cite the source of every sentence, and say so when I do not know.

    Try: Why was CEIEC sanctioned?

    The buttons under an answer show the exact passages it rests on. /help tells the rest.
start-group = I answer questions about sanctions here when you write @{ $username } or reply to me. /help tells more.
# To whoever writes /start while nobody is admin.
start-no-admin = Nobody is my admin yet. Your numeric Telegram id is { $id }: if I am yours, set SANCTIONS_BOT_ADMINS={ $id } where I run, restart me, and you can use /reindex.

help-asking = How to ask
    • Write a question in your own words, up to { $limit } characters.
    • Ask on: “When?” or “And by the EU?” refers to what you asked in the last half hour.
    • Correct a question by editing it: my answer changes with it.
    • Reply to a message with a question to ask about that message.
    • In a group, write @{ $username } and your question, or reply to one of my answers.
help-inline = • In any other chat, write @{ $username } and a question, wait a moment and choose the answer.
help-reading = How to read an answer
    • The numbers in brackets are sources, listed under the answer with their dates. Touch the list to open it.
    • The buttons show the passage each number stands for, with the quoted words marked.
    • When nothing I hold supports an answer I say so and name what comes nearest.
    • I report what sources say. I do not give legal advice, and a name missing from my lists may be on others.
help-group = Write @{ $username } and your question, or reply to one of my answers to ask on. Under somebody’s message, a reply of just @{ $username } asks about what it says.

    The numbers in brackets are sources; the buttons show the passages. I stay silent otherwise, and what you ask me in private stays there.
help-commands = Commands
help-admin = You are one of my admins: some of the commands below are for you alone, and /status and /sources tell you more than others. Send me a file or forward an article, and I offer to add it.
help-group-admin = As an admin of this group you set with /settings where I answer, whom, how quietly and in which language.
# To somebody in a private chat I do not answer in; the id lets whoever runs the bot allow it.
help-stranger = Hello, I am { $name }. I answer questions about sanctions from articles and official lists, but only in certain chats, and this is not one of them.

    Whoever runs me can let you in. Your numeric Telegram id is { $id }.

sources-held = I answer from { $articles } { $articles ->
    [one] article
   *[other] articles
} and { $entries } { $entries ->
    [one] entry
   *[other] entries
} of official lists.
sources-places = Where they come from
sources-articles = { $count } { $count ->
    [one] article
   *[other] articles
}
sources-entries = { $count } { $count ->
    [one] list entry
   *[other] list entries
}
# The line of one source: a file or site, what it holds, and when it was read.
sources-place = { $place }: { $held }
sources-place-read = { $place }: { $held }, read { $day }
sources-not-read = not read last time: { $reason }
sources-lists = Official lists
sources-list = { $list }: { $count } { $count ->
    [one] entry
   *[other] entries
}, edition of { $day }
sources-list-undated = { $list }: { $count } { $count ->
    [one] entry
   *[other] entries
}, edition not dated

status-no-index = I have no index yet. Please come back later.
status-no-index-admin = I have no index yet. /reindex makes one.
status-held = I hold { $articles } { $articles ->
    [one] article
   *[other] articles
} in { $passages } { $passages ->
    [one] passage
   *[other] passages
}.
status-held-at = I hold { $articles } { $articles ->
    [one] article
   *[other] articles
} in { $passages } { $passages ->
    [one] passage
   *[other] passages
}, last brought up to date { $moment }.
status-newest = The newest article is of { $day }.
status-gaps = Questions I could not answer: { $count }
status-index = Index { $generation }, model { $model }
