"""Measure how well copies of a story are told from other stories, on copies made of real articles, and how fast.

    python benchmarks/duplicates.py FOLDER [--found]

FOLDER has articles in any format the program reads, such as ../shared/data/articles. Of each article copies are made
(syndicated with edits, trimmed, with another headline) and things that look like copies (the same wording with other
names, another story with the same background paragraphs). One half of the articles is for tuning the thresholds in
corpus/duplicates.py, the other for the figures to report; the seed is fixed. `--found` prints the stories told twice
among the articles as they are, to be judged by a reader.
"""

from __future__ import annotations

import random
import re
import sys
import time
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path

from corpus import readers
from corpus.article import Article, article_id
from corpus.duplicates import stories
from corpus.wording import outline

SEED = 20201130
FEWEST_WORDS = 60
HARDEST = 3  # near neighbours of each article that must stay apart
_NAMES = "Arvendal Bexholm Corvane Dunmarsh Elthorpe Farrowby Garrick Hollin Ismere Jarrow Kestrin Lommel".split()


@dataclass(frozen=True)
class Told:
    """One article, which story it tells, and how it was made."""

    article: Article
    story: str
    kind: str


def real_articles(folder: Path) -> list[Article]:
    """The articles under `folder` that are long enough to be edited, each address once."""
    found: dict[str, Article] = {}
    for path in readers.files(folder):
        for content in readers.read(path, lambda _: None):
            if isinstance(content, Article) and len(content.text.split()) >= FEWEST_WORDS:
                found.setdefault(content.id, content)
    return sorted(found.values(), key=lambda article: article.id)


def halves(articles: Sequence[Article]) -> tuple[list[Article], list[Article]]:
    """The articles for tuning and those for reporting."""
    mixed = list(articles)
    random.Random(SEED).shuffle(mixed)
    return mixed[: len(mixed) // 2], mixed[len(mixed) // 2 :]


def collection(articles: Sequence[Article], others: Sequence[Article]) -> list[Told]:
    """The articles, copies of each, and what only looks like copies, made with as many `others` of their own."""
    chance = random.Random(SEED)
    told = []
    for article, other in zip(articles, others, strict=False):
        edited = _syndicated(article.text, chance)
        told += [
            Told(article, article.id, "original"),
            _told(article, "re-headlined", _retyped(article.text)),
            _told(article, "syndicated", edited),
            _told(article, "trimmed", _trimmed(article.text, chance)),
            _told(article, "syndicated and trimmed", _trimmed(_syndicated(article.text, chance), chance)),
            _told(article, "other names", _renamed(article.text, chance), article.id + " renamed"),
            _told(article, "same background", _backed(other.text, article.text, chance), article.id + " backed"),
        ]
    return told


def _told(article: Article, kind: str, text: str, story: str | None = None) -> Told:
    key = article_id(f"{kind} {article.id}")
    made = Article(id=key, title=f"{kind}: {article.title}", text=text, source=f"Paper {key[:6]}")
    return Told(made, story or article.id, kind)


def _sentences(text: str) -> list[str]:
    return [part for part in re.split(r"(?<=[.!?”\"])\s+|\n+", text) if part.strip()]


def _retyped(text: str) -> str:
    """The same words with plain quotation marks and dashes, in one paragraph."""
    plain = text.translate(str.maketrans("“”‘’–—", "\"\"''--"))
    return "Reposted.\n" + " ".join(plain.split())


def _syndicated(text: str, chance: random.Random) -> str:
    """As another newsroom prints it: byline, new lead, words changed, a name respelled, sentences left out or added."""
    sentences = _sentences(text)
    lead = sentences[0].split()
    chance.shuffle(lead)
    body = sentences[1:]
    for _ in range(round(len(body) * chance.uniform(0, 0.15))):
        body.pop(chance.randrange(len(body)))
    words = " ".join(body).split(" ")
    small = [word for word in words if word.isalpha() and word.islower()] or ["said"]
    for place, word in enumerate(words):
        if word.islower() and chance.random() < 0.04:
            words[place] = chance.choice(small)
    edited = " ".join(words)
    names = _frequent_names(edited)
    if names and chance.random() < 0.5:
        name = chance.choice(names[:8])
        edited = re.sub(rf"\b{re.escape(name)}\b", _respelled(name, chance), edited)
    city, agency, first, last = chance.sample(_NAMES, 4)
    added = " ".join(chance.sample(small, min(len(small), 25)))
    return f"By {first} {last}\n{city.upper()} ({agency}) - {' '.join(lead)}\n{edited}\n{added}. Copyright {agency}."


def _respelled(name: str, chance: random.Random) -> str:
    """As another newsroom writes a foreign name: a vowel changed, a letter doubled, or another ending."""
    place = chance.randrange(1, len(name))
    if name[place] in "aeiou":
        return name[:place] + chance.choice("aeiou") + name[place + 1 :]
    return name + chance.choice(["y", "i"]) if chance.random() < 0.5 else name[:place] + name[place] + name[place:]


def _trimmed(text: str, chance: random.Random) -> str:
    """The first 40 to 70 % of the story."""
    words = text.split(" ")
    return " ".join(words[: max(20, round(len(words) * chance.uniform(0.4, 0.7)))]) + "... Read more at the source."


def _frequent_names(text: str) -> list[str]:
    small = set(re.findall(r"\b[a-z]+\b", text))
    found = Counter(re.findall(r"(?<=[a-z,] )[A-Z][\w’]+", text))
    return [name for name, _ in found.most_common() if name.lower() not in small]


def _renamed(text: str, chance: random.Random) -> str:
    """The same wording about others: its three most frequent names and half of its numbers are changed."""
    fresh = chance.sample(_NAMES, 3)
    for old, new in zip(_frequent_names(text)[:3], fresh, strict=False):
        text = re.sub(rf"\b{re.escape(old)}\b", new, text)

    def changed(match: re.Match[str]) -> str:
        return str(chance.randrange(10, 3000)) if chance.random() < 0.5 else match.group()

    return re.sub(r"\d+", changed, text)


def _backed(text: str, background: str, chance: random.Random) -> str:
    """`text` followed by background paragraphs of another story, which make 25 to 40 % of the whole."""
    words, behind = text.split(" "), background.split(" ")
    share = chance.uniform(0.25, 0.4)
    wanted = min(round(len(words) * share / (1 - share)), round(len(behind) * 0.4))
    return " ".join(words + behind[-wanted:]) if wanted else text


@dataclass(frozen=True)
class Measured:
    """Pairs of articles said to tell one story, against what is so."""

    right: int
    said: int
    so: int
    wrong_kinds: dict[tuple[str, str], int]
    missed_kinds: dict[tuple[str, str], int]

    @property
    def precision(self) -> float:
        """The share of pairs said that are so."""
        return self.right / self.said if self.said else 1.0

    @property
    def recall(self) -> float:
        """The share of pairs that are so which were said."""
        return self.right / self.so if self.so else 1.0

    @property
    def f1(self) -> float:
        """The harmonic mean of both."""
        return 2 * self.right / (self.said + self.so) if self.said + self.so else 1.0


def measure(told: Sequence[Told], same: Iterable[tuple[str, str]] = ()) -> Measured:
    """Compare what `stories` finds among `told` with how they were made; `same` are ids of real copies."""
    by_id = {one.article.id: one for one in told}
    merged = {other: one for one, other in same}
    label = {key: merged.get(one.story, one.story) for key, one in by_id.items()}
    said = {
        tuple(sorted(pair))
        for story in stories([outline(one.article) for one in told])
        for pair in combinations((story.kept, *story.copies), 2)
    }
    groups: dict[str, list[str]] = {}
    for key, story in label.items():
        groups.setdefault(story, []).append(key)
    so = {tuple(sorted(pair)) for keys in groups.values() for pair in combinations(keys, 2)}

    def kinds(pairs: set[tuple[str, ...]]) -> dict[tuple[str, str], int]:
        found = Counter(tuple(sorted((by_id[one].kind, by_id[other].kind))) for one, other in pairs)
        return dict(found.most_common())  # type: ignore[arg-type]

    return Measured(len(said & so), len(said), len(so), kinds(said - so), kinds(so - said))


def nearest_pairs(articles: Sequence[Article]) -> Iterator[tuple[float, str, str]]:
    """Cosine and ids of each article with those nearest to it by TF-IDF."""
    from sklearn.feature_extraction.text import TfidfVectorizer

    matrix = TfidfVectorizer(stop_words="english", sublinear_tf=True).fit_transform(a.text for a in articles)
    cosines = (matrix @ matrix.T).toarray()
    for place, row in enumerate(cosines):
        row[place] = 0
        for other in row.argsort()[-HARDEST:]:
            yield float(row[other]), articles[place].id, articles[other].id


def report_found(articles: Sequence[Article]) -> None:
    """Print each story told more than once among `articles`, for a reader to judge."""
    by_id = {article.id: article for article in articles}
    for story in stories([outline(article) for article in articles]):
        for key in (story.kept, *story.copies):
            one = by_id[key]
            mark = "kept" if key == story.kept else "copy"
            print(f"{mark} {len(one.text.split()):>6} words {one.published} {one.url} | {one.title}")
        print()


def main(folder: str, *options: str) -> None:
    """Print the figures, or the stories found."""
    articles = real_articles(Path(folder))
    if "--found" in options:
        report_found(articles)
        return
    real = [(story.kept, copy) for story in stories([outline(a) for a in articles]) for copy in story.copies]
    print(f"{len(articles)} articles, of which {len(real)} are copies as they are (see --found)")
    tuning, reported = halves(articles)
    for name, half, rest in (("tuning half", tuning, reported), ("reported half", reported, tuning)):
        told = collection(half, rest)
        found = measure(told, real)
        print(
            f"{name}: {len(told)} articles, {found.so} pairs that are one story; precision {found.precision:.4f}, "
            f"recall {found.recall:.4f}, F1 {found.f1:.4f}"
        )
        print("    said but not so:", found.wrong_kinds)
        print("    missed:", found.missed_kinds)
    together = {frozenset(pair) for pair in real}
    hardest = {frozenset((one, other)): cosine for cosine, one, other in nearest_pairs(articles)}
    print(f"{len(hardest)} nearest pairs of real articles, {len(together & hardest.keys())} said to be one story")
    many = [one.article for one in collection(articles, articles) if one.kind != "same background"][:10_000]
    started = time.perf_counter()
    outlines = [outline(article) for article in many]
    outlined = time.perf_counter()
    count = len(stories(outlines))
    done = time.perf_counter()
    words = sum(len(one.words) for one in outlines)
    print(
        f"{len(many)} articles, {words} words: outlined in {outlined - started:.1f} s, compared in "
        f"{done - outlined:.1f} s, {count} stories told twice"
    )


if __name__ == "__main__":
    main(*sys.argv[1:])
