"""What people wrote is made fit for every format, and is never read as markup."""

import unicodedata
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.engine.documents_examples import AWKWARD, TODAY, chatbot, pack
from wellbought.documents.assemble import assemble
from wellbought.documents.blocks import (
    AnswerSpace,
    BulletList,
    Callout,
    Facts,
    Heading,
    NumberedList,
    PageBreak,
    Paragraph,
    Run,
    Scale,
    ScaleStep,
    Table,
    Tone,
    plain,
    walk,
)
from wellbought.documents.markdown import MarkdownUnknown, Values, parse
from wellbought.documents.text import clean, one_line, runs_right_to_left
from wellbought.purchase import Answer, AnswerState, Purchase
from wellbought.vocabulary import Role

ANY_TEXT = st.text(alphabet=st.characters(), max_size=80)


@given(ANY_TEXT)
@settings(deadline=None)
def test_clean_text_holds_nothing_that_xml_forbids(text: str) -> None:
    made = clean(text)

    assert all(char in "\t\n" or unicodedata.category(char) not in ("Cc", "Cs") for char in made)
    assert "\ufffe" not in made
    assert "\uffff" not in made


@given(ANY_TEXT)
@settings(deadline=None)
def test_cleaning_twice_changes_nothing_more(text: str) -> None:
    assert clean(clean(text)) == clean(text)


def test_every_kind_of_line_end_becomes_a_line_feed() -> None:
    assert clean("a\r\nb\rc\u2028d\u0085e") == "a\nb\nc\nd\ne"


def test_a_direction_mark_cannot_turn_round_what_follows() -> None:
    assert clean("safe\u202e desrever") == "safe desrever"
    assert clean("open \u2067isolate\nnext") == "open \u2067isolate\u2069\nnext"
    assert clean("closed\u2069 twice") == "closed twice"


def test_letters_emoji_and_joiners_stay() -> None:
    assert clean("مرحبا 👩‍💻 می‌خواهم é") == "مرحبا 👩‍💻 می‌خواهم é"


def test_a_title_is_one_line() -> None:
    assert one_line(" a\n b\x00 ") == "a b"


def test_the_first_letter_tells_the_direction() -> None:
    assert runs_right_to_left("12 مرحبا hello") is True
    assert runs_right_to_left("12 hello مرحبا") is False
    assert runs_right_to_left("12!") is None


PLACES = {
    "paragraph": "{0}",
    "heading": "# {0}",
    "list": "- {0}",
    "numbers": "1. {0}",
    "cell": "| a | b |\n|---|---|\n| {0} | x |",
    "fact": "| | |\n|---|---|\n| a | {0} |",
    "callout": "> [!note] {0}\n> {0}",
    "strong": "**{0}**",
    "link": "[{0}](https://example.org)",
}


@pytest.mark.parametrize("place", PLACES)
@given(text=ANY_TEXT)
@settings(deadline=None)
def test_any_text_comes_out_as_it_went_in(place: str, text: str) -> None:
    values = Values()
    markdown = PLACES[place].format(values.keep(text))

    found = "".join(_texts(markdown, values))

    assert "".join(clean(text).split()) in "".join(found.split())


@given(ANY_TEXT)
@settings(deadline=None)
def test_no_text_makes_a_block_of_another_kind(text: str) -> None:
    values = Values()

    blocks = parse(f"{values.keep(text)}\n\nafter", values)

    assert all(isinstance(block, Paragraph) for block in blocks)


def test_empty_lines_in_a_text_make_paragraphs() -> None:
    values = Values()

    blocks = parse(values.keep("one\ntwo\n\n\nthree"), values)

    assert blocks == (Paragraph((Run("one\ntwo"),)), Paragraph((Run("three"),)))


def test_a_text_cannot_tick_a_box_or_open_a_callout() -> None:
    values = Values()

    blocks = parse(f"- {values.keep('[x] done')}\n\n> {values.keep('[!warning] no')}", values)

    assert isinstance(blocks[0], BulletList)
    assert blocks[0].items[0].ticked is None
    assert isinstance(blocks[1], Callout)
    assert blocks[1].tone is Tone.NOTE


def test_a_text_cannot_name_the_table_that_follows() -> None:
    values = Values()

    blocks = parse(f"{values.keep('Table: mine')}\n\n| A |\n|---|\n| x |", values)

    assert blocks[0] == Paragraph((Run("Table: mine"),))


@pytest.mark.parametrize(
    "address", ["javascript:alert(1)", "data:text/html,x", "file:///etc/passwd", "//x", "http://["]
)
def test_a_link_leads_only_to_pages_and_mailboxes(address: str) -> None:
    values = Values()

    (block,) = parse(f"[here]({values.keep(address)})", values)

    assert block == Paragraph((Run("here"),))


def test_the_conventions_of_templates() -> None:
    blocks = parse(
        "# Part\n\n> [!open] Who **knows**\n> Nobody.\n\n- [ ] no\n- [x] yes\n\n3. three\n4. four\n\nTable: Money\n\n"
        "| A | B |\n|-|---:|\n| x | 1 |\n\n| | |\n|-|-|\n| Tier | High |\n\n---\n\n"
        "```scale\nTier: high\nLow\n? Moderate\n> High\n```\n\n```answer\n4\nYour answer\n```\n"
    )

    assert blocks == (
        Heading(1, (Run("Part"),), "section-1"),
        Callout(Tone.OPEN, (Run("Who "), Run("knows", strong=True)), (Paragraph((Run("Nobody."),)),)),
        blocks[2],
        blocks[3],
        Table(((Run("A"),), (Run("B"),)), (((Run("x"),), (Run("1"),)),), (0.25, 0.75), (False, True), "Money"),
        Facts((((Run("Tier"),), (Run("High"),)),)),
        PageBreak(),
        Scale("Tier: high", (ScaleStep("Low"), ScaleStep("Moderate", "possible"), ScaleStep("High", "here"))),
        AnswerSpace(4, "Your answer"),
    )
    assert isinstance(blocks[2], BulletList)
    assert [item.ticked for item in blocks[2].items] == [False, True]
    assert isinstance(blocks[3], NumberedList)
    assert blocks[3].start == 3


@pytest.mark.parametrize("markdown", ["![picture](x.png)", "    code", "```python\n1\n```", "> [!joke] ha"])
def test_markdown_that_no_document_holds_is_refused(markdown: str) -> None:
    with pytest.raises(MarkdownUnknown):
        parse(markdown)


@given(ANY_TEXT)
@settings(deadline=None)
def test_any_answer_stands_in_the_record_as_text(text: str) -> None:
    made = assemble("record", _with_answer(text or "x"), pack(), on=TODAY, language="en")

    shown = "".join(plain(block.runs) for block in walk(made.blocks) if isinstance(block, Paragraph))
    assert "".join(clean(text).split()) in "".join(shown.split())


def test_an_answer_with_every_kind_of_markup_adds_no_block_but_paragraphs() -> None:
    without = assemble("record", _with_answer("x"), pack(), on=TODAY, language="en")

    made = assemble("record", _with_answer(AWKWARD), pack(), on=TODAY, language="en")

    kinds = [type(block).__name__ for block in without.blocks if not isinstance(block, Paragraph)]
    assert [type(block).__name__ for block in made.blocks if not isinstance(block, Paragraph)] == kinds


def _with_answer(text: str) -> Purchase:
    purchase = chatbot()
    first = next(iter(purchase.answers.values()))
    changed = Answer(first.question, text, AnswerState.DRAFTED, "Amara Okafor", Role.PROJECT, first.at, 2)
    asked = tuple(planned for planned in purchase.plan.questions if planned.question.id == first.question)
    return replace(purchase, answers={first.question: changed}, plan=replace(purchase.plan, questions=asked))


def _texts(markdown: str, values: Values) -> list[str]:
    found = []
    for block in walk(parse(markdown, values)):
        match block:
            case Heading() | Paragraph():
                found.append(plain(block.runs))
            case Table():
                found += [plain(cell) for row in block.rows for cell in row]
            case Facts():
                found += [plain(value) for _, value in block.entries]
            case Callout():
                found.append(plain(block.title))
    return found
