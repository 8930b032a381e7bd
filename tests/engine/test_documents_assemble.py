"""Documents say what the purchase says, in the language that is asked for, and templates are held to their rules."""

import re
import shutil
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.pofile import write_po

from tests.engine.documents_examples import TODAY, chatbot, document, pack, texts, unknown
from wellbought.documents import views
from wellbought.documents.assemble import assemble
from wellbought.documents.blocks import Callout, Heading, Paper, Paragraph, Run, Scale, Table, Tone, plain, walk
from wellbought.documents.catalogue import document_messages
from wellbought.documents.check import check_templates
from wellbought.documents.template import KindUnknown, TemplateBroken, kinds, read_template
from wellbought.documents.words import Words
from wellbought.pack.kinds import Question
from wellbought.pack.read import CONTENT, Pack, read_pack
from wellbought.pack.translate import FallbackText, in_language
from wellbought.profile import Value, parse_profile
from wellbought.purchase import purchase_of_profile
from wellbought.vocabulary import Role, Stage, Tier

PARTS = (
    "1. Problem",
    "2. Objectives",
    "3. Delivery approach",
    "4. Sourcing approach: why this one and not the others",
    "5. Budget",
    "6. Commercial terms",
    "7. Governance and accountability",
    "8. Market research",
    "9. Supplier engagement and communication",
    "10. Evaluation goals and priorities",
    "11. Risk management",
    "12. Monitoring and optimisation",
    "13. Public transparency and accountability",
)


# ---- The strategy


def test_the_strategy_has_its_thirteen_parts_in_order() -> None:
    headings = [plain(block.runs) for block in document("strategy").blocks if isinstance(block, Heading)]

    assert headings[1:14] == list(PARTS)


def test_the_strategy_holds_the_answers_and_names_who_settles_the_rest() -> None:
    made = document("strategy")

    shown = "\n".join(texts(made))
    assert "One caller in five gives up." in shown
    open_points = [block for block in walk(made.blocks) if isinstance(block, Callout) and block.tone is Tone.OPEN]
    named = "\n".join(_words(callout) for callout in open_points)
    assert "Which named person answers for this use, for its results, its risks and its costs? Leadership" in named


def test_the_strategy_says_why_this_approach_and_not_the_one_in_mind() -> None:
    made = document("strategy")

    warnings = [block for block in walk(made.blocks) if isinstance(block, Callout) and block.tone is Tone.WARNING]
    assert [plain(block.title) for block in warnings] == ["You had another approach in mind: Custom"]
    (table,) = [b for b in walk(made.blocks) if isinstance(b, Table) and b.caption == "How each approach fares"]
    assert len(table.rows) == len(views.weighed(chatbot()))


def test_every_question_before_the_strategy_has_a_part_in_it() -> None:
    cards = read_template("strategy", pack()).card.parts
    named = {question for card in cards.values() for question in card.questions}
    topics = {topic for card in cards.values() for topic in card.topics}

    homeless = [
        question.id
        for question in pack().all(Question)
        if question.stage in views.BEFORE_STRATEGY and question.id not in named and topics.isdisjoint(question.topics)
    ]

    assert homeless == []


def test_the_parts_name_questions_that_there_are() -> None:
    there = {question.id for question in pack().all(Question)}
    cards = read_template("strategy", pack()).card.parts

    assert {question for card in cards.values() for question in card.questions} - there == set()


def test_no_question_stands_in_two_parts() -> None:
    cards = read_template("strategy", pack()).card.parts
    named = [question for card in cards.values() for question in card.questions]

    assert len(named) == len(set(named))


# ---- What is said of the outcome


def test_nothing_known_is_never_said_to_be_low() -> None:
    made = document("check", nothing_known=True)

    (scale,) = [block for block in made.blocks if isinstance(block, Scale)]
    assert all(step.mark == "possible" for step in scale.steps)
    assert "Too few facts are in to name a tier." in "\n".join(texts(made))


def test_a_purchase_that_may_be_forbidden_opens_with_a_stop() -> None:
    profile = parse_profile({"practices": ["social-scoring"], "jurisdiction": ["eu"], "affects": "public"})
    purchase = purchase_of_profile(profile, pack(), on=TODAY, title="A score for residents", buyer="City of Northford")

    made = assemble("brief", purchase, pack(), on=TODAY, language="en")

    assert purchase.outcome.tier is Tier.LEGAL_REVIEW
    first = made.blocks[0]
    assert isinstance(first, Callout)
    assert first.tone is Tone.WARNING


def test_every_number_in_brackets_is_in_the_list_of_sources() -> None:
    made = document("check")

    (table,) = [block for block in made.blocks if isinstance(block, Table) and plain(block.header[0]) == "No."]
    assert [plain(row[0]) for row in table.rows] == [str(number) for number in range(1, len(table.rows) + 1)]


def test_the_first_meeting_asks_ten_questions_with_a_turn_for_each_role() -> None:
    questions = views.kick_off_questions(unknown())

    assert len(questions) == 10
    assert questions[0].question.id == "problem-in-a-sentence"
    assert len({planned.question.lead for planned in questions}) == 5
    assert all(planned.question.stage in views.BEFORE_STRATEGY for planned in questions)


def test_progress_counts_answers_by_stage() -> None:
    (need, *_) = views.progress(chatbot())

    assert need.stage is Stage.NEED
    assert need.answered == 2


@pytest.mark.parametrize(
    ("places", "paper"),
    [
        pytest.param(["us-federal"], Paper.LETTER, id="all hold Letter"),
        pytest.param(["eu"], Paper.A4, id="all hold A4"),
        pytest.param(["eu", "canada"], Paper.A4, id="some hold Letter"),
        pytest.param([], Paper.A4, id="no place named"),
    ],
)
def test_the_sheet_is_the_one_that_printers_of_the_place_hold(places: list[str], paper: Paper) -> None:
    purchase = purchase_of_profile(parse_profile({"jurisdiction": places}), pack(), on=TODAY)

    assert assemble("brief", purchase, pack(), on=TODAY, language="en").paper is paper


def test_the_tender_shows_only_answers_that_belong_in_it() -> None:
    shown = "\n".join(texts(document("solicitation")))

    assert "One caller in five gives up." in shown
    assert "Expected: €9,500 a month." not in shown


# ---- Words


def test_money_has_decimals_only_where_it_needs_them() -> None:
    words = Words(pack(), "strategy")

    assert words.money(Value(Decimal(240000), "EUR")) == "€240,000"
    assert words.money(Value(Decimal("0.5"), "EUR")) == "€0.50"


def test_money_and_days_follow_the_language() -> None:
    words = Words(in_language(pack(), "es"), "strategy")

    assert words.money(Value(Decimal(240000), "EUR")).replace("\xa0", " ") == "240.000 €"
    assert words.day(TODAY) == "23 de noviembre de 2026"


def test_a_source_keeps_its_number() -> None:
    words = Words(pack(), "strategy")

    assert words.cite(["eu-ai-act@Article 26", "us-omb-m-25-22"]) == "[1, Article 26; 2]"
    assert words.cite(["eu-ai-act@Article 5", "eu-ai-act@Article 6"], places=False) == "[1]"
    assert [citation.source.id for citation in words.cited()] == ["eu-ai-act", "us-omb-m-25-22"]


def test_a_fact_is_said_as_the_interview_says_it() -> None:
    words = Words(pack(), "strategy")

    assert words.fact_value("personal_data", fact=None) == "Not known"
    assert words.fact_value("jurisdiction", ("eu",)) == "European Union"
    assert words.fact_value("considered", ("custom",)) == "Custom"


# ---- Languages


def test_a_text_without_a_translation_stands_in_english_and_the_document_says_so(tmp_path: Path) -> None:
    only_spanish = _translated_pack(tmp_path)

    made = assemble("brief", chatbot(), only_spanish, on=TODAY, language="fr")

    runs = [run for block in walk(made.blocks) if isinstance(block, Heading) for run in block.runs]
    assert {run.language for run in runs} == {"en"}
    last = made.blocks[-1]
    assert isinstance(last, Callout)
    assert _words(last) == "Some passages have not been translated yet and stand in English."


def test_a_translated_document_is_in_its_language_and_says_nothing_of_english(tmp_path: Path) -> None:
    translated = _translated_pack(tmp_path)

    made = assemble("agenda", unknown(), translated, on=TODAY, language="es")

    assert made.title == "es Agenda for the first meeting"
    assert made.furniture.page == "es Page %(page)s of %(pages)s"
    headings = [plain(block.runs) for block in made.blocks if isinstance(block, Heading) and block.level == 1]
    assert all(heading.startswith("es ") for heading in headings)


def test_a_check_made_in_one_language_can_be_told_in_another() -> None:
    spanish = in_language(pack(), "es")
    purchase = purchase_of_profile(chatbot().profile, spanish, on=TODAY)

    made = views.in_words_of(pack(), purchase)

    assert made.outcome.fired == chatbot().outcome.fired
    assert not any(isinstance(rule.because, FallbackText) for rule in made.outcome.fired)


def test_translators_get_every_text_once_a_file() -> None:
    found = [(message.context, message.text) for message in document_messages(pack())]

    assert len(found) == len(set(found))
    assert ("document/strategy:text", "1. Problem") in found
    assert ("document/strategy:text", "Procurement strategy") in found
    assert ("document/words:text", "Page %(page)s of %(pages)s") in found
    assert ("document/views:text", "The tier could become %(tier)s.") in found


def test_every_template_says_its_english_through_the_catalogue() -> None:
    for path in sorted((CONTENT / "core" / "documents").glob("*.md")):
        text = path.read_text(encoding="utf-8")
        body = text.split("---\n", 2)[2] if text.startswith("---\n") else text
        bare = re.sub(r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}", "", body, flags=re.DOTALL)
        bare = re.sub(r"^Table: |^```\w*|\[!\w+\]|\[[ x]\]", "", bare, flags=re.MULTILINE)
        assert re.findall(r"[A-Za-z]{2,}", bare) == [], path.name


# ---- Templates that are wrong


def test_a_kind_that_there_is_not_is_refused_with_those_there_are() -> None:
    with pytest.raises(KindUnknown, match="agenda, brief, check"):
        assemble("poem", unknown(), pack(), on=TODAY, language="en")
    with pytest.raises(KindUnknown):
        assemble("_shared", unknown(), pack(), on=TODAY, language="en")


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("# no front matter", "opens with front matter"),
        ("---\ntitle: x\nsurprise: 1\n---\n", "front matter is not right"),
        ("---\n[\n---\n", "front matter is not right"),
    ],
)
def test_front_matter_that_is_not_right_is_named(text: str, fault: str, tmp_path: Path) -> None:
    broken = _pack_with(tmp_path, "poem", text)

    with pytest.raises(TemplateBroken, match=fault) as caught:
        read_template("poem", broken)

    assert caught.value.where.endswith("poem.md")


def test_the_templates_of_the_product_hold_no_fault() -> None:
    assert check_templates(pack()) == []


def test_every_fault_of_a_template_is_told_at_once(tmp_path: Path) -> None:
    parts = "parts:\n  a: {questions: [no-such-question]}\n  b: {questions: [no-such-question]}\n"
    broken = _pack_with(tmp_path, "poem", FRONT.replace("[md]", "[md, tape]").replace("status", f"{parts}status"))

    faults = check_templates(broken)

    assert [fault.message.split("”")[0] for fault in faults] == [
        "There is no format “tape",
        "There is no question “no-such-question",
        "Question “no-such-question",
        "There is no question “no-such-question",
    ]


def test_a_template_that_cannot_be_read_names_the_line(tmp_path: Path) -> None:
    broken = _pack_with(tmp_path, "poem", f"{FRONT}\n\n{{% if %}}\n")

    (fault,) = check_templates(broken)

    assert fault.where.endswith("poem.md:11")


FRONT = "---\ntitle: Poem\nfile: poem\ndescription: A poem.\naudience: [project]\nformats: [md]\nstatus: Draft\n---\n"


@pytest.mark.parametrize("body", ["{{ nothing }}", "{% if %}", "{{ purchase.titel }}", "{{ purchase.__class__ }}"])
def test_a_template_that_cannot_be_filled_says_where(body: str, tmp_path: Path) -> None:
    broken = _pack_with(tmp_path, "poem", f"{FRONT}\n{body}\n")

    with pytest.raises(TemplateBroken, match="cannot be filled") as caught:
        assemble("poem", unknown(), broken, on=TODAY, language="en")

    assert caught.value.where.startswith("poem.md")


def test_a_pack_of_the_buyers_own_may_bring_a_document(tmp_path: Path) -> None:
    own = _pack_with(tmp_path, "poem", f"{FRONT}\n# {{{{ title }}}}\n\n{{{{ md(_('**Bold** %(x)s'), x='*x*') }}}}\n")

    made = assemble("poem", chatbot(), own, on=TODAY, language="en")

    assert "poem" in kinds(own)
    assert [plain(block.runs) for block in made.blocks if isinstance(block, Heading)] == [chatbot().title]
    assert list(texts(made))[-1] == "Bold *x*"


def test_a_macro_is_markup_and_what_is_joined_to_it_is_not(tmp_path: Path) -> None:
    macro = "{% macro bold(x) %}**{{ x }}**{% endmacro %}"
    own = _pack_with(tmp_path, "poem", f"{FRONT}{macro}\n\n{{{{ bold('a*') }}}}\n\n{{{{ bold('b') ~ '*c*' }}}}\n")

    made = assemble("poem", unknown(), own, on=TODAY, language="en")

    assert made.blocks == (Paragraph((Run("a*", strong=True),)), Paragraph((Run("**b***c*"),)))


# ---- Helpers


def _words(callout: Callout) -> str:
    return "\n".join(plain(block.runs) for block in walk(callout.blocks) if isinstance(block, Paragraph))


def _pack_with(folder: Path, kind: str, text: str) -> Pack:
    """The packs of the product, with one of a buyer's own over them that brings a template."""
    own = folder / "own"
    (own / "documents").mkdir(parents=True)
    (own / "documents" / f"{kind}.md").write_text(text, encoding="utf-8")
    return replace(pack(), folders={**pack().folders, "own": own})


def _translated_pack(folder: Path) -> Pack:
    """Core with a catalogue that puts “es” before each text of a document."""
    core = folder / "core"
    shutil.copytree(CONTENT / "core", core, ignore=shutil.ignore_patterns("*.po"))
    catalogue = Catalog(locale="es")
    for message in document_messages(pack()):
        if message.origin == "core":
            catalogue.add(message.text, f"es {message.text}", context=message.context)
    (core / "locale").mkdir(exist_ok=True)
    with (core / "locale" / "es.po").open("wb") as file:
        write_po(file, catalogue)
    return read_pack([core])[0]


def test_people_are_named_by_role() -> None:
    assert [member.name for member in chatbot().team_of(Role.PROJECT)] == ["Amara Okafor"]
