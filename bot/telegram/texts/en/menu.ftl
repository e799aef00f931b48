# The commands, as Telegram's menu and /help describe them.

menu-start = Who I am
menu-help = How to ask, and how to read an answer
menu-who = All that is held on a name
menu-language = In which language I speak
menu-settings = How I behave in this group
menu-watch = Be told when something new comes on a name
menu-sources = What I answer from
menu-status = How current I am
menu-gaps = What was not answered, or disliked
menu-reindex = Bring the index up to date
