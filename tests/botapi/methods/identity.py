"""Who the bot is: getMe and the texts of its profile."""

from __future__ import annotations

from ..cloud import Cloud
from ..errors import bad_request
from ..members import Json
from ..parameters import Parameters
from .registry import method


@method("getMe")
def get_me(cloud: Cloud, _p: Parameters) -> Json:
    """Tell the bot its name and how its owner set it up."""
    bot = cloud.bot
    return bot.user.to_json() | {
        "can_join_groups": bot.can_join_groups,
        "can_read_all_group_messages": not bot.privacy,
        "supports_inline_queries": bot.supports_inline,
        "can_connect_to_business": False,
        "has_main_web_app": False,
    }


@method("logOut")
def log_out(_cloud: Cloud, _p: Parameters) -> bool:
    """Leave the server."""
    return True


@method("close")
def close(_cloud: Cloud, _p: Parameters) -> bool:
    """Close the bot on this server."""
    return True


def _profile(what: str, field: str, longest: int) -> None:
    """Register the setter and getter of one profile text."""

    @method(f"setMy{what}", f"{field} language_code")
    def set_text(cloud: Cloud, p: Parameters) -> bool:
        if len(p.text(field)) > longest:
            raise bad_request(f"{field} is too long (at most {longest} characters)")
        cloud.bot.profile[field, p.text("language_code")] = p.text(field)
        return True

    @method(f"getMy{what}", "language_code")
    def get_text(cloud: Cloud, p: Parameters) -> Json:
        kept = cloud.bot.profile
        fallback = kept.get((field, ""), cloud.bot.user.first_name if field == "name" else "")
        return {field: kept.get((field, p.text("language_code"))) or fallback}


_profile("Description", "description", 512)
_profile("ShortDescription", "short_description", 120)
_profile("Name", "name", 64)
