"""How the bot gets its updates: getUpdates and webhooks."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from ..cloud import Cloud
from ..errors import bad_request
from ..members import Json
from ..parameters import Parameters
from ..updates import Webhook
from .registry import method

MAX_POLL_SECONDS = 50


@method("getUpdates", "offset limit timeout allowed_updates")
def get_updates(cloud: Cloud, p: Parameters) -> list[Json]:
    """Wait for updates; `connected` tells whether the asker is still there."""
    cloud.updates.allow(p.json("allowed_updates", "allowed updates", list))
    limit = p.integer("limit", 100)
    if not 1 <= limit <= 100:
        limit = 100
    timeout = min(max(p.integer("timeout", 0), 0), MAX_POLL_SECONDS)
    return cloud.updates.poll(p.integer("offset", 0), limit, timeout, p.connected)


@method("setWebhook", "url certificate ip_address max_connections allowed_updates drop_pending_updates secret_token")
def set_webhook(cloud: Cloud, p: Parameters) -> bool:
    """Have updates delivered to an address; any port and plain HTTP are allowed, as on a local server."""
    cloud.updates.allow(p.json("allowed_updates", "allowed updates", list))
    url, secret = p.text("url"), p.text("secret_token")
    if p.boolean("drop_pending_updates"):
        cloud.updates.waiting.clear()
    if not url:
        cloud.updates.webhook = None
    else:
        if urlsplit(url).scheme not in {"http", "https"} or not urlsplit(url).hostname:
            raise bad_request("bad webhook: invalid URL specified")
        if not re.fullmatch(r"[A-Za-z0-9_-]{0,256}", secret):
            raise bad_request("secret token contains unallowed characters")
        connections = p.integer("max_connections", 40)
        cloud.updates.webhook = Webhook(url, secret, connections, p.text("ip_address") or None)
    cloud.updates.take_over()
    return True


@method("deleteWebhook", "drop_pending_updates")
def delete_webhook(cloud: Cloud, p: Parameters) -> bool:
    """Go back to getUpdates."""
    cloud.updates.webhook = None
    if p.boolean("drop_pending_updates"):
        cloud.updates.waiting.clear()
    cloud.changed.notify_all()
    return True


@method("getWebhookInfo")
def get_webhook_info(cloud: Cloud, _p: Parameters) -> Json:
    """Tell where updates go and how many wait."""
    updates = cloud.updates
    info: Json = {
        "url": updates.webhook.url if updates.webhook else "",
        "has_custom_certificate": False,
        "pending_update_count": len(updates.waiting),
    }
    if updates.webhook is not None:
        info |= {"max_connections": updates.webhook.max_connections, "ip_address": "127.0.0.1"}
    if updates.allowed_as_given is not None:
        info["allowed_updates"] = updates.allowed_as_given
    if updates.last_error is not None:
        info |= {"last_error_date": updates.last_error[0], "last_error_message": updates.last_error[1]}
    return info
