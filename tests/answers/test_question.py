"""Understanding: types, and follow-ups made to stand alone. Pure functions, no index."""

from __future__ import annotations

import pytest

from bot.answers import small_talk
from bot.answers.question import QuestionType, names_in, question_type, understand


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Why was CEIEC sanctioned?", QuestionType.WHY),
        ("On what grounds did the EU blacklist Mikhail Fridman?", QuestionType.WHY),
        ("what is the reason for the sanctions on Garantex", QuestionType.WHY),
        ("When was Tornado Cash delisted?", QuestionType.WHEN),
        ("What date did it happen?", QuestionType.WHEN),
        ("Who captained the tanker Linda when Malaysia refused it?", QuestionType.WHO),
        ("by whom was MEHL sanctioned", QuestionType.WHO),
        ("Where is the Amore Vero?", QuestionType.WHERE),
        ("How many banks were removed from SWIFT?", QuestionType.HOW_MANY),
        ("How many barrels was the Pegas carrying?", QuestionType.HOW_MUCH),
        ("How much is the price cap?", QuestionType.HOW_MUCH),
        ("what is matthias warnig's salary at nord stream 2", QuestionType.HOW_MUCH),
        ("Which banks were removed from SWIFT?", QuestionType.LIST),
        ("Which bank handled the payments?", QuestionType.WHICH),
        ("Is Sberbank sanctioned?", QuestionType.YES_NO),
        ("So, did the EU ban coal?", QuestionType.YES_NO),
        ("How does the price cap work?", QuestionType.HOW),
        ("CEIEC", QuestionType.WHAT),
        ("What did Evil Corp do?", QuestionType.WHAT),
    ],
)
def test_the_type_says_what_kind_of_answer_is_wanted(text, kind):
    assert question_type(text) is kind


@pytest.mark.parametrize(
    ("history", "asked", "standalone"),
    [
        (["Why was CEIEC sanctioned?"], "And when?", "When was CEIEC sanctioned?"),
        (["Why was CEIEC sanctioned?"], "by whom?", "By whom was CEIEC sanctioned?"),
        (["Is Sberbank sanctioned?"], "since when?", "Since when is Sberbank sanctioned?"),
        (["Is Sberbank sanctioned?"], "and VTB?", "Is VTB sanctioned?"),
        (["Why was CEIEC sanctioned?"], "What about Rosneft?", "Why was Rosneft sanctioned?"),
        (["Why was CEIEC sanctioned?", "What about Rosneft?"], "Who owns it?", "Who owns Rosneft?"),
        (["Who is Roman Abramovich?"], "When did the UK sanction him?", "When did the UK sanction Roman Abramovich?"),
        (["Why was CEIEC sanctioned?"], "Who leads the company?", "Who leads CEIEC?"),
        (["Why was CEIEC sanctioned?"], "What is its website?", "What is CEIEC’s website?"),
    ],
)
def test_a_follow_up_is_made_to_stand_alone(history, asked, standalone):
    question = understand(asked, history)
    assert question.standalone == standalone
    assert question.is_follow_up


@pytest.mark.parametrize(
    "asked",
    [
        "Why did Visa say it left Russia?",
        "Is it true that the EU banned coal?",
        "Which yachts did Italy seize, and who owned them?",
        "Did Putin say he would cut gas?",
    ],
)
def test_a_question_with_its_own_subject_stays_as_it_is(asked):
    question = understand(asked, ["Why was CEIEC sanctioned?"])
    assert question.standalone == asked
    assert not question.is_follow_up


@pytest.mark.parametrize(
    "asked",
    [
        "Who will be sanctioned next?",
        "Who was sanctioned?",
        "How many people are sanctioned?",
        "What are secondary sanctions?",
        "¿Qué es SWIFT?",
        "Qui décide des sanctions ?",
        "银行为什么被罚款？",
        "Кто следующий?",
    ],
)
def test_a_general_question_does_not_take_up_the_name_before(asked):
    assert "CEIEC" not in understand(asked, ["Why was CEIEC sanctioned?"]).standalone


def test_a_short_question_about_what_was_said_still_does():
    assert understand("Which programme?", ["Why was CEIEC sanctioned?"]).standalone == "Which programme (CEIEC)?"
    assert understand("What is the date?", ["Why was CEIEC sanctioned?"]).standalone == "What is the date (CEIEC)?"


@pytest.mark.parametrize(
    "asked",
    [
        "¿Cuándo fue eso?",
        "¿Y cuándo?",
        "Et c'était quand ?",
        "А когда это было?",
        "متى كان ذلك؟",
        "ومتى؟",
        "那是什么时候？",
    ],
)
@pytest.mark.parametrize("before", ["Why was CEIEC sanctioned?", "¿Por qué fue sancionada CEIEC?"])
def test_and_when_was_that_is_understood_in_every_language_of_the_bot(asked, before):
    assert understand(asked, [before]).standalone == "When was CEIEC sanctioned?"


@pytest.mark.parametrize(
    ("asked", "english"),
    [
        ("¿Está sancionado Roman Abramovich?", "Is Roman Abramovich sanctioned?"),
        ("¿Está sancionada la empresa CEIEC?", "Is CEIEC sanctioned?"),
        ("Est-ce que la société CEIEC est sanctionnée ?", "Is CEIEC sanctioned?"),
        ("¿Cuándo sancionó la UE a Igor Sechin?", "When was Igor Sechin sanctioned by the EU?"),
        (
            "Quand le Royaume-Uni a-t-il sanctionné Roman Abramovich ?",
            "When was Roman Abramovich sanctioned by the UK?",
        ),
        ("Когда были введены санкции против Романа Абрамовича?", "When was Roman Abramovich sanctioned?"),
        ("Когда ввели санкции против Игоря Сечина?", "When was Igor Sechin sanctioned?"),
        ("За что США ввели санкции против Дерипаски?", "Why was Deripaska sanctioned by the US?"),
        ("CEIEC为什么被制裁？", "Why was CEIEC sanctioned?"),
        ("谁被制裁了？", "Who was sanctioned?"),
    ],
)
def test_what_is_asked_of_sanctions_in_another_language_is_put_into_english(asked, english):
    assert understand(asked).standalone == english


def test_a_further_question_keeps_to_what_the_one_before_was_about():
    asked = "Who is Alisher Usmanov (Russian billionaire)?"
    assert understand("When was he sanctioned?", [asked]).standalone == "When was Alisher Usmanov sanctioned?"
    before = "When did Biden announce sanctions on Nord Stream 2 AG?"
    assert understand("Who is its chief executive?", [before]).standalone.startswith("Who is Nord Stream 2 AG’s chief")


def test_without_a_conversation_nothing_is_added():
    assert understand("And when?").standalone == "And when?"


def test_names_keep_their_small_words_and_lose_possessives():
    text = "Was the Bank of Moscow hit before Oleg Deripaska's Rusal and VTB?"
    assert names_in(text) == ["Bank of Moscow", "Oleg Deripaska", "Rusal", "VTB"]


@pytest.mark.parametrize("text", ["Hello", "hi there!", "Thanks!", "thank you very much", "ok", "Привет"])
def test_greetings_and_thanks_get_a_word_back(text):
    assert small_talk.reply(text)


@pytest.mark.parametrize("text", ["Hi, why was CEIEC sanctioned?", "Thanks to whom was it delisted?", "OK Corp"])
def test_a_question_is_no_small_talk(text):
    assert small_talk.reply(text) is None


@pytest.mark.parametrize(
    ("earlier", "asked", "alone"),
    [
        ("Who owned Orvale when the UK put Orlan on its list?", "How much does it owe him?", "Orlan"),
        ("In which harbour was Orlan's sailing yacht seized?", "What is it worth?", "Orlan's sailing yacht"),
        ("Which gas contract did Serbia get from Gazprom?", "How long does it run?", "the gas contract"),
        ("Who owns the yacht Dilbar?", "How long is it?", "How long is Dilbar?"),
        ("Is Orlan sanctioned by the EU?", "On what grounds?", "Why is Orlan sanctioned by the EU?"),
        ("How much did Orvale pay?", "Who did the court hold responsible for it?", "Orvale"),
        ("Which American banks may serve Iran?", "Which of them has a licence to serve it?", "Iran"),
    ],
)
def test_what_a_pronoun_stands_for_is_taken_from_the_question_before(earlier, asked, alone):
    assert alone in understand(asked, [earlier]).standalone


def test_a_name_before_the_pronoun_in_the_same_question_is_what_it_stands_for():
    asked = "What did Shell lose when it left Russia?"
    assert understand(asked, ["Who leads BP?"]).standalone == asked


def test_a_bare_yes_asks_nothing_of_the_question_before():
    assert understand("yes", ["Why was CEIEC sanctioned?"]).standalone == ""
    assert understand("And when?", ["", "?"]).standalone == "And when?"


@pytest.mark.parametrize(
    ("asked", "alone"),
    [
        ("hello, why was CEIEC sanctioned?", "Why was CEIEC sanctioned?"),
        ("Why was CEIEC sanctioned?", "Why was CEIEC sanctioned?"),
    ],
)
def test_what_is_left_without_courtesies_begins_with_a_capital(asked, alone):
    assert understand(asked).standalone == alone


@pytest.mark.parametrize(
    ("asked", "about_listing"),
    [
        ("Is CEIEC sanctioned?", True),
        ("Who is Orsk Drellan?", True),
        ("Who is the owner of the yacht?", False),
        ("Where do apples grow?", False),
        ("What does SDN mean?", False),
    ],
)
def test_questions_about_a_designation_are_told_from_others(asked, about_listing):
    assert understand(asked).about_listing is about_listing
