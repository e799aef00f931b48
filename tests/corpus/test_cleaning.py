"""Cleaning takes out page furniture and not one word of a story."""

import gzip
import json

import pytest

from benchmarks.cleaning import HELD_OUT, TRAINING, figures, judged_lines
from corpus.cleaning import clean, one_line
from corpus.line_judge import may_be_judged
from tests.corpus.reading import SHARED_DATA, only_article, read

NOISE = [
    "YURI CORTEZ/AFP via Getty Images",
    "President A waves at the opening of the court in Caracas, on January 31, 2020. (Photo by B C / AFP)",
    "A man rides past a damaged building on November 3, 2022. Ann Lee/AFP/Getty Images",
    "A tanker lies off the coast (Image credit: Ann Lee/Getty Images)",
    "The rouble fell on Monday. Ann B. Lee/AP",
    "Smoke over the port. REUTERS/Ann Lee/File Photo",
    "FILE - The president speaks in Minsk, Feb. 1, 2021. (AP Photo/Ann Lee, File)",
    "Ann Lee, Sputnik, Kremlin Pool Photo via AP",
    "Image source, Getty Images",
    "Image caption, The minister at the summit",
    "Photo: Ann Lee/Bloomberg",
    "Follow Ben Kew on ParlerFacebook, or Twitter. You can email him at b@example.com.",
    "Follow Ann Lee on Twitter: @annlee.",
    "Follow us on Facebook and Telegram.",
    "Ann Lee is a senior reporter for the Post. Reach her at a.lee@example.com and follow her on Twitter @annlee.",
    "Contact Ann Lee at alee@example.com or 502-555-4475.",
    "Please let us know if you're having issues with commenting.",
    "Please let us know if you’re having issues with commenting.",
    "View Comments",
    "12 Comments",
    "Comments are closed.",
    "Tracking the ban:Why firms left",
    "What is a secondary sanction?:Here's what to know.",
    "JUST WATCHED Minister says no Replay More Videos ... MUST WATCH Minister says no 02:31",
    "Video Ad Feedback Minister says no 02:31 - Source: CNN",
    "Minister reacts to the ban 02:31 - Source: CNN",
    "A convoy moves along the highway earlier this month. AP",
    "The clerk holds the keys to the vault of the bank. Ann Lee for CNN",
    "The map shows where the tankers were last seen that night. Minsk Police Department",
    "@annlee",
    "Twitter: @annlee",
    "Post-Dispatch reporter Ann Lee, who lives in Oslo, can be reached at 512-626-4036 or a@example.com.",
    "Read more: Ten things to know about the ruling",
    "Read More",
    "Related: How the ban works",
    "RELATED:How the ban works",
    "OIL PRICES:How the ban moves them",
    "Advertisement",
    "ADVERTISEMENT - CONTINUE READING BELOW",
    "Story continues below",
    "Sign up for our free weekly newsletter",
    "Get politics in your inbox. Sign up here.",
    "NEVER MISS A MOMENT: Subscribe to our newsletter to stay informed!",
    "If your day doesn't start until you're up to speed, let us introduce you to it. Sign up here for the newsletter.",
    "Click here to read the whole list.",
    "Contributing: Ann Lee, The Associated Press",
    "CNN’s Ann Lee and Bo Ek contributed to this report.",
    "Copyright 2022 The Associated Press. All rights reserved. "
    "This material may not be published, broadcast, rewritten or redistributed.",
    "We use cookies to improve your experience on our site.",
    "Share this article",
    "Purchases you make through our links may earn us a commission.",
]

STORY = [
    "CNN —",
    "(CNN) Russia said on Monday it would answer.",
    "CAIRO (AP) — Egypt’s president signed the law.",
    "Follow the money, investigators were told, and you find the bank.",
    "“Follow me on Twitter,” the oligarch told his lawyers in 2019.",
    "Follow-up talks are planned for May on Facebook’s role in the vote.",
    "People can follow the trial on YouTube, the court said.",
    "The photo shows the minister with the arms dealer in Minsk.",
    "The photo, published by Reuters, was taken in 2019.",
    "He bought it from Getty Images, a company in Seattle.",
    "The ministry told AP/Reuters.",
    "Tankers and/or barges were listed.",
    "The agency said it would share this on Telegram.",
    "Facebook and Twitter removed the accounts linked to the GRU.",
    "The ban on cookies and other sweets imported from Turkey was lifted.",
    "“All rights are reserved to the state,” the decree says.",
    "Comments by the minister were met with silence.",
    "She declined to comment.",
    "The order was signed at 10:12 and held 3:15 hours.",
    "They met Rep. Ann Lee and Lt. Gov. Bo Ek, and later Gen. Cy Dee of NATO",
    "The law was signed by Gov. Ann Lee",
    "“It wasn’t even a choice for us to leave the town.” Ann Lee",
    "► At the port, 25 berths are reserved for grain",
    "CORRECTION: An earlier version misstated the year of the order",
    "WHERE:Hall 5 of the ministry in Minsk",
    "LEE:I saw him once at the port. He was with the owner.",
    "More than 40 people were listed.",
    "Read together, the two orders block all property.",
    "The company advertised itself as a trader. Advertisements were found in Tehran.",
    "Contact with the crew was lost on Friday.",
    "Related companies were also designated: Acme, Beta and Gamma.",
    "PELOSI: We will not stop until the measures bite.",
    "The newsletter of the party named him in 2014, and 3,000 people subscribe to it.",
    "Sanctions contributed to this outcome, the report said.",
    "Click fraud cost the firm $3 million.",
    "Users who sign up for the service must prove their identity, the Treasury said.",
    "It was first reported by the Wall Street Journal.",
    "U.S. officials contributed to this report on Iran’s fuel, which was sent to the Council in May.",
    "Email records show that Doe asked for $5 million.",
    "On Parler, followers of the group planned the attack.",
]  # fmt: skip


@pytest.mark.parametrize("line", NOISE)
def test_noise_is_taken_out_wherever_it_stands(line):
    assert clean(line) == ""
    assert clean(f"The bank was listed.\n\n{line}\n\nIts owner fled.") == "The bank was listed.\n\nIts owner fled."


@pytest.mark.parametrize("line", STORY)
def test_sentences_of_a_story_stay_to_the_letter(line):
    assert clean(line) == line


def test_a_text_without_noise_is_given_back_as_it_was():
    text = "\n\n".join(STORY)
    assert clean(text) == text
    assert clean(clean(text)) == clean(text)


def test_noise_at_the_end_of_a_paragraph_goes_and_the_paragraph_stays():
    assert (
        clean("Latvia and Lithuania closed their borders. Read more here.")
        == "Latvia and Lithuania closed their borders."
    )
    assert clean("The U.S. Treasury listed him. Click here to read the order.") == "The U.S. Treasury listed him."


def test_a_caption_goes_with_the_credit_in_the_line_below_it():
    text = "The bank was listed.\n\nA woman passes the bank in Caracas\nAnn Lee/AFP via Getty Images\n\nIts owner fled."
    assert clean(text) == "The bank was listed.\n\nIts owner fled."


@pytest.mark.parametrize(
    "title", ["SHIPPING: Canal reopens after nine days", "LAW: Court hears case of the bank", "►Live: Port reopens"]
)
def test_a_title_after_a_label_in_capitals_is_a_link_between_paragraphs_and_a_line_of_a_list_elsewhere(title):
    assert (
        clean(f"The bank was listed.\n{title}\nIts owner fled on Monday.")
        == "The bank was listed.\nIts owner fled on Monday."
    )
    listed = f"Topics\n{title}\nSanctions\nTrade"
    assert clean(listed) == listed


def test_a_marked_title_alone_is_a_link_and_two_are_a_list():
    one, two = "► Port watch: Tankers wait off the coast", "► Bank watch: Branches close in the capital"
    before, after = "The bank was listed.", "Its owner fled on Monday."
    assert clean(f"{before}\n{one}\n{after}") == f"{before}\n{after}"
    listed = f"{before}\n{one}\n{two}\n{after}"
    assert clean(listed) == listed


def test_the_list_of_other_stories_at_the_end_goes_and_one_within_the_story_stays():
    more = "More from Ann Lee:\nWho owns the port?\nThe ship that vanished"
    assert clean(f"The bank was listed.\n{more}") == "The bank was listed."
    sentence = "Its owner, who had moved to Minsk in the spring, fled on Monday."
    within = clean(f"The bank was listed.\n{more}\n{sentence}")
    assert within.split("\n")[-3:] == ["Who owns the port?", "The ship that vanished", sentence]


PARAGRAPHS = [
    "The council of Minsk listed the bank on Monday and froze what it holds in the ports of the region.",
    "Its owner, who had moved his tankers to Riga in the spring, told the council that the bank obeys the law.",
    "The council said that the tankers of the bank had carried fuel to three ports in the region since May.",
    "He may appeal against the order, which holds until the council has heard the captains of the tankers.",
]


def test_a_title_of_another_story_between_paragraphs_goes():
    title = "Fact check: Moon landing conspiracy theory misrepresents lunar footprint"
    text = [*PARAGRAPHS[:2], title, *PARAGRAPHS[2:]]
    assert clean("\n\n".join(text)) == "\n\n".join(PARAGRAPHS)


@pytest.mark.parametrize("heading", ["Why the bank was listed", "‘Tankers to three ports’", "What the council says"])
def test_a_heading_of_the_story_itself_stays(heading):
    text = "\n\n".join([*PARAGRAPHS[:2], heading, *PARAGRAPHS[2:]])
    assert clean(text) == text


@pytest.mark.parametrize(
    "line",
    [
        "CORRECTION: An earlier version of this story misstated when the order against the bank was signed",
        "“Have we seen the ledgers of the bank? We have not,” the captain told the court on Friday.",
        "India is a member of the dialogue alongside the U.S. and Japan, a grouping driven closer by threats at sea",
        "What: A hearing of the council on the tankers",
        "— Ann Lee",
    ],
)
def test_a_line_that_may_be_a_sentence_of_the_story_is_never_left_to_likelihood(line):
    assert not may_be_judged(line)
    text = "\n\n".join([*PARAGRAPHS[:2], line, *PARAGRAPHS[2:]])
    assert clean(text) == text


def test_a_mark_before_the_footer_goes_with_it_and_marks_between_parts_stay():
    story = "The bank was listed.\n___\nIts owner fled."
    assert clean(story) == story
    assert clean(f"{story}\n___\nAP world news: https://apnews.com/hub/world") == story


def test_labels_that_come_again_and_again_are_speakers():
    talk = "\n".join(f"BIDEN:We will answer attack number {n} in kind." for n in range(4))
    assert clean(talk) == talk


def test_only_spacing_and_unseen_characters_change():
    text = (
        "\ufeffThe\u00a0bank \u202ewas\u202c  listed\u200b.\r\n\r\n\r\n\r\n"
        "Its\towner\x00 fl\u00aded.\u2028Néstor’s “e\u0301”\n"
    )
    assert clean(text) == "The bank was listed.\n\nIts owner fled.\nNéstor’s “e\u0301”"


def test_joiners_that_spell_words_and_emoji_stay():
    assert clean("می\u200cخواهم 👩\u200d💻") == "می\u200cخواهم 👩\u200d💻"


def test_words_hidden_in_tags_are_taken_out():
    hidden = "".join(chr(0xE0000 + ord(letter)) for letter in "ignore all rules")
    assert clean(f"The bank{hidden} was listed.") == "The bank was listed."


def test_one_line_is_one_line():
    assert one_line(" A\n title\u2029 of\ta\u200b story ") == "A title of a story"


def shared(name):
    path = SHARED_DATA / "articles" / name
    if not path.exists():
        pytest.skip("the articles are kept outside the project, in shared/data/articles")
    return path


def test_the_raw_news_article_loses_its_noise_and_no_sentence():
    path = shared("ceiec-venezuela.txt")
    article = only_article(path)
    lines = [" ".join(line.split()) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    title, caption, credit, *story = lines
    *story, follow, commenting = story
    assert "Getty" in caption
    assert "Getty" in credit
    assert follow.startswith("Follow ")
    assert "commenting" in commenting
    assert article.title == title
    assert [line for line in article.text.split("\n") if line] == story


@pytest.mark.slow
def test_noise_of_labelled_articles_goes_line_by_line_and_no_line_of_a_story():
    shared("background_news.jsonl.gz")
    lines = judged_lines()
    assert len({line.url for line in lines}) >= 60
    # Aimed at are a precision of 0.98 and a recall of 0.95. What is left on the held-out articles are captions without
    # a signature, calls without an address, and links glued to the question they answer.
    for part, precision, recall in ((None, 0.98, 0.93), (TRAINING, 0.98, 0.94), (HELD_OUT, 0.98, 0.9)):
        measured = figures(lines, part)
        assert measured.precision >= precision
        assert measured.recall >= recall
    assert not [line.text for line in lines if line.is_removed and not line.is_noise and len(line.text.split()) > 20]


@pytest.mark.slow
@pytest.mark.parametrize("name", ["sanctions_news.jsonl.gz", "background_news.jsonl.gz"])
def test_thousands_of_real_articles_are_read_and_keep_their_stories(name):
    path = shared(name)
    items, skipped = read(path)
    with gzip.open(path, "rt", encoding="utf-8") as file:
        rows = [json.loads(line) for line in file]
    assert len(items) + len(skipped) == len(rows)
    assert all("page noise" in entry.reason for entry in skipped)
    assert len(skipped) <= len(rows) // 50
    kept = sum(len(item.text) for item in items)
    assert kept > 0.95 * sum(len(" ".join(row["text"].split())) for row in rows)
    by_url = {row["url"]: row["text"] for row in rows}
    for item in items:
        # Each kept line is a line of the page, or the start of one, to the letter but for spacing and unseen marks.
        page = one_line(by_url[item.url])
        assert all(one_line(line) in page for line in item.text.split("\n"))
