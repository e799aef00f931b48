"""The shape of reply_markup: inline keyboards checked to the byte, the other kinds by their outline."""

from __future__ import annotations

from typing import Any

from .entities import is_link
from .errors import bad_request
from .members import Json
from .parameters import Parameters

_ACTIONS = frozenset(
    [
        "url",
        "callback_data",
        "web_app",
        "login_url",
        "switch_inline_query",
        "switch_inline_query_current_chat",
        "switch_inline_query_chosen_chat",
        "copy_text",
        "callback_game",
        "pay",
    ]
)
_EXTRAS = frozenset({"text", "style", "icon_custom_emoji_id"})
MAX_DATA_BYTES = 64
MAX_BUTTONS = 100
MAX_BUTTONS_IN_A_ROW = 8


def inline_keyboard(p: Parameters) -> Json | None:
    """Return the call's inline keyboard, or None when it has none; any other markup is refused."""
    markup = reply_markup(p)
    if markup is not None and "inline_keyboard" not in markup:
        raise bad_request("inline keyboard expected")
    return markup


def reply_markup(p: Parameters) -> Json | None:
    """Return the call's reply_markup, checked; an empty inline keyboard counts as none."""
    markup = p.json("reply_markup", "reply keyboard markup", dict)
    return None if markup is None else checked_markup(markup)


def checked_markup(markup: Json) -> Json | None:
    """Return a reply markup if its shape is right."""
    if "inline_keyboard" in markup:
        return _checked_inline(markup["inline_keyboard"])
    if "keyboard" in markup:
        rows = _rows(markup["keyboard"])
        if not any(rows):
            raise bad_request("reply keyboard must be non-empty")
        return markup
    if markup.get("remove_keyboard") is True or markup.get("force_reply") is True:
        return markup
    raise bad_request("object expected as reply markup")


def _rows(rows: Any) -> list[list[Any]]:
    if not isinstance(rows, list) or not all(isinstance(row, list) for row in rows):
        raise bad_request("can't parse inline keyboard button: expected an Array of Arrays")
    return rows


def _checked_inline(given: Any) -> Json | None:
    rows = [row for row in _rows(given) if row]
    if sum(map(len, rows)) > MAX_BUTTONS or any(len(row) > MAX_BUTTONS_IN_A_ROW for row in rows):
        raise bad_request("BUTTON_COUNT_INVALID (strict test server: at most 100 buttons, 8 in a row)")
    for row in rows:
        for button in row:
            _check_button(button)
    return {"inline_keyboard": rows} if rows else None


def _check_button(button: Any) -> None:
    if not isinstance(button, dict):
        raise bad_request("can't parse inline keyboard button: InlineKeyboardButton must be an Object")
    text = button.get("text")
    if not isinstance(text, str):
        raise bad_request('can\'t parse inline keyboard button: field "text" must be of type String')
    if not text.strip():
        raise bad_request("can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard")
    actions = [name for name in button if name in _ACTIONS]
    unknown = set(button) - _ACTIONS - _EXTRAS
    if len(actions) != 1 or unknown:
        raise bad_request(
            "can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard"
            if not actions
            else f"can't parse inline keyboard button: {sorted(set(actions) | unknown)} (strict test server)"
        )
    if "callback_data" in button:
        data = button["callback_data"]
        if not isinstance(data, str) or not 1 <= len(data.encode()) <= MAX_DATA_BYTES:
            raise bad_request("BUTTON_DATA_INVALID")
    if "url" in button and not is_link(button["url"]):
        raise bad_request(f"inline keyboard button URL '{button['url']}' is invalid: Wrong HTTP URL")
