"""Which fields a dataset fills, and so which figures it can carry."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from wellbought.market.engines import Engine
from wellbought.market.measures import MEASURES
from wellbought.market.measures.running import FEWEST, GOOD_COVERAGE, LEAST_COVERAGE, load
from wellbought.market.schema import TABLES


@dataclass(frozen=True, slots=True)
class Coverage:
    """What a dataset holds.

    :ivar fields: each column with its path in OCDS, how many rows fill it, and their part
    :ivar measures: each question, whether the data carry it, and what is missing if not
    :ivar doubts: what was not believed, counted
    :ivar unread: what could not be read, counted by kind over all sources
    """

    dataset: str
    processes: int
    fields: tuple[Mapping[str, Any], ...]
    measures: tuple[Mapping[str, Any], ...]
    doubts: Mapping[str, int]
    unread: Mapping[str, int]
    mended: Mapping[str, int]


def coverage(engine: Engine) -> Coverage:
    """Count what is filled, in one pass over each table."""
    fields: list[Mapping[str, Any]] = []
    parts: dict[str, tuple[int, float]] = {}
    for name, columns in TABLES.items():
        table = engine.table(name)
        counts = engine.rows(table.agg(total_=table.count(), **{one.name: table[one.name].count() for one in columns}))[
            0
        ]
        for one in columns:
            part = counts[one.name] / counts["total_"] if counts["total_"] else 0.0
            parts[f"{name}.{one.name}"] = (counts[one.name], part)
            fields.append(
                {
                    "table": name,
                    "field": one.name,
                    "path": one.path,
                    "filled": counts[one.name],
                    "share": round(part, 4),
                }
            )
    processes = engine.table("processes")
    doubtful = processes.filter(processes.doubts.notnull())
    doubts = engine.rows(doubtful.group_by("doubts").agg(n=doubtful.count()))
    counted: dict[str, int] = {}
    for row in doubts:
        for kind in row["doubts"].split(","):
            counted[kind] = counted.get(kind, 0) + row["n"]
    sources = engine.dataset.sources
    return Coverage(
        engine.dataset.digest,
        engine.dataset.processes,
        tuple(fields),
        tuple(_carried(name, parts) for name in MEASURES),
        counted,
        _summed(source.get("counts", {}) for source in sources),
        _summed(source.get("mended", {}) for source in sources),
    )


def _carried(name: str, parts: Mapping[str, tuple[int, float]]) -> Mapping[str, Any]:
    module = load(name)
    weakest = min(module.REQUIRES, key=lambda one: parts[one][1])
    filled, part = parts[weakest]
    shown = filled >= FEWEST and part >= LEAST_COVERAGE
    return {
        "id": name.replace("_", "-"),
        "question": module.QUESTION,
        "shown": shown,
        "good": shown and part >= GOOD_COVERAGE,
        "weakest": weakest,
        "filled": filled,
        "share": round(part, 4),
    }


def _summed(counts: Any) -> dict[str, int]:
    total: dict[str, int] = {}
    for one in counts:
        for kind, number in one.items():
            total[kind] = total.get(kind, 0) + number
    return total
