"""Curves of cost: what each way of paying costs as use grows, computed from its terms."""

from collections.abc import Iterator

from wellbought.diagrams import colours
from wellbought.diagrams.svg import WIDTH, Canvas, wrapped
from wellbought.pack.kinds import CostTerms, Diagram

#: How many points a curve is drawn through, and how many of them its table tells.
POINTS, TOLD = 60, 4


def cost(terms: CostTerms, units: float) -> float:
    """What a number of units costs: a fixed part, and each unit up to a ceiling."""
    total = terms.fixed + terms.each * units
    return min(total, terms.ceiling) if terms.ceiling is not None else total


def draw_curves(canvas: Canvas, diagram: Diagram) -> tuple[tuple[str, ...], ...]:
    """Draw the curves with axes and a legend.

    :returns: the cost of each at a few amounts of use
    """
    most_units = diagram.most_units or 1
    most_cost = max(cost(terms, most_units) for terms in diagram.curves)
    left, top, bottom = 56.0, 26.0, 250.0
    right = WIDTH - 24.0

    def at(units: float, money: float) -> tuple[float, float]:
        return left + (right - left) * units / most_units, bottom - (bottom - top) * money / most_cost

    # Axes of figures run from left to right in every language.
    canvas.right_to_left, mirrored = False, canvas.right_to_left
    canvas.words(0, 14, [diagram.axis_cost or ""], size=12, colour=colours.QUIET)
    for share in range(5):
        money, units = most_cost * share / 4, most_units * share / 4
        y, x = at(0, money)[1], at(units, 0)[0]
        canvas.path([(left, y), (right, y)], colour=colours.LINE, width=1)
        canvas.words(left - 6, y + 4, [_figure(money)], size=11, colour=colours.QUIET, anchor="end")
        canvas.words(x, bottom + 17, [_figure(units)], size=11, colour=colours.QUIET, anchor="middle")
    canvas.words(right, bottom + 36, [diagram.axis_units or ""], size=12, colour=colours.QUIET, anchor="end")
    for terms, (colour, dashes) in zip(diagram.curves, colours.SERIES, strict=False):
        steps = (most_units * step / POINTS for step in range(POINTS + 1))
        canvas.path([at(units, cost(terms, units)) for units in steps], colour=colour, width=2.5, dashes=dashes)
    canvas.right_to_left = mirrored
    y = bottom + 62
    for terms, (colour, dashes) in zip(diagram.curves, colours.SERIES, strict=False):
        canvas.path([(4, y - 5), (44, y - 5)], colour=colour, width=2.5, dashes=dashes)
        y = canvas.words(54, y, wrapped(terms.label, width=WIDTH - 60, size=13), size=13) + 5
    return tuple(_rows(diagram, most_units))


def _rows(diagram: Diagram, most_units: float) -> Iterator[tuple[str, ...]]:
    for step in range(1, TOLD + 1):
        units = most_units * step / TOLD
        yield (_figure(units), *(_figure(cost(terms, units)) for terms in diagram.curves))


def _figure(number: float) -> str:
    return f"{number:,.0f}".replace(",", "\u202f")
