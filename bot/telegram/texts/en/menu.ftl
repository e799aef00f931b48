# The commands, as Telegram's menu and /help describe them.

menu-start = Who I am
menu-help = How to ask, and how to read an answer
menu-sources = What I answer from
menu-status = How current I am
menu-reindex = Bring the index up to date
