"""Where things are kept: in the data folder or, where the settings name servers, on those."""

from __future__ import annotations

from bot.settings import Settings
from bot.state import DATABASE_NAME
from corpus.database import Place
from index.chroma_server import ChromaServer
from index.home import Home


def home_of(settings: Settings) -> Home:
    """The corpus and its index."""
    chroma = ChromaServer(str(settings.chroma_url), settings.chroma_token) if settings.chroma_url is not None else None
    return Home(
        settings.data, settings.embedding_model, settings.database_url, chroma, precision=settings.embedding_precision
    )


def state_of(settings: Settings) -> Place:
    """What the bot must remember over restarts."""
    return settings.database_url or settings.data / DATABASE_NAME
