"""Figures over contracts: what they cost, who supplies them, how they are bought."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final

from django.utils.translation import get_language

from wellbought.errors import WellboughtError
from wellbought.purchase.research import PinnedFigure
from wellbought.web.market.queries.asked import Asked
from wellbought.web.market.queries.opened import Market, market
from wellbought.web.market.queries.wording import COLUMNS, cell, column, in_own_words, method_name

if TYPE_CHECKING:
    from wellbought.market.measures import Measured

#: How many rows of a figure's table a page shows.
MOST_ROWS: Final = 60
#: What a drawing says to those who hear it is said once, around it; its own parts are not read out.
_SPOKEN: Final = re.compile(r' (?:role|aria-[a-z]+)="[^"]*"')
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
    :ivar drawing: the chart as SVG; empty where there is none
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
    drawing: str
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
    measured, similar, drawing = _measured(measure, asked, comparison)
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
        drawing=drawing,
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
    measured, _similar, drawing = _measured(measure, asked, comparison)
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
        drawing=drawing,
    )
    return found, measured.dataset


def own_flags(measures: Mapping[str, str], asked: Asked) -> "dict[str, Measured | None]":
    """The market's side of red flags: some measures over similar contracts, by the names that flags give them."""
    found: dict[str, Measured | None] = {}
    for name, measure in measures.items():
        measured, _similar, _drawing = _measured(measure, asked, "euro")
        # A year with a handful of awards tells nothing of how concentrated a market is.
        rows = tuple(row for row in measured.rows if row.get("awards", _FEWEST_AWARDS) >= _FEWEST_AWARDS)
        found[name] = replace(measured, rows=rows) if measured.is_shown and rows else None
    return found


def _measured(measure: str, asked: Asked, comparison: str) -> "tuple[Measured, int | None, str]":
    from wellbought.market.measures import MEASURES

    if measure.replace("-", "_") not in MEASURES:
        raise NoFigure(measure)
    with market() as opened:
        found = _computed(opened, measure, asked, comparison if comparison in COMPARISONS else COMPARISONS[0])
    drawing = _drawn(found[0].dataset, measure, asked, comparison, get_language() or "") if found[0].rows else ""
    return (*found, drawing)


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


@lru_cache(maxsize=_MOST_KEPT)
def _drawn(dataset: str, measure: str, asked: Asked, comparison: str, language: str) -> str:
    """The chart of a figure in the reader's language, as a drawing that needs no script and no style."""
    from wellbought.market.charts import as_svg, chart

    with market() as opened:
        measured, _similar = _computed(opened, measure, asked, comparison)
    made = chart(measured)
    if made is None:
        return ""
    return _SPOKEN.sub("", as_svg(_translated(made.spec)))


def _translated(part: Any) -> Any:
    """A chart's specification with the titles of its axes in the reader's language."""
    if isinstance(part, list):
        return [_translated(one) for one in part]
    if not isinstance(part, dict):
        return part
    # What the chart is of stands above it as the page's heading.
    kept = {key: value for key, value in part.items() if key != "title" or not isinstance(value, dict)}
    found = {key: _translated(value) for key, value in kept.items()}
    title = found.get("title")
    if isinstance(title, str) and title.replace(" ", "_") in COLUMNS:
        found["title"] = column(title.replace(" ", "_"))
    elif isinstance(title, str) and title in COLUMNS:
        found["title"] = column(title)
    if isinstance(found.get("method"), str):
        found["method"] = method_name(found["method"])
    return found


def _is_figure(measured: "Measured", name: str) -> bool:
    return all(row[name] is None or isinstance(row[name], int | float | Decimal) for row in measured.rows)


def _kept(value: Any) -> str:
    return "" if value is None else f"{value:f}" if isinstance(value, Decimal) else str(value)


def _compares(measured: "Measured") -> bool:
    return any("Rates:" in one for one in measured.caveats)
