"""`run`: the Telegram bot."""

from __future__ import annotations

from typing import Annotated

import typer

from bot.allocator import keep_little
from bot.commands.program import program_of


def run(
    context: typer.Context,
    webhook: Annotated[
        bool, typer.Option("--webhook", help="Let Telegram call SANCTIONS_BOT_WEBHOOK_URL; several replicas may run.")
    ] = False,
) -> None:
    """Run the Telegram bot until it is stopped: by long polling, or with --webhook.

    Needs SANCTIONS_BOT_TELEGRAM_TOKEN, in the environment or in a .env file of the working folder.
    """
    program = program_of(context)
    if program.settings.telegram_token is None:
        from corpus.errors import SettingsError

        raise SettingsError(
            "SANCTIONS_BOT_TELEGRAM_TOKEN is not set: ask @BotFather for a token and put it into the environment or "
            "into a .env file (docs/telegram.md has the steps)"
        )
    keep_little()
    with program.service(sample=True, searching=True, default_level=None) as service:
        from bot.telegram.application import run as run_bot

        run_bot(service, program.settings, webhook=webhook)
