"""A Vega-Lite chart for each measure, always with its table and its sentence beside it."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final

from wellbought.market.measures import Measured
from wellbought.market.measures.running import load

#: Dark enough on white for WCAG 2.2 (contrast of graphics at least 3 to 1).
COLOUR: Final = "#1d70b8"
LIGHT: Final = "#8eb8dc"
WIDTH: Final = 560
_MOST_BARS: Final = 15


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart with what stands in for it.

    :ivar spec: Vega-Lite, its data included
    :ivar columns: the headings of the table
    :ivar rows: the table
    :ivar summary: what it shows, in a sentence; the text alternative
    """

    spec: dict[str, Any]
    columns: tuple[str, ...]
    rows: tuple[tuple[Any, ...], ...]
    summary: str


def chart(measured: Measured) -> Chart | None:
    """The chart of a measure; ``None`` if the data do not carry it."""
    if not measured.rows:
        return None
    import altair as alt

    module = load(measured.id)
    kind, by, value = module.CHART
    rows = [{key: float(one) if isinstance(one, Decimal) else one for key, one in row.items()} for row in measured.rows]
    shown = rows[:_MOST_BARS] if kind in ("bars", "range") and by != "year" else rows
    base = alt.Chart(
        alt.Data(values=shown),  # type: ignore[no-untyped-call]
        width=WIDTH,
        title=alt.TitleParams(measured.question, anchor="start"),
    )
    drawn = _drawn(alt, base, kind, by, value)
    described = drawn.properties(description=measured.summary).configure_axis(labelFontSize=13, titleFontSize=13)
    columns = tuple(rows[0])
    spec: dict[str, Any] = json.loads(described.configure_title(fontSize=15).to_json())
    return Chart(spec, columns, tuple(tuple(row[name] for name in columns) for row in rows), measured.summary)


def _drawn(alt: Any, base: Any, kind: str, by: str, value: str) -> Any:
    words = by.replace("_", " "), value.replace("_", " ")
    ordinal = alt.X(f"{by}:O", title=words[0], axis=alt.Axis(labelAngle=0, labelOverlap=True))
    if kind == "line":
        quantity = alt.Y(f"{value}:Q", title=words[1], axis=alt.Axis(format="%") if value == "share" else alt.Axis())
        return base.mark_line(color=COLOUR, point=alt.OverlayMarkDef(color=COLOUR, size=50)).encode(
            x=ordinal, y=quantity
        )
    if kind == "bar":
        return base.mark_bar(color=COLOUR).encode(x=ordinal, y=alt.Y(f"{value}:Q", title=words[1]))
    named = alt.Y(f"{by}:N", title=None, sort=None, axis=alt.Axis(labelLimit=220))
    if kind == "bars":
        return base.mark_bar(color=COLOUR).encode(y=named, x=alt.X(f"{value}:Q", title=words[1]))
    along, across = ("y", "x") if by == "year" else ("x", "y")
    # Where all is above nothing, a logarithmic axis begins at the least; else the one that can show nothing does.
    above = all((row["quarter"] or 0) > 0 for row in base.data.values)
    scale = alt.Scale(type="log", nice=False) if above else alt.Scale(type="symlog")
    low = {"x": alt.X, "y": alt.Y}[along]("quarter:Q", title="from the first to the third quartile", scale=scale)
    high = {"x": alt.X2, "y": alt.Y2}[along]("three_quarters:Q")
    place = ordinal if by == "year" else named
    spread = base.mark_bar(color=LIGHT, size=14).encode(**{along: low, f"{along}2": high, across: place})
    middle = base.mark_tick(color=COLOUR, thickness=4, size=18).encode(
        **{along: {"x": alt.X, "y": alt.Y}[along]("median:Q", scale=scale), across: place}
    )
    return spread + middle


def answering(spec: dict[str, Any], headings: Mapping[str, str], said: Sequence[Mapping[str, str]]) -> dict[str, Any]:
    """A chart that answers: a mark that is pointed at tells its row, and one that is chosen stands out.

    :param spec: a chart's specification, left as it is
    :param headings: the columns of its table, and what they are called
    :param said: its rows, as the reader's language writes their values
    """
    made: dict[str, Any] = json.loads(json.dumps(spec))
    rows = made["data"]["values"]
    for row, words in zip(rows, said, strict=False):
        row.update({f"said_{name}": word for name, word in words.items()})
    layers = made.get("layer", [made])
    along = next(one["field"] for one in layers[0]["encoding"].values() if one.get("type") in ("nominal", "ordinal"))
    for layer in layers:
        layer["encoding"]["tooltip"] = [
            {"field": f"said_{name}", "type": "nominal", "title": title} for name, title in headings.items()
        ]
        layer["encoding"]["opacity"] = {"condition": {"param": "chosen", "value": 1}, "value": 0.35}
        if layer["mark"]["type"] != "line":
            layer["mark"]["cursor"] = "pointer"
    layers[0]["params"] = [{"name": "chosen", "select": {"type": "point", "fields": [along]}}]
    # The page says it once, around the chart.
    made["config"]["aria"] = False
    return made


def as_svg(spec: dict[str, Any]) -> str:
    """A static picture for pages without scripts and for documents. Without browser or network."""
    import vl_convert

    return str(vl_convert.vegalite_to_svg(spec, allowed_base_urls=[]))


def as_png(spec: dict[str, Any], *, scale: float = 2.0) -> bytes:
    """The same as a bitmap, for Word."""
    import vl_convert

    return bytes(vl_convert.vegalite_to_png(spec, scale=scale, allowed_base_urls=[]))
