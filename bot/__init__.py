"""How people reach it: answers, the Telegram bot and the command line."""
