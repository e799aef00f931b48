# /watch NAME: being told when something new about somebody is indexed.

# Under an empty list of watches, and for /watch without a name.
watch-none = You watch nothing yet. /watch NAME and I write to you when my index gets something new about NAME: an article that names it, or an entry of a list that comes, changes or goes.
watch-none-group = Nothing is watched in this group yet. Its admins can write /watch NAME, and I write here when my index gets something new about NAME.
watch-list = { $count ->
    [one] One watch
   *[other] { $count } watches
}:
watch-line = { $name }
watch-line-muted = { $name } (muted)
watch-hours = /watch daily 8:00 sends all news once a day, /watch at once as it comes. /watch quiet 22-7 Europe/Berlin keeps the night quiet, /watch quiet off ends that.

watch-added = From now on I tell you what is new about { $name }.
watch-added-group = From now on I tell this group what is new about { $name }.
watch-already = { $name } is watched already.
# Whom the watch is about: entries of lists, and how many articles name them now.
watch-on-lists = On the lists: { $names }.
watch-on-no-list = No list I hold has this name today. If one gets it, I tell you.
watch-several = { $count } on the lists fit this name, and the watch is about all of them. Touch the one you mean:
watch-narrowed = Now the watch is about { $name } alone.
watch-too-many = A chat can have up to { $limit } watches. Remove one first: /watch
watch-admins-only = Only admins of this group can change its watches.
watch-gone = This watch is gone already.
watch-removed = Removed: I no longer watch { $name }.
watch-muted = Muted: nothing about { $name } until you unmute it.
watch-unmuted = Unmuted: I tell you again what is new about { $name }.

watch-button-mute = 🔕 Mute { $name }
watch-button-unmute = 🔔 Unmute { $name }
watch-button-remove = ✖ Remove { $name }
watch-button-mute-short = 🔕 Mute
watch-button-unmute-short = 🔔 Unmute
watch-button-remove-short = ✖ Stop watching
watch-button-page-before = ◀
watch-button-page-after = ▶

# When news is told.
watch-at-once = News comes at once.
watch-at-once-quiet = News comes at once, but between { $from } and { $to } ({ $zone }) it waits.
watch-daily = News comes once a day, at { $at } ({ $zone }).
watch-bad-hours = I cannot read these hours. Write, for example: /watch quiet 22:00-7:00 Europe/Berlin, /watch quiet 23-6 UTC+3, or /watch quiet off
watch-bad-time = I cannot read this time. Write, for example: /watch daily 8:00 Europe/Berlin, or /watch at once

# A message with news. { $name } is what is watched.
watch-news = 🔔 New about { $name }
watch-digest = 🔔 What is new on what you watch
watch-news-held = { $name } is on { $list }, a list that is new in my index.
watch-news-added = { $name } came onto { $list }{ $edition }.
watch-news-removed = { $name } is gone from { $list }{ $edition }.
watch-news-changed = { $list } changed its entry on { $name }{ $edition }: { $fields }.
watch-news-edition = { " " }with the edition of { $day }
watch-news-article = { $source }, { $day }: “{ $quote }”
watch-news-more = { $count ->
    [one] … and one more piece of news. /latest { $name } shows it.
   *[other] … and { $count } more. /latest { $name } shows them.
}
