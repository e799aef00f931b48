"""Service: the one object the command line and Telegram share. It opens what is needed, when it is needed."""

from __future__ import annotations

import threading
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from bot import measures
from bot.answers.answer import Answer, Held
from bot.answers.comparisons import Comparison, compare
from bot.answers.engine import ask
from bot.answers.entities import facts
from bot.answers.llm import OnSentence
from bot.answers.lookup import nearest_names
from bot.answers.notice import notice
from bot.answers.timelines import Timeline, timeline
from bot.found import EntryHistory, MatchedPart, SearchHit, Who, WhoMatch
from bot.keeping import Keeping
from bot.language_model import LanguageModel, Usage
from bot.news import Latest, NewsItem, Seen, Watched, history_of, latest, news
from bot.places import state_of
from bot.profiles import Profile, Profiles, profile_of, profiles
from bot.settings import PREFIX
from bot.spending import DATABASE_NAME as SPENDING_DATABASE
from bot.spending import Spending, spent_today
from bot.state import State
from bot.status import ListStatus, LlmStatus, Status
from bot.writer import Writer
from corpus.article import Article
from corpus.errors import SanctionsBotError, ServerAwayError, SettingsError
from corpus.listing import Listing
from corpus.web_addresses import normal
from index.generations import Generations
from index.live import LiveIndex
from index.names import NameMatch, normalise
from index.report import WaitingItem
from index.reranker import Reranker
from index.runs import RunLog
from index.search import Snapshot
from index.writing import who_writes

if TYPE_CHECKING:
    from bot.previews import Preview

RUNS_SHOWN = 10

_NEWS_FORMS = 5  # of a name in the articles, shown


class Service(Keeping):
    """Answers, and keeps what it answers from. Thread-safe: many may ask while one re-indexes."""

    @cached_property
    def reranker(self) -> Reranker | None:
        """What reads the passages found once more, None where no model is set for it."""
        return Reranker(self.settings.reranker_model) if self.settings.reranker_model else None

    @cached_property
    def _live(self) -> LiveIndex:
        return LiveIndex(self._home, self._opened_library(), self.reranker)

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
        """Let go of all that is open; the service can't be used after."""
        with self._opening:
            if "_spending" in self.__dict__:
                self._spending.close()
        super().close()

    def _follow(self) -> None:
        """Answer from what this service switched to at once; what another replica switches to is followed soon."""
        if self._home.is_shared:
            with self._opening:
                live = self._live
            live.catch_up()

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
            answer = answer.with_notes(notice("note-model-budget"))
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

    def news(self, seen: Seen | None, watched: Iterable[Watched]) -> tuple[Seen, dict[str, list[NewsItem]]]:
        """What the index holds now, and what is new since `seen` by the id of the watch it is for. Blocks."""
        before = self._versions_of(seen.generation) if seen is not None else {}
        return news(self.snapshot(), self._opened_library(), seen, watched, before)

    def _versions_of(self, generation: str) -> dict[str, str]:
        """Id -> checksum of a generation's articles; empty where it is kept no more."""
        try:
            return {one.id: one.checksum for one in Generations(self._home.manifests).read(generation).articles}
        except SanctionsBotError:
            return {}

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

    def preview_file(self, path: Path) -> Preview:
        """What adding the file at `path` would bring. Blocks. Raises OSError."""
        from bot.previews import preview_of_file

        return preview_of_file(path, self._held_like)

    def preview_link(self, location: str) -> Preview:
        """What adding a web address would bring. Blocks. Raises FetchError and InputError."""
        from bot.previews import preview_of_link

        return preview_of_link(normal(location), self._web, self._held_like)

    def _held_like(self, article: Article) -> Article | None:
        """The article held that is this one, or that begins as it does."""
        from bot.previews import same_beginning

        known = self.article(article.id)
        if known is not None or self.generation() is None:
            return known
        hits = self.search(article.text[:300], 5)
        held = self._opened_library().current_articles([hit.article_id for hit in hits])
        return next((one for one in held.values() if same_beginning(one.text, article.text)), None)

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
