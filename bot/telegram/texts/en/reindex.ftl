# Re-indexing from the chat, for admins.

reindex-admins-only = Only my admins may do that.
reindex-anonymous = I cannot tell who you are while you post anonymously. Use this command under your own name.
reindex-started = Looking at what a re-index would change. I go on answering meanwhile.
reindex-running = A re-index is already running; I will not start a second one.
reindex-busy = Something else is changing the index just now, so I did not start. Please try again in a few minutes.
reindex-failed = The re-index failed; I go on answering from the index as it was.
reindex-stopped = The re-index was stopped because I am being shut down. Run it again later; what was done is kept.

# How far it is: { $share } is reindex-share, reindex-share-so-far or nothing.
reindex-reading = Re-indexing: reading files{ $share } …
reindex-fetching = Re-indexing: fetching web pages{ $share } …
reindex-embedding = Re-indexing: embedding passages{ $share } …
reindex-linking = Re-indexing: finding listed names{ $share } …
reindex-switching = Re-indexing: switching to the new index …
reindex-working = Re-indexing …
reindex-share = , { $done } of { $total }
reindex-share-so-far = , { $done }
reindex-per-second = { $count } a second
reindex-per-minute = { $count } a minute
reindex-left = about { $duration } left
reindex-meanwhile = I go on answering meanwhile.

# What it did.
reindex-done-unchanged = Re-index done{ $took }: nothing has changed.
reindex-done = Re-index done{ $took }: { $changes }; { $unchanged } unchanged.
reindex-took = { " " }in { $duration }
reindex-added = { $count } added
reindex-changed = { $count } changed
reindex-removed = { $count } removed
reindex-duplicates = { $count } { $count ->
    [one] duplicate
   *[other] duplicates
} left out.
reindex-held = I now hold { $articles } { $articles ->
    [one] article
   *[other] articles
} in { $passages } { $passages ->
    [one] passage
   *[other] passages
} and { $entries } { $entries ->
    [one] list entry
   *[other] list entries
}.
# What an edition of an official list changed.
reindex-list = { $list }, edition of { $day }: { $added } added, { $removed } removed, { $changed } changed.
reindex-list-read = { $list }, as read on { $day }: { $added } added, { $removed } removed, { $changed } changed.
reindex-waiting = The new index is built but not in use: { $reason }. Accept puts it to use all the same, Discard forgets it.
reindex-held-back = Held back: { $source } would lose { $removed } of its { $of } articles and list entries. If that is right, /reindex has a button for it.
reindex-skipped = Skipped { $count }:
reindex-skipped-file = { $file }: { $reason }
reindex-skipped-line = { $file }, line { $line }: { $reason }
reindex-skipped-more = … and { $count } more, all of them in the file.
