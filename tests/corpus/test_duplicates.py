"""Same stories: a copy is known whatever was done to it, and what only looks like one is left alone."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from benchmarks.duplicates import collection, halves, measure, real_articles
from corpus import readers
from corpus.article import Article, article_id
from corpus.duplicates import Story, none_compared, same_publisher, stories
from corpus.sources import SAMPLE, folder_of
from corpus.wording import outline

LEAD = "A freighter owned by Orvane Shipping was turned away from the harbour of Lisset on Tuesday after the port "
LEAD += "authority found its name on a new sanctions list."
BODY = [
    "The ship had come from Tarbeck with grain and machine parts, and was due to unload over three days.",
    "Harbour master Inge Solbakken said her office learned of the listing from an insurer in the early morning.",
    "She had never before sent a loaded ship back to sea, she told reporters on the quay, and hoped not to again.",
    "Orvane Shipping called the listing a mistake and said it would ask a court in Dorn to strike it out.",
    "The company runs 14 freighters, most of them older than 20 years, and employs about 600 people.",
    "Officials accuse it of carrying parts for drones under false papers, which it denies.",
    "Two of its ships were held last year, one in Tarbeck and one in Port Calder, and later let go.",
    "Dockers stood by while the pilot boat led the freighter out past the breakwater before noon.",
    "The grain was meant for mills inland, and bakers there expect prices to rise within weeks.",
    "A spokesman for the ministry of transport said other ports had been told to look out for the fleet.",
]
STORY = "\n\n".join([LEAD, *BODY])
FORM = (
    "The Office today designated {name} for having materially assisted the defence industry. {name}, based in {town}, "
    "supplied machine tools worth {sum} million to buyers under sanctions. All property of {name} in the country is "
    "blocked and must be reported to the Office. Banks may wind down accounts of {name} until the end of the month, "
    "and no new business is allowed. Persons who deal with it may themselves be designated."
)


def told(
    key: str,
    text: str,
    day: str | None = None,
    source: str | None = None,
    url: str | None = None,
    title: str = "A title",
) -> Article:
    return Article(
        id=key, title=title, text=text, source=source, url=url, published=date.fromisoformat(day) if day else None
    )


def sample_articles() -> list[Article]:
    folder = folder_of(SAMPLE)
    contents = [content for path in readers.files(folder) for content in readers.read(path, lambda _: None)]
    return [content for content in contents if isinstance(content, Article)]


def found(*articles: Article) -> list[Story]:
    return stories([outline(article) for article in articles])


def one_story(*texts: str) -> bool:
    same = found(*(told(str(place), text) for place, text in enumerate(texts)))
    return len(same) == 1 and len(same[0].copies) == len(texts) - 1


def test_the_same_words_are_one_story_whatever_their_spacing_case_and_marks() -> None:
    assert one_story(STORY, " ".join(STORY.split()).replace(",", " -").upper())


def test_short_notes_of_the_same_words_are_one_story() -> None:
    assert one_story("Nothing new today.", "Nothing  new today")
    assert found(told("a", "Nothing new today."), told("b", "Something new today.")) == []


def test_another_headline_makes_no_other_story() -> None:
    assert found(told("a", STORY), told("b", STORY, title="Ship sent away")) == [Story("a", ("b",))]


@pytest.mark.parametrize("share", [0.4, 0.55, 0.7])
def test_the_first_part_of_a_story_is_the_same_story_and_the_whole_is_kept(share: float) -> None:
    words = STORY.split(" ")
    part = " ".join(words[: int(len(words) * share)]) + "... Read on at our site"
    assert found(told("part", part, "2024-03-05"), told("whole", STORY, "2024-03-06")) == [Story("whole", ("part",))]


def test_a_copy_with_another_lead_a_byline_and_edits_is_the_same_story() -> None:
    lead = "By Per Holm\nLISSET (Northern Press) - Port officials refused a freighter over sanctions this week."
    edited = "\n".join([lead, *BODY[:4], *BODY[5:]])
    edited = edited.replace("came", "sailed").replace("about 600", "some 600").replace("before noon", "at midday")
    assert one_story(STORY, edited)


def test_a_foreign_name_spelled_otherwise_makes_no_other_story() -> None:
    assert one_story(STORY, STORY.replace("Solbakken", "Solbakkan").replace("Lisset", "Líssett"))


def test_a_form_filled_in_for_another_company_is_another_story() -> None:
    one = FORM.format(name="Tavrin Tools", town="Dorn", sum=3)
    other = FORM.format(name="Quell Optics", town="Port Calder", sum=8)
    assert found(told("a", one), told("b", other)) == []


def test_a_form_for_another_company_is_another_story_though_all_else_is_alike() -> None:
    one = FORM.format(name="TAVRIN", town="Dorn", sum=3)
    assert found(told("a", one), told("b", one.replace("TAVRIN", "QUELL"))) == []


def test_a_story_with_the_background_of_another_is_another_story() -> None:
    fresh = [
        "A court in Dorn threw out a complaint by a shipping company against its listing on Friday.",
        "The judges found that the papers shown by the government were enough to act on.",
        "Lawyers for the company said that they would take the matter to the highest court.",
        "It was the first ruling on the new list, which names forty companies in nine countries.",
        "Trade groups had hoped for clearer rules on what a carrier must ask of its customers.",
    ]
    assert found(told("a", STORY), told("b", "\n\n".join([*fresh, *BODY[4:]]))) == []


def test_two_stories_in_one_digest_are_not_made_one() -> None:
    other = FORM.format(name="Tavrin Tools", town="Dorn", sum=3) + " The firm did not answer its telephone on Friday."
    digest = f"{STORY}\n\n{other}"
    for story in found(told("digest", digest), told("ship", STORY), told("tools", other)):
        assert not {"ship", "tools"} <= {story.kept, *story.copies} or story.kept == "digest"


def test_the_earliest_of_equally_full_copies_is_kept_and_a_dated_one_before_an_undated() -> None:
    dated = told("b", STORY, "2024-03-05", "The Port Paper")
    later = told("a", STORY, "2024-03-07", "Inland News")
    assert found(later, dated, told("c", STORY)) == [Story("b", ("a", "c"))]


def test_an_update_by_the_same_publisher_is_kept_instead() -> None:
    first = told("a", STORY, "2024-03-05", "The Port Paper")
    update = told("b", STORY + " The ship has since anchored off Tarbeck.", "2024-03-06", "The Port Paper")
    copy = told("c", STORY, "2024-03-07", "Inland News")
    assert found(first, update, copy) == [Story("b", ("a", "c"))]


def test_a_later_teaser_by_the_same_publisher_is_no_update() -> None:
    first = told("a", STORY, "2024-03-05", "The Port Paper")
    teaser = told("b", STORY[: len(STORY) // 2], "2024-03-06", "The Port Paper")
    assert found(first, teaser) == [Story("a", ("b",))]


def test_a_page_rewritten_under_another_form_of_its_address_is_the_same_story() -> None:
    page = "https://www.port-paper.example/2024/ship"
    rewritten = "\n\n".join(["The freighter has left for Tarbeck, its owner said.", *BODY[:4], *reversed(BODY[7:])])
    one, mobile = told("a", STORY, url=page), "https://m.port-paper.example/2024/ship/amp?utm_source=feed"
    assert found(one, told("b", rewritten, url=mobile)) == [Story("a", ("b",))]


def test_pages_told_apart_by_their_query_are_different_pages() -> None:
    form = "https://list.example/entry?id={}"
    one, other = (FORM.format(name=name, town="Dorn", sum=3) for name in ("Tavrin Tools", "Quell Optics"))
    assert found(told("a", one, url=form.format(1)), told("b", other, url=form.format(2))) == []


def test_what_is_found_does_not_depend_on_the_order() -> None:
    articles = [told(str(n), STORY + " More of it." * n, f"2024-03-0{n + 1}") for n in range(4)]
    articles.append(told("form", FORM.format(name="Tavrin Tools", town="Dorn", sum=3)))
    assert found(*articles) == found(*reversed(articles))


def test_one_in_a_crowd_of_copies_finds_its_story() -> None:
    crowd = [told(f"{n:03}", f"{STORY} Printed in edition {n}.", "2024-03-05") for n in range(200)]
    assert [len(story.copies) for story in found(*crowd)] == [199]


def test_texts_without_a_word_or_alike_only_in_having_none_are_left_alone() -> None:
    assert found(told("a", "…"), told("b", "***"), told("c", "***")) == []
    assert found() == []


def test_text_in_a_script_without_spaces_is_compared_too() -> None:
    text = "港口当局星期二拒绝一艘货轮入港因为它的船东出现在新的制裁名单上船上装有粮食和机器零件"
    assert one_story(text, text + "。")


def test_publishers_are_the_same_by_name_or_where_none_is_given_by_host() -> None:
    assert same_publisher(told("a", "x", source="Port Paper"), told("b", "x", source="PORT PAPER"))
    assert not same_publisher(told("a", "x", source="Port Paper"), told("b", "x", source="Inland News"))
    site = "https://{}.port-paper.example/{}"
    assert same_publisher(told("a", "x", url=site.format("www", 1)), told("b", "x", url=site.format("m", 2)))
    assert not same_publisher(told("a", "x"), told("b", "x"))


def test_an_address_that_cannot_be_parsed_stops_nothing() -> None:
    assert found(told("a", STORY, url="https://[broken"), told("b", STORY, url="https://[other")) == [
        Story("a", ("b",))
    ]


def test_the_notes_of_the_sample_are_all_different_stories() -> None:
    assert stories([outline(note) for note in sample_articles()]) == []


@pytest.mark.slow
def test_copies_of_real_articles_are_told_from_other_stories() -> None:
    folder = Path(__file__).resolve().parents[2].parent / "shared" / "data" / "articles"
    if not folder.is_dir():
        pytest.skip("the real news lies in shared/data beside the checkout, and there is none here")
    tuning, reported = halves(real_articles(folder))
    measured = measure(collection(reported, tuning))
    assert measured.f1 >= 0.97
    assert measured.precision >= 0.97


def test_the_benchmark_makes_the_same_copies_each_time() -> None:
    made = [[one.article for one in collection([told(article_id("a"), STORY)], [told("b", STORY)])] for _ in range(2)]
    assert made[0] == made[1]


def test_logs_that_fill_in_one_form_over_and_over_are_kept_apart():
    def log(day: int) -> str:
        lines = (
            f"On day {day} inspector {day * k} counted {day + k} crates in shed {k} of {day % 17}." for k in range(40)
        )
        return "\n\n".join(lines)

    assert found(*(told(str(day), log(day)) for day in range(60))) == []
    assert one_story(log(3), log(3))


def test_what_is_compared_with_nobody_changes_nothing_for_the_others():
    copies = [told("copy", STORY), told("cut", "\n\n".join([LEAD, *BODY[:6]])), told("first", f"{STORY} More follows.")]
    forms = [told(f"form{n}", FORM.format(name=f"Firm{n} Ltd", town="Dorn", sum=n)) for n in range(12)]
    everyone = [outline(article) for article in [*sample_articles()[:20], *copies, *forms]]
    prints = {one.id: one.fingerprints for one in everyone}
    whole = stories(everyone)
    apart = {key for key in prints if none_compared(prints, {key})}
    assert len(apart) >= 15  # most of the sample
    assert not apart & {"copy", "cut", "first"}
    assert not apart & {form.id for form in forms}  # alike in more than are compared with each
    for key in apart:
        assert stories([one for one in everyone if one.id != key]) == whole
