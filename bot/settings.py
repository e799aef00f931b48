"""Every setting, once, with what it does. `sanctions-bot check` and docs/settings.md are made from these lines."""

from __future__ import annotations

import difflib
import os
import re
from datetime import timedelta
from pathlib import Path
from typing import Annotated, Any, Literal
from urllib.parse import unquote, urlsplit

from platformdirs import user_data_path
from pydantic import Field, HttpUrl, SecretStr, ValidationError, field_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from corpus.errors import SettingsError

PREFIX = "SANCTIONS_BOT_"
_DURATION = re.compile(r"(?:(?P<count>\d{1,6})\s*(?P<unit>[mhdw])?)?")
_UNITS = {"m": 60, "h": 3600, "d": 86_400, "w": 604_800}


class Settings(BaseSettings):
    """Read from the environment (prefix `SANCTIONS_BOT_`) and from a `.env` file in the working folder."""

    model_config = SettingsConfigDict(
        env_prefix=PREFIX, env_file=".env", extra="ignore", frozen=True, hide_input_in_errors=True
    )

    data: Path = Field(
        default_factory=lambda: user_data_path("sanctions-bot"),
        description="Folder that holds everything the program writes.",
    )
    telegram_token: SecretStr | None = Field(default=None, description="The bot's token from @BotFather.")
    telegram_api_url: HttpUrl = Field(
        default=HttpUrl("https://api.telegram.org"), description="Bot API server, for example a local one."
    )
    admins: Annotated[tuple[int, ...], NoDecode] = Field(
        default=(),
        description="Numeric Telegram ids, separated by commas, of the owners, who may do everything and grant roles.",
    )
    allowed_chats: Annotated[tuple[int, ...], NoDecode] = Field(
        default=(), description="Numeric ids of the only chats the bot answers in; empty means all."
    )
    sources: Annotated[tuple[str, ...], NoDecode] = Field(
        default=(),
        description="Files, folders and web addresses to index besides those added by command, separated by commas.",
    )
    reindex_every: timedelta | None = Field(
        default=None,
        description="How often the running bot re-indexes by itself, feeds and all: 30m, 6h, 1d, 1w; empty for never.",
    )
    upload_megabytes: int = Field(
        default=20,
        ge=1,
        le=2000,
        description="Largest file an editor may upload in the chat; Telegram's own servers give no more than 20 MB.",
    )
    allow_private_addresses: bool = Field(
        default=False,
        description="Whether sources may be fetched from hosts of the local network, and from any port.",
    )
    fetch_delay_seconds: float = Field(
        default=1.0, ge=0, le=60, description="Least time between two requests to one web site, in seconds."
    )
    database_url: SecretStr | None = Field(
        default=None,
        description="PostgreSQL database (postgresql://user:password@host/name) that replicas share, in place of the "
        "library and the bot's state in the data folder; needs `pip install 'sanctions-bot[postgres]'`.",
    )
    chroma_url: HttpUrl | None = Field(
        default=None,
        description="Chroma server (http://host:8000 or https://…) that holds the vectors, in place of a folder under "
        "the data folder.",
    )
    chroma_token: SecretStr | None = Field(
        default=None, description="Token for the Chroma server, sent as X-Chroma-Token and as a bearer token."
    )
    embedding_model: str = Field(
        default="all-MiniLM-L6-v2",
        description="The packaged model, or the folder or hub name of any sentence-transformers model.",
    )
    reranker_model: str | None = Field(
        default=None,
        description="Folder or hub name of a sentence-transformers cross-encoder that reads the best passages once "
        "more; loaded behind the questions, and done without where it is slow or fails.",
    )
    embedding_precision: Literal["auto", "fp32", "bf16", "int8"] = Field(
        default="auto",
        description="How passages are embedded: auto takes what the processor does fast and well, and stays with what "
        "an index was begun in; from int8 to another, or back, the next index run embeds everything anew.",
    )
    llm_url: HttpUrl | None = Field(
        default=None,
        description="Server that speaks OpenAI's chat protocol, as http://localhost:11434/v1 for Ollama; "
        "with LLM_MODEL set it words the answers.",
    )
    llm_model: str | None = Field(default=None, description="The language model's name on that server.")
    llm_key: SecretStr | None = Field(default=None, description="The key for that server, if it wants one.")
    llm_seconds: float = Field(
        default=15.0,
        gt=0,
        le=110,
        description="Longest wait for the language model, in seconds; then sources are quoted.",
    )
    llm_tokens_per_day: int = Field(
        default=0, ge=0, description="Tokens the language model may take a day (UTC), 0 for any number; then quotes."
    )
    llm_price_in: float = Field(default=0.0, ge=0, description="Price of a million tokens read, for `status`.")
    llm_price_out: float = Field(default=0.0, ge=0, description="Price of a million tokens written, for `status`.")
    list_days: int = Field(
        default=30, ge=1, description="Age in days from which `check` calls the newest edition of a list old."
    )
    questions_file: Path | None = Field(
        default=None,
        description="Questions (as `evaluate` reads them) that a new index must answer no worse than the live one, "
        "else it waits for `index --accept`.",
    )
    answer_seconds: float = Field(
        default=20.0, gt=0, le=120, description="Longest time spent on one answer before an apology, in seconds."
    )
    question_chars: int = Field(default=1000, ge=50, le=4096, description="Longest question taken, in characters.")
    suggestions: int = Field(
        default=3,
        ge=0,
        le=5,
        description="Most questions offered under an answer in a private chat to ask on with; each is tried first, "
        "which takes the time of another answer. 0 offers none.",
    )
    questions_per_minute: int = Field(
        default=10, ge=0, description="Questions taken of one person in a minute, in all chats; 0 for any number."
    )
    questions_per_day: int = Field(
        default=500, ge=0, description="Questions taken of one person in a day; 0 for any number."
    )
    group_questions_per_minute: int = Field(
        default=15,
        ge=0,
        description="Questions taken in one group in a minute, 0 for any number; Telegram lets a bot write 20 messages "
        "a minute there.",
    )
    retention_days: int = Field(
        default=365,
        ge=1,
        le=3650,
        description="How many days questions, answers and unanswered questions are kept; the buttons under an answer "
        "work that long.",
    )
    webhook_url: HttpUrl | None = Field(
        default=None, description="Address (https://…) under which Telegram reaches the bot, for `run --webhook`."
    )
    webhook_listen: str = Field(
        default="127.0.0.1", description="Address of this machine on which the webhook listens (plain HTTP)."
    )
    webhook_port: int = Field(default=8080, ge=1, le=65535, description="Port on which the webhook listens.")
    webhook_secret: SecretStr | None = Field(
        default=None,
        description="Secret by which Telegram shows that it is Telegram (letters, digits, _ and -); made of the token "
        "if not set.",
    )
    metrics_port: int | None = Field(
        default=None,
        ge=1,
        le=65535,
        description="Port of the bot's own on which `run` serves /metrics for Prometheus, /healthz and /readyz; none "
        "if not set.",
    )
    metrics_listen: str = Field(
        default="127.0.0.1", description="Address of this machine on which that port listens (plain HTTP)."
    )
    log_format: Literal["console", "json"] = Field(default="console", description="How events are logged on stderr.")
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = Field(default="INFO", description="Least level logged.")

    @property
    def secrets(self) -> tuple[str, ...]:
        """What must never be shown or logged: tokens, and the database's password as it is written and as it is."""
        held = [self.telegram_token, self.webhook_secret, self.chroma_token, self.llm_key, self.database_url]
        known = [secret.get_secret_value().strip() for secret in held if secret is not None]
        if self.database_url is not None:
            password = urlsplit(known[-1]).password or ""
            known += [password, unquote(password)]
        return tuple(secret for secret in known if secret)

    @field_validator("admins", "allowed_chats", "sources", mode="before")
    @classmethod
    def _split_commas(cls, value: Any) -> Any:
        return tuple(part.strip() for part in value.split(",") if part.strip()) if isinstance(value, str) else value

    @field_validator("reindex_every", mode="before")
    @classmethod
    def _as_people_say(cls, value: Any) -> Any:
        """30m, 6h, 1d, 1w; empty or 0 for never."""
        if not isinstance(value, str):
            return value
        match = _DURATION.fullmatch(value.strip().lower())
        if match is None:
            raise ValueError("must be a number of minutes, hours, days or weeks, as 30m, 6h, 1d, 1w")
        wanted = timedelta(seconds=int(match["count"] or 0) * _UNITS[match["unit"] or "m"])
        if wanted and not timedelta(minutes=5) <= wanted <= timedelta(weeks=8):
            raise ValueError("must be between 5m and 8w")
        return wanted or None

    @field_validator("webhook_url")
    @classmethod
    def _telegrams_rules(cls, value: HttpUrl | None) -> HttpUrl | None:
        if value is not None and (value.username or value.password):
            raise ValueError("takes no login: the secret says who calls")
        return value

    @field_validator("webhook_secret")
    @classmethod
    def _telegrams_letters(cls, value: SecretStr | None) -> SecretStr | None:
        secret = value.get_secret_value().strip() if value is not None else ""
        if secret and not re.fullmatch(r"[A-Za-z0-9_-]{16,256}", secret):
            raise ValueError("must be 16 to 256 letters, digits, _ and -")
        return SecretStr(secret) if secret else None

    @field_validator("chroma_url", "webhook_url", mode="before")
    @classmethod
    def _empty_url_is_none(cls, value: Any) -> Any:
        return None if isinstance(value, str) and not value.strip() else value

    @field_validator("chroma_url")
    @classmethod
    def _no_login(cls, value: HttpUrl | None) -> HttpUrl | None:
        if value is not None and (value.username or value.password):
            raise ValueError("takes no login; the token goes into SANCTIONS_BOT_CHROMA_TOKEN")
        return value

    @field_validator("database_url")
    @classmethod
    def _postgresql(cls, value: SecretStr | None) -> SecretStr | None:
        url = value.get_secret_value().strip() if value is not None else ""
        if url and not url.startswith(("postgresql://", "postgres://", "postgresql+psycopg://")):
            raise ValueError("must begin with postgresql://; without it SQLite is used, in the data folder")
        return SecretStr(url) if url else None

    @field_validator("telegram_token", "llm_key", "chroma_token")
    @classmethod
    def _empty_secret_is_none(cls, value: SecretStr | None) -> SecretStr | None:
        return value if value is not None and value.get_secret_value().strip() else None


def load_settings(**given: Any) -> Settings:
    """Settings from the environment, with `given` (from the command line) on top.

    Raises SettingsError naming the setting when one is unknown or wrong; values are never shown.
    """
    known = {f"{PREFIX}{name.upper()}" for name in Settings.model_fields}
    for name in sorted(os.environ):
        if name.startswith(PREFIX) and name not in known:
            near = difflib.get_close_matches(name, known, n=1)
            hint = f"; did you mean {near[0]}?" if near else f"; known are {', '.join(sorted(known))}"
            raise SettingsError(f"{name} is not a setting{hint}")
    try:
        return Settings(**{key: value for key, value in given.items() if value is not None})
    except ValidationError as error:
        first = error.errors(include_input=False, include_url=False)[0]
        where = str(first["loc"][0]) if first["loc"] else "settings"
        description = Settings.model_fields[where].description if where in Settings.model_fields else ""
        raise SettingsError(f"{PREFIX}{where.upper()}: {first['msg']}. {description}") from None
