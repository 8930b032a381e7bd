"""Figures over contracts: what they cost, who supplies them, how they are bought."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final

from wellbought.errors import WellboughtError
from wellbought.purchase.research import PinnedFigure
from wellbought.web.market.queries.asked import Asked
from wellbought.web.market.queries.drawn import drawing, specification
from wellbought.web.market.queries.opened import Market, market
from wellbought.web.market.queries.wording import cell, column, in_own_words

if TYPE_CHECKING:
    from wellbought.market.measures import Measured

#: How many rows of a figure's table a page shows.
MOST_ROWS: Final = 60
_FEWEST_AWARDS: Final = 10
COMPARISONS: Final = ("euro", "constant-dollar")


class NoFigure(WellboughtError):
    """There is no such figure."""


@dataclass(frozen=True, slots=True)
class Heading:
    """A column of a figure's table."""

    text: str
    numeric: bool


@dataclass(frozen=True, slots=True)
class FigurePage:
    """A figure with all that is needed to judge it.

    :ivar similar: over how many similar texts it was taken; ``None`` if over all
    :ivar why_not: why it is not shown, if the data do not carry it
    :ivar coverage: each field that it needs, and the part of the contracts that fill it
    :ivar has_chart: whether there is one; it comes under an address of its own, so that the page need not wait for it
    :ivar comparison: how amounts are made comparable; empty where none are compared
    """

    id: str
    question: str
    summary: str
    why_not: str
    n: int
    of: int
    similar: int | None
    coverage: tuple[tuple[str, float], ...]
    columns: tuple[Heading, ...]
    rows: tuple[tuple[str, ...], ...]
    left_out: int
    has_chart: bool
    formula: str
    source: str
    caveats: tuple[str, ...]
    query: str
    dataset: str
    comparison: str


def figure(measure: str, asked: Asked, *, comparison: str = "euro") -> FigurePage:
    """A figure over the contracts that a question finds, or over all.

    :raises NoFigure: if there is none of that name
    :raises MarketAbsent: if there are no data
    """
    measured, similar = _measured(measure, asked, comparison)
    columns = tuple(measured.rows[0]) if measured.rows else ()
    return FigurePage(
        id=measured.id,
        question=in_own_words(measured.question),
        summary=in_own_words(measured.summary),
        why_not=in_own_words(measured.why_not) if measured.why_not else "",
        n=measured.n,
        of=measured.of,
        similar=similar,
        coverage=tuple(measured.coverage.items()),
        columns=tuple(Heading(column(name), _is_figure(measured, name)) for name in columns),
        rows=tuple(tuple(cell(name, row[name]) for name in columns) for row in measured.rows[:MOST_ROWS]),
        left_out=max(0, len(measured.rows) - MOST_ROWS),
        has_chart=bool(measured.rows),
        formula=in_own_words(measured.formula),
        source=measured.source,
        caveats=tuple(in_own_words(one) for one in measured.caveats),
        query=measured.query,
        dataset=measured.dataset,
        comparison=comparison if _compares(measured) else "",
    )


def pinned(measure: str, asked: Asked, *, comparison: str = "euro") -> tuple[PinnedFigure, str] | None:
    """The same, to be kept with a purchase, and the digest of the data; nothing if the data do not carry it.

    It is kept in English, as the engine says it: documents translate it for whoever reads them.

    :raises NoFigure: if there is none of that name
    :raises MarketAbsent: if there are no data
    """
    measured, _similar = _measured(measure, asked, comparison)
    if not measured.is_shown:
        return None
    columns = tuple(measured.rows[0])
    found = PinnedFigure(
        measure=measured.id,
        question=measured.question,
        summary=measured.summary,
        formula=measured.formula,
        source=measured.source,
        n=measured.n,
        of=measured.of,
        caveats=measured.caveats,
        columns=columns,
        rows=tuple(tuple(_kept(row[name]) for name in columns) for row in measured.rows[:MOST_ROWS]),
        query=measured.query,
        drawing=drawing(measured, comparison),
    )
    return found, measured.dataset


def chart_drawing(measure: str, asked: Asked, *, comparison: str = "euro") -> str:
    """The chart of a figure as SVG; empty if it has none.

    :raises NoFigure: if there is no such figure
    :raises MarketAbsent: if there are no data
    """
    return drawing(_measured(measure, asked, comparison)[0], comparison)


def chart_specification(measure: str, asked: Asked, *, comparison: str = "euro") -> dict[str, Any]:
    """The chart of a figure as Vega-Lite, for the script that draws it; empty if it has none.

    :raises NoFigure: if there is no such figure
    :raises MarketAbsent: if there are no data
    """
    return specification(_measured(measure, asked, comparison)[0], comparison)


def own_flags(measures: Mapping[str, str], asked: Asked) -> "dict[str, Measured | None]":
    """The market's side of red flags: some measures over similar contracts, by the names that flags give them."""
    found: dict[str, Measured | None] = {}
    for name, measure in measures.items():
        measured, _similar = _measured(measure, asked, "euro")
        # A year with a handful of awards tells nothing of how concentrated a market is.
        rows = tuple(row for row in measured.rows if row.get("awards", _FEWEST_AWARDS) >= _FEWEST_AWARDS)
        found[name] = replace(measured, rows=rows) if measured.is_shown and rows else None
    return found


def _measured(measure: str, asked: Asked, comparison: str) -> "tuple[Measured, int | None]":
    from wellbought.market.measures import MEASURES

    if measure.replace("-", "_") not in MEASURES:
        raise NoFigure(measure)
    with market() as opened:
        return _computed(opened, measure, asked, comparison if comparison in COMPARISONS else COMPARISONS[0])


def _computed(opened: Market, measure: str, asked: Asked, comparison: str) -> "tuple[Measured, int | None]":
    """A measure over the texts that the question finds; what was worked out before is not worked out again."""
    from wellbought.market.measures import measure as run
    from wellbought.market.similar import texts_like

    kept: dict[Any, tuple[Measured, int | None]] = opened.once("figures", dict)
    name = (measure, asked, comparison)
    if name not in kept:
        selection, similar = asked.selection(), None
        if asked.words.strip():
            like = texts_like(opened.index, opened.finder, asked.words, narrow=asked.narrows)
            selection, similar = replace(selection, text_numbers=like), len(like)
        if len(kept) >= _MOST_KEPT:
            kept.pop(next(iter(kept)))
        kept[name] = run(opened.engine, measure, selection, comparison=comparison), similar
    return kept[name]


_MOST_KEPT: Final = 200


def _is_figure(measured: "Measured", name: str) -> bool:
    return all(row[name] is None or isinstance(row[name], int | float | Decimal) for row in measured.rows)


def _kept(value: Any) -> str:
    return "" if value is None else f"{value:f}" if isinstance(value, Decimal) else str(value)


def _compares(measured: "Measured") -> bool:
    return any("Rates:" in one for one in measured.caveats)
