"""Attacks on the bot, one file a kind, each test an attack and what must hold.

`python -m tests.attacks` carries all of them out, the slow ones too, and prints what happened as Markdown.
"""
