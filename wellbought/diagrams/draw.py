"""Drawing a diagram of the pack, and saying the same in a table."""

from collections import Counter
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from wellbought.diagrams import colours
from wellbought.diagrams.curves import draw_curves
from wellbought.diagrams.svg import WIDTH, Canvas, wrapped
from wellbought.pack.kinds import Diagram, Question
from wellbought.pack.read import Pack
from wellbought.vocabulary import PURCHASE_STAGES, TEAM_ROLES, Role, Stage

RIGHT_TO_LEFT: Final = frozenset({"ar", "fa", "he", "ur"})


@dataclass(frozen=True, slots=True)
class Drawing:
    """A diagram, drawn.

    :ivar header: what the columns of its table are called; the first names the rows
    :ivar rows: the same as the drawing shows, in words and figures
    """

    title: str
    alt: str
    svg: str
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    note: str = ""


@lru_cache(maxsize=256)
def draw(diagram: Diagram, pack: Pack) -> Drawing:
    """Draw a diagram in the language of the pack."""
    canvas = Canvas(right_to_left=pack.language in RIGHT_TO_LEFT)
    match diagram.draws:
        case "steps":
            rows = _steps(canvas, diagram)
        case "choices":
            rows = _choices(canvas, diagram)
        case "involvement":
            rows = _involvement(canvas, pack)
        case "curves":
            rows = draw_curves(canvas, diagram)
    return Drawing(diagram.title, diagram.alt, canvas.svg(), diagram.columns, rows, diagram.note or "")


def _steps(canvas: Canvas, diagram: Diagram) -> tuple[tuple[str, ...], ...]:
    """Steps one below the other, each with a number."""
    indent, gap, size = 52, 20, 13
    y = 2.0
    for number, step in enumerate(diagram.steps, start=1):
        lines = wrapped(step.text, width=WIDTH - indent - 16, size=size)
        height = 34 + len(lines) * size * 1.3
        if number > 1:
            canvas.arrow((26, y - gap + 1), (26, y - 3))
        canvas.box(0, y, WIDTH - 1, height, fill=colours.STRIPE, line=colours.LINE)
        canvas.circle(26, y + height / 2, 16, fill=colours.BRAND)
        canvas.words(26, y + height / 2 + 5, [str(number)], colour=colours.WHITE, bold=True, anchor="middle")
        canvas.words(indent, y + 22, [step.label], size=15, bold=True, colour=colours.BRAND)
        canvas.words(indent, y + 41, lines, size=size)
        y += height + gap
    return tuple((f"{number}. {step.label}", step.text) for number, step in enumerate(diagram.steps, start=1))


def _choices(canvas: Canvas, diagram: Diagram) -> tuple[tuple[str, ...], ...]:
    """Questions one below the other: yes leads aside to an answer, no leads on."""
    asked, answered, gap, size = 300.0, 150.0, 34, 13
    yes, no = diagram.words_yes or "", diagram.words_no or ""
    y = 2.0
    for step in diagram.steps:
        lines = wrapped(step.label, width=asked - 24, size=size)
        led = wrapped(step.text, width=answered - 16, size=size)
        height = 22 + max(len(lines), len(led)) * size * 1.3
        canvas.box(0, y, asked, height, fill=colours.STRIPE, line=colours.LINE)
        canvas.words(12, y + 24, lines, size=size)
        middle = y + height / 2
        canvas.arrow((asked, middle), (WIDTH - answered - 4, middle))
        canvas.words((asked + WIDTH - answered) / 2 - 2, middle - 6, [yes], size=12, bold=True, anchor="middle")
        canvas.box(WIDTH - answered - 1, y, answered, height, fill=colours.BRAND)
        canvas.words(
            WIDTH - answered / 2,
            middle + 5 - (len(led) - 1) * size * 0.65,
            led,
            size=size,
            colour=colours.WHITE,
            bold=True,
            anchor="middle",
        )
        canvas.arrow((asked / 2, y + height), (asked / 2, y + height + gap - 3))
        canvas.words(asked / 2 + 10, y + height + gap / 2 + 5, [no], size=12, bold=True)
        y += height + gap
    last = wrapped(diagram.otherwise or "", width=asked - 24, size=size)
    height = 20 + len(last) * size * 1.3
    canvas.box(0, y, asked, height, fill=colours.BRAND)
    canvas.words(asked / 2, y + 24, last, size=size, colour=colours.WHITE, bold=True, anchor="middle")
    return (
        *((step.label, f"{yes}: {step.text}") for step in diagram.steps),
        ("–", diagram.otherwise or ""),
    )


def _involvement(canvas: Canvas, pack: Pack) -> tuple[tuple[str, ...], ...]:
    """Stages down and roles across: how many questions of the pack each role leads, and on how many it is asked."""
    leads, consulted = _shares(pack)
    roles, side, top, row = list(TEAM_ROLES), 108.0, 44.0, 46.0
    column = (WIDTH - side) / len(roles)
    for place, role in enumerate(roles):
        name = wrapped(pack.name("role", role).label, width=column - 4, size=12)
        canvas.words(side + (place + 0.5) * column, 18, name, size=12, bold=True, anchor="middle")
    most = max(leads.values(), default=1)
    for line, stage in enumerate(PURCHASE_STAGES):
        y = top + line * row
        canvas.box(0, y, WIDTH - 1, row - 4, fill=colours.STRIPE if line % 2 else colours.WHITE, line=colours.LINE)
        canvas.words(8, y + 26, [pack.name("stage", stage).label], size=12.5, bold=True, colour=colours.BRAND)
        first = max(roles, key=lambda role, at=stage: leads[at, role])  # type: ignore[misc]
        for place, role in enumerate(roles):
            x, middle = side + (place + 0.5) * column, y + (row - 4) / 2
            led, asked = leads[stage, role], consulted[stage, role]
            if led:
                radius = 9 + 9 * (led / most) ** 0.5
                fill, ink = (colours.BRAND, colours.WHITE) if role is first else (colours.BRAND_SOFT, colours.INK)
                canvas.circle(x, middle, radius, fill=fill, line=colours.BRAND)
                canvas.words(x, middle + 4.5, [str(led)], size=12.5, bold=True, colour=ink, anchor="middle")
            elif asked:
                canvas.words(x, middle + 4.5, [f"({asked})"], size=12.5, colour=colours.QUIET, anchor="middle")
    return tuple(
        (
            pack.name("stage", stage).label,
            *(f"{leads[stage, role]} ({consulted[stage, role]})" for role in roles),
        )
        for stage in PURCHASE_STAGES
    )


def _shares(pack: Pack) -> tuple[Counter[tuple[Stage, Role]], Counter[tuple[Stage, Role]]]:
    """How many of core's questions each role leads at each stage, and on how many it is consulted."""
    leads: Counter[tuple[Stage, Role]] = Counter()
    consulted: Counter[tuple[Stage, Role]] = Counter()
    for question in pack.all(Question):
        leads[question.stage, question.lead] += 1
        for role in question.consulted:
            consulted[question.stage, role] += 1
    return leads, consulted
