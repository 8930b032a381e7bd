"""Charts in the reader's language: as a drawing that needs no script, and as one that answers to the pointer."""

import re
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, Final

from django.utils.translation import get_language

from wellbought.web.market.queries.wording import COLUMNS, cell, column, method_name

if TYPE_CHECKING:
    from wellbought.market.measures import Measured

#: What a drawing says to those who hear it is said once, around it; its own parts are not read out.
_SPOKEN: Final = re.compile(r' (?:role|aria-[a-z]+)="[^"]*"')
_MOST_KEPT: Final = 200
#: Figures of one state of the data never change, so neither do their charts.
_kept: dict[tuple[Any, ...], Any] = {}


def drawing(measured: "Measured", comparison: str) -> str:
    """A figure's chart as SVG without script or style; empty if it has none."""
    from wellbought.market.charts import as_svg, chart

    def draw() -> str:
        made = chart(measured)
        return _SPOKEN.sub("", as_svg(_translated(made.spec))) if made else ""

    return str(_once("svg", measured, comparison, draw))


def specification(measured: "Measured", comparison: str) -> dict[str, Any]:
    """A figure's chart as Vega-Lite, which tells the figures of a mark that is pointed at; empty if it has none."""
    from wellbought.market.charts import answering, chart

    def specify() -> dict[str, Any]:
        made = chart(measured)
        if made is None:
            return {}
        said = [{name: cell(name, value) for name, value in row.items()} for row in measured.rows]
        return answering(_translated(made.spec), {name: column(name) for name in made.columns}, said)

    found: dict[str, Any] = _once("json", measured, comparison, specify)
    return found


def _once(kind: str, measured: "Measured", comparison: str, make: Callable[[], Any]) -> Any:
    name = (kind, measured.dataset, measured.query, measured.id, comparison, get_language())
    if name not in _kept:
        if len(_kept) >= _MOST_KEPT:
            _kept.clear()
        _kept[name] = make()
    return _kept[name]


def _translated(part: Any) -> Any:
    """A chart's specification with the titles of its axes in the reader's language."""
    if isinstance(part, list):
        return [_translated(one) for one in part]
    if not isinstance(part, Mapping):
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
