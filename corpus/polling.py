"""Polling: what a web source names is fetched once, kept, and read like a file.

1. The feed, sitemap, list or page itself is asked for with the ETag and date of its last answer.
2. Pages it names are fetched where none is held, or where its entry says something else than when it was fetched.
   What fell off a feed or sitemap stays; what an admin struck off a list goes.
3. Pages whose bytes are kept are read again when the readers have changed, without the network.
4. ETag and date are remembered only when nothing is left to fetch, so that what is left is named again next time.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

import structlog

from corpus import readers
from corpus.article import Article
from corpus.errors import FetchError, InputError
from corpus.fetched_articles import as_fetched
from corpus.intake import Guard, HeldBack, checksum_of
from corpus.library import Intake, Library, Source
from corpus.naming import Fetches, Named, named_in
from corpus.pages import KeptPages
from corpus.readers.entries import Entry
from corpus.readers.skipped import Skipped
from corpus.web_addresses import without_secrets

# Pages fetched for one source in one run: at a page a second, what keeps a run under ten minutes.
MAX_PAGES_A_RUN = 500
_FAILURES_IN_A_ROW = 5  # then the rest of the source's pages wait for the next run
_FIRST_BACK_OFF = timedelta(minutes=15)  # doubled with each failure in a row …
_LONGEST_BACK_OFF = timedelta(days=1)  # … up to this
_LONGEST_ASKED_FOR = timedelta(days=31)  # a server may ask for up to thirty days

log = structlog.get_logger()


@dataclass(frozen=True)
class _Note:
    """What is remembered of a page besides what it gave."""

    fingerprint: str  # of the entry that named it
    final: str  # where it came from in the end
    published: date | None  # as its entry says

    def as_json(self) -> str:
        day = self.published.isoformat() if self.published else None
        return json.dumps({"fingerprint": self.fingerprint, "final": self.final, "published": day})

    @classmethod
    def of(cls, written: str | None) -> _Note | None:
        if not written:
            return None
        row = json.loads(written)
        day = row["published"]
        return cls(row["fingerprint"], row["final"], date.fromisoformat(day) if day else None)


class Poll:
    """One source, polled once."""

    def __init__(
        self,
        source: Source,
        library: Library,
        pages: KeptPages,
        fetcher: Fetches,
        *,
        full: bool = False,
        tell: Callable[[int, int], None] = lambda _done, _total: None,
    ) -> None:
        """`full` asks again for what gave nothing; `tell` hears of (pages done, pages to fetch)."""
        self._source = source
        self._location = source.location
        self._library = library
        self._pages = pages
        self._fetcher = fetcher
        self._full = full
        self._tell = tell
        self._skipped: list[Skipped] = []
        self._checksums = library.file_checksums(source.location)
        entries = library.file_entries(source.location)
        self._notes = {url: note for url, written in entries.items() if (note := _Note.of(written))}

    def carry_out(self, *, allow_removals: bool = False, even_if_not_due: bool = False) -> HeldBack | None:
        """Bring the library up to date with the source, and note there how it went.

        What fails at the source is noted, not raised, and what is stored stays.
        """
        due = _is_due(self._source.next_due, datetime.now(UTC))
        named = self._named() if due or even_if_not_due else None
        wanted = self._wanted(named) if named else []
        gone = set[str]()
        if named and named.complete:
            gone = set(self._checksums) - {entry.url for entry in named.entries}
        stale = self._stale(gone | {entry.url for entry in wanted})
        guard = Guard(
            self._library,
            self._location,
            gone=gone,
            changing=[*stale, *(entry.url for entry in wanted if entry.url in self._checksums)],
            allow_removals=allow_removals,
        )
        for url in stale:
            self._read(guard, url, self._notes[url])
        left = self._fetch(guard, wanted, named) if named else None
        held = guard.finish()
        if named:
            self._note(named, left, held)
        return held

    def to_fetch(self) -> list[str]:
        """The pages a run would fetch, found without fetching any. Raises FetchError and InputError."""
        named = named_in(self._source, self._fetcher, self._skipped.append, anew=self._full)
        return [entry.url for entry in self._wanted(named)]

    def _named(self) -> Named | None:
        try:
            return named_in(self._source, self._fetcher, self._skipped.append, anew=self._full)
        except (FetchError, InputError, OSError) as error:
            next_due = datetime.now(UTC) + _back_off(self._source.failures, error)
            reason = str(error).removeprefix(f"{without_secrets(self._location)}: ")
            if isinstance(error, FetchError) and error.status in (404, 410):
                reason += "; where it is gone for good, `sanctions-bot sources remove` forgets it and what it gave"
            self._library.source_failed(self._location, reason, next_due=next_due)
            log.warning("sources.failed", source=without_secrets(self._location), error=reason)
            return None

    def _note(self, named: Named, left: str | None, held: HeldBack | None) -> None:
        notes = [skip.reason for skip in self._skipped[:3]]
        if len(self._skipped) > 3:
            notes.append(f"{len(self._skipped) - 3:,} more entries could not be used")
        if left:
            notes.append(left)
        all_done = left is None and held is None
        self._library.source_read(
            self._location,
            named.kind,
            note="; ".join(notes) or None,
            etag=named.etag if all_done else None,
            last_modified=named.last_modified if all_done else None,
        )
        shown = without_secrets(self._location)
        log.info("sources.polled", source=shown, kind=named.kind, entries=len(named.entries), unchanged=named.unchanged)

    def _wanted(self, named: Named) -> list[Entry]:
        """The pages to fetch, each once: new ones, changed ones, and in a full run those that gave nothing."""
        by_url = {entry.url: entry for entry in reversed(named.entries)}
        held_by = self._library.sources_of(by_url)
        wanted = []
        for url, entry in reversed(by_url.items()):
            if held_by.get(url, self._location) != self._location:
                continue  # another source has it
            note = self._notes.get(url)
            gave_nothing = self._full and not self._checksums.get(url)
            if note is None or note.fingerprint != entry.fingerprint or gave_nothing:
                wanted.append(entry)
        return wanted

    def _stale(self, but: Iterable[str]) -> list[str]:
        """Pages whose kept bytes may be read otherwise now."""
        stale = []
        for url in self._notes.keys() - set(but):
            kept = self._pages.find(url) if self._checksums[url] else None
            if kept is not None and (self._full or checksum_of(kept) != self._checksums[url]):
                stale.append(url)
        return sorted(stale)

    def _fetch(self, guard: Guard, wanted: list[Entry], named: Named) -> str | None:
        """Fetch and take in pages; says what is left to the next run, and why."""
        first_failure: str | None = None
        done = in_a_row = 0
        total = min(len(wanted), MAX_PAGES_A_RUN)
        for entry in wanted[:MAX_PAGES_A_RUN]:
            self._tell(done, total)
            note = _Note(entry.fingerprint, entry.url, entry.published)
            try:
                page = named.page or self._fetcher.fetch(entry.url)
                note = _Note(entry.fingerprint, page.url, entry.published)
                self._pages.keep(entry.url, page)
                self._read(guard, entry.url, note)
            except (FetchError, InputError, OSError) as error:
                if isinstance(error, InputError) or (isinstance(error, FetchError) and error.lasting):
                    self._refused(entry.url, note, str(error))
                else:
                    first_failure = first_failure or str(error)
                    in_a_row += 1
                    busy = isinstance(error, FetchError) and error.retry_after_seconds is not None
                    if busy or in_a_row == _FAILURES_IN_A_ROW:
                        break
                    continue
            in_a_row = 0
            done += 1
        self._tell(done, done)
        left = len(wanted) - done
        if not left:
            return None
        pages = "1 page is" if left == 1 else f"{left:,} pages are"
        return f"{pages} left to the next run" + (f", because {first_failure}" if first_failure else "")

    def _read(self, guard: Guard, url: str, note: _Note) -> None:
        """Take in the page kept for `url`; where it gives nothing, what was held stays. Raises OSError."""
        path = self._pages.find(url)
        assert path is not None
        shown = without_secrets(url)
        found: list[Skipped] = []
        contents = tuple(readers.read(path, found.append))
        skipped = [Skipped(shown, skip.line, skip.reason.replace(str(path), shown)) for skip in found]
        if not contents and url in self._checksums:
            self._library.keep_file(url, note.as_json(), skipped, checksum_of(path))
            return
        articles = (as_fetched(one, note.final, note.published) for one in contents if isinstance(one, Article))
        guard.take(Intake(url, checksum_of(path), tuple(articles), skipped, note.as_json()))

    def _refused(self, url: str, note: _Note, reason: str) -> None:
        """Note a page that will not come, so that it is not asked for again as long as its entry is the same."""
        shown = without_secrets(url)
        skipped = [Skipped(shown, None, reason.removeprefix(f"{shown}: "))]
        if url in self._checksums:
            self._library.keep_file(url, note.as_json(), skipped)
        else:
            self._library.store_file(self._location, url, "", (), skipped, note.as_json())


def _is_due(next_due: datetime | None, now: datetime) -> bool:
    """Whether a source may be asked; one put off for longer than any is was put off while the clock was ahead."""
    return next_due is None or next_due <= now or next_due > now + _LONGEST_ASKED_FOR


def _back_off(failures: int, error: Exception) -> timedelta:
    """How long a source that failed once more is left alone."""
    if isinstance(error, FetchError) and error.retry_after_seconds is not None:
        return timedelta(seconds=error.retry_after_seconds)
    if isinstance(error, FetchError) and error.status in (404, 410):
        return _LONGEST_BACK_OFF
    return min(_FIRST_BACK_OFF * (1 << min(failures, 10)), _LONGEST_BACK_OFF)
