"""Diagrams: drawn from the pack, the same told in a table, and fit for any language."""

from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.engine.packs import whole
from wellbought.diagrams import draw
from wellbought.diagrams.curves import cost
from wellbought.diagrams.svg import LETTER, WIDTH, Canvas, wrapped
from wellbought.pack.kinds import CostTerms, Diagram, Question
from wellbought.pack.translate import LANGUAGES, in_language
from wellbought.vocabulary import PURCHASE_STAGES, TEAM_ROLES, Role, Stage

DIAGRAMS = whole().all(Diagram)
SVG = "{http://www.w3.org/2000/svg}"


def words_of(svg: str) -> list[str]:
    return [element.text or "" for element in ET.fromstring(svg).iter(f"{SVG}text")]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("diagram_id", [diagram.id for diagram in DIAGRAMS])
def test_a_diagram_is_drawn_inside_its_frame_in_every_language(diagram_id: str, language: str) -> None:
    pack = in_language(whole(), language)

    root = ET.fromstring(draw(pack.get(Diagram, diagram_id), pack).svg)

    assert root.get("viewBox", "").startswith(f"0 0 {WIDTH} ")
    for box in root.iter(f"{SVG}rect"):
        assert 0 <= float(box.get("x", "-1")) <= WIDTH - float(box.get("width", "0"))
    for text in root.iter(f"{SVG}text"):
        assert 0 <= float(text.get("x", "-1")) <= WIDTH


@pytest.mark.parametrize("diagram", DIAGRAMS, ids=lambda diagram: diagram.id)
def test_a_diagram_says_the_same_in_a_table(diagram: Diagram) -> None:
    drawing = draw(diagram, whole())

    assert drawing.rows
    assert {len(row) for row in drawing.rows} == {len(drawing.header)}


def test_involvement_counts_the_questions_of_the_pack() -> None:
    pack = whole()
    asked = pack.all(Question)

    rows = draw(pack.get(Diagram, "who-when"), pack).rows

    assert len(rows) == len(PURCHASE_STAGES)
    contract = rows[PURCHASE_STAGES.index(Stage.CONTRACT)]
    led = sum(one.stage is Stage.CONTRACT and one.lead is Role.LEGAL for one in asked)
    consulted = sum(one.stage is Stage.CONTRACT and Role.LEGAL in one.consulted for one in asked)
    assert contract[1 + TEAM_ROLES.index(Role.LEGAL)] == f"{led} ({consulted})"


def test_the_columns_of_involvement_are_the_roles_in_their_order() -> None:
    pack = whole()

    header = draw(pack.get(Diagram, "who-when"), pack).header

    assert header[1:] == tuple(pack.name("role", role).label for role in TEAM_ROLES)


def test_choices_end_at_what_is_left() -> None:
    rows = draw(whole().get(Diagram, "approach-chooser"), whole()).rows

    assert rows[0] == ("Does a product that you own offer it, on terms that you can accept?", "Yes: Existing product")
    assert rows[-1] == ("–", "Custom: built or trained for you")


def test_a_cap_stops_the_cost_and_a_fixed_part_is_always_paid() -> None:
    capped = CostTerms(label="capped", fixed=100, each=2, ceiling=150)

    assert [cost(capped, units) for units in (0, 10, 25, 1000)] == [100, 120, 150, 150]


def test_the_table_of_curves_holds_the_costs_at_the_end_of_the_axis() -> None:
    rows = draw(whole().get(Diagram, "cost-curves"), whole()).rows

    assert [cell.replace("\u202f", "") for cell in rows[-1]] == ["20000", "1800", "700", "1000", "1500"]


def test_the_other_direction_is_a_mirror() -> None:
    forwards, backwards = Canvas(), Canvas(right_to_left=True)

    for canvas in (forwards, backwards):
        canvas.box(10, 0, 100, 20)
        canvas.words(10, 15, ["Words"])

    assert 'x="10"' in forwards.svg()
    assert f'x="{WIDTH - 110}"' in backwards.svg()
    assert 'text-anchor="end"' in backwards.svg()


def test_words_of_the_other_direction_begin_at_their_own_edge() -> None:
    canvas = Canvas(right_to_left=True)

    canvas.words(10, 15, ["كلمات"])

    assert 'text-anchor="start" direction="rtl"' in canvas.svg()


def test_words_are_never_markup() -> None:
    canvas = Canvas()

    canvas.words(0, 10, ["<b>&"])

    assert words_of(canvas.svg()) == ["<b>&"]


@given(st.text(st.characters(codec="utf-8", exclude_categories=("Cs", "Cc")), max_size=300), st.floats(60, 500))
def test_wrapping_loses_no_word_and_keeps_to_its_width(text: str, width: float) -> None:
    lines = wrapped(text, width=width, size=13)

    assert " ".join(lines).split() == text.split()
    most = max(4, int(width / (13 * LETTER)))
    assert all(len(line) <= most or " " not in line for line in lines)
