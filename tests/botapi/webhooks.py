"""Delivery of updates to the bot's own address: in order, repeated until accepted, with the secret header."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable
from typing import Any
from urllib.error import HTTPError
from urllib.request import Request, urlopen

from .cloud import Cloud
from .errors import ApiError
from .parameters import Parameters
from .updates import Webhook

SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"
TIMEOUT_SECONDS = 10.0


class WebhookSender:
    """A thread that posts waiting updates while a webhook is set."""

    def __init__(self, cloud: Cloud, call: Callable[[str, str, Parameters], Any]) -> None:
        self._cloud = cloud
        self._call = call
        self._stopped = threading.Event()
        self.pause_seconds = 0.1  # between attempts; Telegram's own pauses grow to minutes

    def start(self) -> None:
        """Begin to deliver."""
        self._stopped.clear()
        threading.Thread(target=self._run, name="botapi-webhooks", daemon=True).start()

    def stop(self) -> None:
        """Stop delivering."""
        self._stopped.set()
        with self._cloud.changed:
            self._cloud.changed.notify_all()

    def _run(self) -> None:
        updates = self._cloud.updates
        while not self._stopped.is_set():
            with self._cloud.changed:
                while not self._stopped.is_set() and not (updates.webhook and updates.waiting):
                    self._cloud.changed.wait(1)
                if self._stopped.is_set():
                    return
                webhook, update = updates.webhook, updates.waiting[0]
            assert webhook is not None
            error = self._post(webhook, update)
            with self._cloud.changed:
                if error is None:
                    updates.confirm(update["update_id"] + 1)
                else:
                    updates.last_error = (int(time.time()), error)
                    self._cloud.changed.notify_all()
            if error is not None:
                self._stopped.wait(self.pause_seconds)

    def _post(self, webhook: Webhook, update: Any) -> str | None:
        """Return None when the update was accepted, else why not."""
        headers = {"Content-Type": "application/json"}
        if webhook.secret_token:
            headers[SECRET_HEADER] = webhook.secret_token
        request = Request(webhook.url, json.dumps(update).encode(), headers, method="POST")
        try:
            with urlopen(request, timeout=TIMEOUT_SECONDS) as response:
                self._carry_out_reply(response.read())
        except HTTPError as error:
            return f"Wrong response from the webhook: {error.code} {error.reason}"
        except OSError:
            return "Connection refused"
        return None

    def _carry_out_reply(self, body: bytes) -> None:
        """A webhook may answer with one call; its result is not told."""
        try:
            reply = json.loads(body)
        except ValueError:
            return
        if isinstance(reply, dict) and "method" in reply:
            name = str(reply.pop("method"))
            try:
                self._call(self._cloud.bot.token, name, Parameters(reply))
            except ApiError as error:
                self._cloud.violations.append(f"the call {name} answered to a webhook was refused: {error}")
