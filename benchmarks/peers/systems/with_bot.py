"""This bot: its own index run over the articles' files, its own search, and ("answer") its whole answer."""

from __future__ import annotations

import shutil
from pathlib import Path

from peer_protocol import Rows, serve


class Bot:
    """The index and the engine as the program uses them. What only some commands need is imported by those alone."""

    def open(self, folder: str, model: str) -> None:
        """The index as it stands. The model is the packaged one, which is the one in the folder `model`."""
        from corpus.library import Library
        from index.home import Home
        from index.live import LiveIndex

        self._home = Home(Path(folder))
        self._sources = Path(folder) / "articles"
        self._library = Library(self._home.library)
        self._live = LiveIndex(self._home, self._library)
        self._live.snapshot()

    def add(self, passages: Rows, articles: str) -> None:
        """Put the articles' files into the folder of sources and run the index over all of it."""
        shutil.copytree(articles, self._sources, dirs_exist_ok=True)
        self._run()

    def save(self) -> None:
        """An index run ends with everything on disk."""

    def ask(self, question: str, count: int, mode: str) -> list[str]:
        """Ten passages; or those that an answer quotes."""
        snapshot = self._live.snapshot()
        assert snapshot is not None
        if mode == "answer":
            from bot.answers.engine import ask

            return [cited.passage_id for cited in ask(question, (), snapshot).citations if cited.passage_id]
        return [hit.passage_id for hit in snapshot.search(snapshot.query(question), count)]

    def replace(self, article: str, passages: Rows, articles: str) -> None:
        """The same as `add`: the run finds out what changed."""
        self.add(passages, articles)

    def repeat(self, passages: Rows) -> bool:
        """A run over files that are as they were."""
        self._run()
        return True

    def _run(self) -> None:
        from index.update import update

        update(self._home, self._library, [str(self._sources)])
        self._live.snapshot()


serve(Bot)
