"""The Telegram front end: it renders answers and never decides what is true."""
