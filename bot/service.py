"""Service: the one object the command line and Telegram share. It opens what is needed, when it is needed."""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Collection, Iterable, Sequence
from datetime import date, datetime
from functools import cached_property
from pathlib import Path

from bot import measures
from bot.answers.answer import Answer, Held
from bot.answers.comparisons import Comparison, compare
from bot.answers.engine import ask
from bot.answers.entities import facts
from bot.answers.llm import OnSentence
from bot.answers.lookup import nearest_names
from bot.answers.timelines import Timeline, timeline
from bot.backup.swapping import finish
from bot.found import EntryHistory, MatchedPart, SearchHit, Who, WhoMatch
from bot.language_model import LanguageModel, Usage
from bot.measures import run_counted
from bot.news import Latest, NewsItem, Seen, Watched, history_of, latest, news
from bot.places import home_of, state_of
from bot.previews import Preview, preview_of_file, preview_of_link, same_beginning
from bot.profiles import Profile, Profiles, profile_of, profiles
from bot.question_check import judge_by
from bot.settings import PREFIX, Settings
from bot.spending import DATABASE_NAME as SPENDING_DATABASE
from bot.spending import Spending, spent_today
from bot.state import State
from bot.status import GenerationStatus, ListStatus, LlmStatus, SourceStatus, Status
from bot.uploads import Uploads
from bot.writer import Writer
from corpus.article import Article
from corpus.copying import copy_library
from corpus.errors import SanctionsBotError, ServerAwayError, SettingsError
from corpus.library import Library, Source
from corpus.listing import Listing
from corpus.sources import SAMPLE, location_of
from corpus.web_addresses import is_web, normal, without_secrets
from index.generations import Generations
from index.live import LiveIndex
from index.names import NameMatch, normalise
from index.reading import Web
from index.report import IndexReport, ProgressCallback, WaitingItem
from index.reranker import Reranker
from index.runs import Run, RunLog
from index.search import Snapshot
from index.update import accept, discard, roll_back, update
from index.writing import who_writes

RUNS_SHOWN = 10

_NEWS_FORMS = 5  # of a name in the articles, shown


class Service:
    """Thread-safe: many may ask while one re-indexes."""

    def __init__(self, settings: Settings) -> None:
        """Nothing is opened before it is needed."""
        self.settings = settings
        finish(settings.data)  # a restore that was cut off
        self._home = home_of(settings)
        self._opening = threading.RLock()

    @cached_property
    def _library(self) -> Library:
        return Library(self._home.library)

    @cached_property
    def reranker(self) -> Reranker | None:
        """What reads the passages found once more, None where no model is set for it."""
        return Reranker(self.settings.reranker_model) if self.settings.reranker_model else None

    @cached_property
    def _live(self) -> LiveIndex:
        return LiveIndex(self._home, self._opened_library(), self.reranker)

    def _opened_library(self) -> Library:
        with self._opening:
            return self._library

    def snapshot(self) -> Snapshot:
        """The live index as it is now. Raises SanctionsBotError when nothing is indexed yet."""
        with self._opening:
            live = self._live
        snapshot = live.snapshot()
        if snapshot is None:
            raise SanctionsBotError("nothing is indexed yet: run `sanctions-bot index PATH` (or `ask`, for the sample)")
        return snapshot

    def warm_up(self) -> None:
        """Open what answering needs, so that the first asker does not wait for it. Blocks.

        Raises SanctionsBotError when there is nothing to answer from.
        """
        model = self._model()
        if model is not None:
            model.warm_up()
        self.search("sanctions", 1)

    def close(self) -> None:
        """Let go of the library; the service can't be used after."""
        with self._opening:
            if "_library" in self.__dict__:
                self._library.close()
            if "_spending" in self.__dict__:
                self._spending.close()
            self._home.close()

    def ask(
        self,
        question: str,
        *,
        history: Sequence[str] = (),
        as_of: date | None = None,
        writer: Writer | None = None,
        on_sentence: OnSentence | None = None,
        stop: threading.Event | None = None,
    ) -> Answer:
        """Answer `question`; `history` are the asker's earlier questions, oldest first. Blocks (run in a thread).

        The language model writes where one is set, unless `writer` says otherwise; `on_sentence` is given its sentences
        as they are verified, `stop` ends it: then the answer is what it had written, or quotations. Raises
        SettingsError when it is asked for and not set.
        """
        model = None if writer is Writer.QUOTES else self._model()
        if writer is Writer.LLM and model is None:
            raise SettingsError(f"no language model is set: {PREFIX}LLM_URL and {PREFIX}LLM_MODEL say which writes")
        writing = model.until(stop) if model is not None and stop is not None else model
        answer = ask(question, history, self.snapshot(), as_of=as_of, model=writing, on_sentence=on_sentence)
        if model is None and self._over_budget():
            note = "Quoted from the sources: today's budget for the language model is used up."
            answer = answer.model_copy(update={"notes": (*answer.notes, note)})
        return answer

    def writes_with_model(self) -> bool:
        """Whether a language model writes now: answers take seconds then, and can be stopped."""
        return self._model() is not None

    def _model(self) -> LanguageModel | None:
        """The language model that writes, None where none is set or today's budget is used up."""
        if self.settings.llm_url is None or self.settings.llm_model is None or self._over_budget():
            return None
        with self._opening:
            return self._language_model

    @cached_property
    def _language_model(self) -> LanguageModel:
        settings = self.settings
        assert settings.llm_url is not None
        assert settings.llm_model is not None
        return LanguageModel(
            str(settings.llm_url), settings.llm_model, settings.llm_key, seconds=settings.llm_seconds,
            used=self._used,
        )  # fmt: skip

    def _used(self, usage: Usage) -> None:
        self._spending.add(usage)
        measures.count("llm_tokens", usage.prompt_tokens, direction="read")
        measures.count("llm_tokens", usage.completion_tokens, direction="written")
        measures.observe("llm_seconds", usage.seconds)

    @cached_property
    def _spending(self) -> Spending:
        return Spending(self.settings.data / SPENDING_DATABASE)

    def _over_budget(self) -> bool:
        limit = self.settings.llm_tokens_per_day
        if not limit or self.settings.llm_url is None or self.settings.llm_model is None:
            return False
        with self._opening:
            spending = self._spending
        return spending.today().tokens >= limit

    def search(self, query: str, count: int = 10, *, as_of: date | None = None) -> list[SearchHit]:
        """The `count` passages nearest to `query`, best first."""
        index = self.snapshot()
        return [
            SearchHit(
                passage_id=hit.passage_id,
                article_id=hit.article.id,
                url=hit.article.url,
                title=hit.article.title,
                source=hit.article.source,
                published=hit.article.published,
                passage=hit.text,
                start=hit.start,
                end=hit.end,
                score=round(hit.score, 4),
                by_words_alone=hit.by_words_alone,
            )
            for hit in index.search(index.query(query), count, as_of=as_of)
        ]

    def who(self, name: str) -> Who:
        """Listings that `name` may belong to, best first, and articles that mention it or them."""
        index = self.snapshot()
        found = index.directory.match(name)
        matches, nearest = (
            tuple(self._who_match(index, match) for match in some)
            for some in (found, () if found else nearest_names(index, name))
        )
        articles = index.articles_naming(name, {match.listing.id for match in found})
        return Who(matches=matches, nearest=nearest, articles=tuple(Held.of(article) for article in articles))

    def _who_match(self, index: Snapshot, match: NameMatch) -> WhoMatch:
        return WhoMatch(
            listing_id=match.listing.id,
            list=match.listing.list,
            name=match.listing.name,
            matched_name=match.matched_name.text,
            score=match.score,
            how=match.how,
            kind=match.listing.kind.value,
            programmes=match.listing.programmes,
            listed_on=match.listing.listed_on,
            delisted_on=match.listing.delisted_on,
            as_of=match.listing.as_of,
            last_seen=match.listing.last_seen,
            absent_from=match.listing.absent_from,
            source_url=match.listing.source_url,
            in_the_news=_in_the_news(index, match.listing),
            history=self.listing_history(match.listing.id),
            facts=tuple(facts(match.listing)),
            explanation=tuple(
                MatchedPart(asked=part.query, listed=part.listed, how=part.how.value, likeness=round(part.likeness, 3))
                for part in match.parts
            ),
        )

    def timeline(
        self,
        name: str,
        *,
        as_of: date | None = None,
        since: date | None = None,
        until: date | None = None,
        picked: frozenset[str] = frozenset(),
    ) -> Timeline:
        """What happened to `name`, in order, by lists and articles; `picked` are ids of those meant. Blocks."""
        return timeline(self.snapshot(), name, as_of=as_of, since=since, until=until, picked=picked)

    def compare(self, *names: str, topic: str = "", as_of: date | None = None) -> Comparison:
        """What lists and articles hold on each of two to four names, side by side. Blocks."""
        return compare(self.snapshot(), names, topic, as_of=as_of)

    def listing_history(self, listing_id: str) -> tuple[EntryHistory, ...]:
        """What the editions of its list did to an entry, the newest first; empty where it is as first read."""
        return history_of(self._opened_library(), listing_id)

    def generation(self) -> str | None:
        """The id of the live generation, None before the first index run. Reads a small file."""
        return Generations(self._home.manifests).current_id()

    def news(self, seen: Seen | None, watched: Iterable[Watched]) -> tuple[Seen, dict[str, list[NewsItem]]]:
        """What the index holds now, and what is new since `seen` by the id of the watch it is for. Blocks."""
        return news(self.snapshot(), self._opened_library(), seen, watched)

    def latest(self, count: int, offset: int = 0, name: str = "") -> Latest:
        """The newest things held, of everybody or of `name`; `offset` counts articles. Blocks."""
        return latest(self.snapshot(), self._opened_library(), count, offset, name)

    def profiles(self, name: str) -> Profiles:
        """All that is held on a name. Blocks."""
        return profiles(self.snapshot(), self._opened_library(), name)

    def profile_of(self, listing_id: str) -> Profile | None:
        """What is held on whom this entry of a list is about; None where the lists hold it no more. Blocks."""
        return profile_of(self.snapshot(), self._opened_library(), listing_id)

    def article(self, article_id: str) -> Article | None:
        """The article with this id, None where it is not held (any more). Blocks."""
        return self._opened_library().current_articles([article_id]).get(article_id)

    def names_in(self, text: str) -> list[str]:
        """The listed names that a text mentions, as it writes them, the first first. Blocks."""
        mentions = self.snapshot().directory.mentions(text)
        return list(dict.fromkeys(text[one.start : one.end] for one in mentions))

    def index(
        self,
        locations: Sequence[str] = (),
        *,
        full: bool = False,
        dry_run: bool = False,
        allow_removals: bool = False,
        progress: ProgressCallback | None = None,
        by: str = "",
        only: Collection[str] | None = None,
    ) -> IndexReport:
        """Add `locations`, paths or web addresses, as sources and bring the index up to date with all. Blocks.

        With `only` no other sources than those at these locations are read. `by` is who or what started the run. Raises
        WriterBusyError when another run is under way, SanctionsBotError when a location is not there.
        """
        if self.settings.database_url is not None:
            self._bring_uploads()
        library = self._opened_library()
        known = {source.location for source in library.sources()}
        with run_counted() as run:
            report = run.report = update(
                self._home,
                library,
                [
                    *map(location_of, locations),
                    *(location for location in self._set_sources() if location not in known),
                ],
                full=full,
                dry_run=dry_run,
                allow_removals=allow_removals,
                web=Web(self.settings.allow_private_addresses, self.settings.fetch_delay_seconds),
                progress=progress,
                judge=judge_by(self.settings.questions_file) if self.settings.questions_file is not None else None,
                by=by,
                only=only,
            )
        if not dry_run:
            self._follow()
        return report

    def _bring_uploads(self) -> None:
        """Have at hand what was uploaded at other replicas."""
        state = State(state_of(self.settings))
        try:
            Uploads(self.settings, state).bring()
        finally:
            state.close()

    def preview_file(self, path: Path) -> Preview:
        """What adding the file at `path` would bring. Blocks. Raises OSError."""
        return preview_of_file(path, self._held_like)

    def preview_link(self, location: str) -> Preview:
        """What adding a web address would bring. Blocks. Raises FetchError and InputError."""
        web = Web(self.settings.allow_private_addresses, self.settings.fetch_delay_seconds)
        return preview_of_link(normal(location), web, self._held_like)

    def has_source(self, location: str) -> bool:
        """Whether this web address is a source already."""
        return normal(location) in {source.location for source in self._opened_library().sources()}

    def _held_like(self, article: Article) -> Article | None:
        """The article held that is this one, or that begins as it does."""
        known = self.article(article.id)
        if known is not None or self.generation() is None:
            return known
        hits = self.search(article.text[:300], 5)
        held = self._opened_library().current_articles([hit.article_id for hit in hits])
        return next((one for one in held.values() if same_beginning(one.text, article.text)), None)

    def runs(self, count: int) -> list[Run]:
        """The last `count` index runs of this data folder, the newest first."""
        return RunLog(self._home.runs).last(count, running=who_writes(self._home) is not None)

    def _follow(self) -> None:
        """Answer from what this service switched to at once; what another replica switches to is followed soon."""
        if self._home.is_shared:
            with self._opening:
                live = self._live
            live.catch_up()

    def reindex(self, progress: ProgressCallback | None = None, *, by: str = "") -> IndexReport:
        """Bring the index up to date with all sources. Blocks. Raises WriterBusyError when another run is under way."""
        return self.index(progress=progress, by=by)

    def ensure_sample(self, progress: ProgressCallback | None = None) -> IndexReport | None:
        """Where nothing was ever indexed and no source is set, index the sample corpus; None when there was no need."""
        if Generations(self._home.manifests).current_id() is not None:
            return None
        library = self._opened_library()
        if not library.sources() and not self.settings.sources:
            library.add_source(SAMPLE)
        return self.index(progress=progress, by="first use")

    def roll_back(self, to: str | None = None, *, by: str = "") -> str:
        """Switch to the kept generation `to`, else to the one before the live one; returns its id."""
        generation = roll_back(self._home, self._opened_library(), to, by=by).id
        self._follow()
        return generation

    def accept(self, generation: str | None = None, *, by: str = "") -> str:
        """Switch to the generation that waits for a yes, which must be this one where one is given; returns its id."""
        accepted = accept(self._home, self._opened_library(), generation, by=by).id
        self._follow()
        return accepted

    def discard(self, generation: str | None = None, *, by: str = "") -> str:
        """Forget the generation that waits for a yes, which must be this one where one is given; returns its id."""
        return discard(self._home, self._opened_library(), generation, by=by)

    def waiting(self) -> WaitingItem | None:
        """The generation that waits for a yes, if any does. Reads a small file."""
        waiting = Generations(self._home.manifests).held_back()
        return WaitingItem(generation=waiting.generation, reason=waiting.reason) if waiting is not None else None

    def kept(self) -> list[GenerationStatus]:
        """The generations that can be gone back to, and the live one, in order of age, oldest first."""
        generations = Generations(self._home.manifests)
        live = generations.current_id()
        return [
            GenerationStatus(
                id=kept.generation,
                switched_at=datetime.fromisoformat(kept.at) if kept.at else None,
                articles=kept.articles,
                listings=kept.listings,
                passages=kept.passages,
                live=kept.generation == live,
            )
            for kept in generations.kept()
        ]

    def add_source(self, location: str) -> None:
        """Remember a file, folder or web address for the next index run.

        Raises SanctionsBotError when there is no such file or folder, or when it is no web address.
        """
        self._opened_library().add_source(location_of(location))

    def copy_library(self, origin: Path) -> int:
        """Copy all that the library in the file `origin` holds into this one; returns how many articles and listings.

        Raises LibraryError when this one is not empty. An index run makes them answer.
        """
        return copy_library(origin, self._home.library)

    def remove_source(self, location: str) -> bool:
        """Forget a source, named as it was added or as `sources` shows it; False when it was not known.

        What it gave is gone at the next index run.
        """
        library = self._opened_library()
        names = {location, normal(location)} if is_web(location) else {location, str(Path(location).resolve())}
        held = [source.location for source in library.sources()]
        meant = [one for one in held if one in names] or [one for one in held if without_secrets(one) in names]
        if len(meant) > 1:
            raise SanctionsBotError(f"{location} stands for {len(meant)} sources; name it with its login or key")
        return bool(meant) and library.remove_source(meant[0])

    def status(self) -> Status:
        """What is held and how it is."""
        health: dict[str, str] = {}
        running = who_writes(self._home)
        runs = tuple(RunLog(self._home.runs).last(RUNS_SHOWN, running=running is not None))
        try:
            index = self.snapshot()
        except SanctionsBotError as error:
            health["index"] = str(error)
            return Status(
                generation=None, articles=0, listings=0, passages=0, model=self._home.model, gaps=self._gaps(),
                llm=self._llm_status(), runs=runs, health=health,
            )  # fmt: skip
        manifest = index.manifest
        health |= _health(index)
        generations = Generations(self._home.manifests)
        live, waiting = generations.live(), generations.held_back()
        if live is not None and live.why == "rollback":
            health["rollback"] = (
                f"{live.generation} is live since it was gone back to on {live.at[:10]}; a run that would bring back "
                "what was rolled away waits for `index --accept`"
            )
        if waiting is not None:
            health["waiting"] = f"{waiting.generation} waits for a yes (`index --accept`): {waiting.reason}"
        for source in self.sources():
            if source.last_error:
                health[f"source {source.location}"] = source.last_error
        return Status(
            generation=manifest.id,
            articles=len(manifest.articles),
            listings=len(manifest.listings),
            lists=tuple(
                ListStatus(list=name, entries=entries, as_of=day) for name, (entries, day) in index.editions().items()
            ),
            passages=len(manifest.passages),
            model=manifest.model,
            newest_article=index.newest_article(),
            last_run=max([run.started_at for run in runs] or [datetime.fromisoformat(manifest.made_at)]),
            generations=tuple(self.kept()),
            waiting=WaitingItem(generation=waiting.generation, reason=waiting.reason) if waiting is not None else None,
            runs=runs,
            gaps=self._gaps(),
            llm=self._llm_status(),
            health=health,
        )

    def _llm_status(self) -> LlmStatus | None:
        settings = self.settings
        if settings.llm_url is None or settings.llm_model is None:
            return None
        spent = spent_today(settings.data / SPENDING_DATABASE)
        return LlmStatus(
            model=settings.llm_model,
            requests_today=spent.requests if spent else 0,
            tokens_today=spent.tokens if spent else 0,
            tokens_per_day=settings.llm_tokens_per_day or None,
            cost_today=round(spent.cost(settings.llm_price_in, settings.llm_price_out), 4) if spent else 0.0,
        )

    def _gaps(self) -> int:
        place = state_of(self.settings)
        if isinstance(place, Path) and not place.is_file():
            return 0
        state = State(place)
        try:
            return state.gaps.count()
        finally:
            state.close()

    def sources(self) -> list[SourceStatus]:
        """The places articles come from."""
        return [_source_status(source) for source in self._opened_library().sources()]

    def source(self, source_id: str) -> tuple[str, SourceStatus] | None:
        """The location of the source with this id, secrets and all, and its status; None where there is none."""
        for source in self._opened_library().sources():
            if _source_id(source.location) == source_id:
                return source.location, _source_status(source)
        return None

    def is_set_as_source(self, location: str) -> bool:
        """Whether the settings name this source, so that each run adds it again."""
        return location in self._set_sources()

    def _set_sources(self) -> list[str]:
        return [normal(text) if is_web(text) else str(Path(text).resolve()) for text in self.settings.sources]


def _source_id(location: str) -> str:
    return hashlib.sha256(location.encode()).hexdigest()[:12]


def _source_status(source: Source) -> SourceStatus:
    return SourceStatus(
        id=_source_id(source.location),
        location=without_secrets(source.location),
        kind=source.kind,
        articles=source.articles,
        listings=source.listings,
        files=source.files,
        skipped=source.skipped,
        failures=source.failures,
        next_due=source.next_due,
        last_success=source.last_success,
        last_error=source.last_error,
    )


def _health(index: Snapshot) -> dict[str, str]:
    """Whether all of the live generation is there."""
    try:
        missing = index.missing_passages()
    except ServerAwayError as error:
        return {"index": "keywords alone answer, vectors are away", "chroma": str(error)}
    return {"index": "ok" if not missing else f"{missing} passages lack vectors or keywords; run `index --full`"}


def _in_the_news(index: Snapshot, listing: Listing) -> tuple[str, ...]:
    """How articles write the listing's name, other than the list does."""
    listed = {normalise(name.text) for name in listing.names}
    told: dict[str, str] = {}
    for form in index.written_forms(listing.id):
        told.setdefault(normalise(form), form)
    return tuple(form for key, form in told.items() if key not in listed)[:_NEWS_FORMS]
