"""What is said of a dataset as a whole."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any, Final

from wellbought.web.market.queries.opened import Market, market

#: How many countries and currencies a filter lists.
_MOST_LISTED: Final = 80
#: Below this part a field is shown as hardly filled.
LITTLE: Final = 0.1
HALF: Final = 0.5


@dataclass(frozen=True, slots=True)
class Overview:
    """What is here, in a few figures, and what the filters offer.

    :ivar countries, currencies: the most frequent first, each with its contracts
    """

    digest: str
    processes: int
    awards: int
    ai: int
    first_year: int | None
    last_year: int | None
    countries: tuple[tuple[str, int], ...]
    currencies: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class SourceRow:
    """One file that was brought in."""

    name: str
    kind: str
    releases: int
    size: int
    unread: int


@dataclass(frozen=True, slots=True)
class FieldRow:
    """How far a field is filled."""

    table: str
    field: str
    path: str
    filled: int
    share: float


@dataclass(frozen=True, slots=True)
class QuestionRow:
    """Whether the data as a whole carry a question."""

    id: str
    question: str
    shown: bool
    good: bool
    weakest: str
    filled: int
    share: float


@dataclass(frozen=True, slots=True)
class DataReport:
    """What the data hold, field by field, and what was not read or not believed."""

    overview: Overview
    sources: tuple[SourceRow, ...]
    fields: tuple[FieldRow, ...]
    questions: tuple[QuestionRow, ...]
    doubts: Mapping[str, int]
    unread: Mapping[str, int]
    mended: Mapping[str, int]


def overview() -> Overview:
    """The dataset in a few figures.

    :raises MarketAbsent: if there is none
    """
    with market() as opened:
        return opened.once("overview", lambda: _overview(opened))


def report() -> DataReport:
    """What the dataset can carry.

    :raises MarketAbsent: if there is none
    """
    with market() as opened:
        return opened.once("report", lambda: _report(opened))


def _overview(opened: Market) -> Overview:
    dataset = opened.dataset
    return Overview(
        dataset.digest,
        dataset.processes,
        dataset.awards,
        dataset.ai,
        dataset.first_year,
        dataset.last_year,
        _most_frequent(opened, "country"),
        _most_frequent(opened, "currency"),
    )


def _most_frequent(opened: Market, column: str) -> tuple[tuple[str, int], ...]:
    import ibis

    table = opened.engine.table("processes")
    known = table.filter(table[column].notnull())
    rows = known.group_by(column).agg(n=known.count())
    ordered = rows.order_by([ibis.desc("n"), column]).limit(_MOST_LISTED)
    return tuple((row[column], row["n"]) for row in opened.engine.rows(ordered))


def _report(opened: Market) -> DataReport:
    from wellbought.market.coverage import coverage

    found = coverage(opened.engine)
    return DataReport(
        opened.once("overview", lambda: _overview(opened)),
        tuple(_source(one) for one in opened.dataset.sources),
        tuple(
            FieldRow(one["table"], one["field"], one["path"], one["filled"], one["share"])
            for one in found.fields
            if one["path"]
        ),
        tuple(QuestionRow(**{name: one[name] for name in QuestionRow.__slots__}) for one in found.measures),
        dict(found.doubts),
        dict(found.unread),
        dict(found.mended),
    )


def _source(raw: Mapping[str, Any]) -> SourceRow:
    """A source without the folder it lay in, which is nobody else's business."""
    return SourceRow(
        PurePosixPath(str(raw.get("name", "")).replace("\\", "/")).name,
        str(raw.get("kind", "")),
        int(raw.get("releases", 0)),
        int(raw.get("size", 0)),
        sum((raw.get("counts") or {}).values()),
    )
