# The commands, as Telegram's menu and /help describe them.

menu-start = Who I am
menu-help = How to ask, and how to read an answer
menu-language = In which language I speak
menu-settings = How I behave in this group
menu-who = All that is held on a name
menu-timeline = What happened to somebody, as a picture
menu-watch = Be told when something new comes on a name
menu-latest = The newest articles and changes of lists
menu-compare = Two or more names side by side
menu-asof = Answer from what was known on a day
menu-export = This conversation with its sources, as a file
menu-forget = Delete what I keep of you
menu-sources = What I answer from
menu-status = How current I am
menu-gaps = What was not answered, or disliked
menu-reindex = Bring the index up to date
