"""One file per command of `sanctions-bot`; bot/cli.py is the map of them."""
