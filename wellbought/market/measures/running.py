"""Runs a measure: coverage first, then the figure with its n, its caveats and its query."""

from collections.abc import Mapping
from dataclasses import dataclass
from importlib import import_module
from typing import Any, Final

from wellbought.errors import WellboughtError
from wellbought.market.engines import Engine
from wellbought.market.money import COMPARISONS
from wellbought.market.selection import Selection, Tables, select

#: A figure needs at least this many contracts,
FEWEST: Final = 5
#: and its fields filled in at least this part of them. Below a half, the page says so.
LEAST_COVERAGE: Final = 0.1
GOOD_COVERAGE: Final = 0.5
#: Figures of one state of the data never change, so the last ones are kept.
_MOST_REMEMBERED: Final = 512
_REMEMBERED: Final[dict[tuple[Any, ...], "Measured"]] = {}


class NoMeasure(WellboughtError):
    """A measure that does not exist."""


@dataclass(frozen=True, slots=True)
class Measured:
    """A figure with all that is needed to judge and to repeat it.

    :ivar rows: the table; empty if the data cannot carry the figure, and then ``why_not`` says why
    :ivar n: how many rows of data stand behind it
    :ivar of: how many there are in the selection
    :ivar coverage: the part of them in which each needed field is filled
    :ivar dataset: the digest of the data
    """

    id: str
    question: str
    formula: str
    source: str
    limits: str
    rows: tuple[dict[str, Any], ...]
    n: int
    of: int
    coverage: Mapping[str, float]
    caveats: tuple[str, ...]
    summary: str
    query: str
    dataset: str
    selection: Mapping[str, Any]
    why_not: str = ""

    @property
    def is_shown(self) -> bool:
        """Whether the data carry it."""
        return not self.why_not


def load(name: str) -> Any:
    """A measure's module.

    :raises NoMeasure: naming those that exist
    """
    from wellbought.market.measures import MEASURES

    plain = name.replace("-", "_")
    if plain not in MEASURES:
        names = ", ".join(one.replace("_", "-") for one in MEASURES)
        raise NoMeasure(f"There is no measure {name}. There are: {names}.")
    return import_module(f"wellbought.market.measures.{plain}")


def measure(engine: Engine, name: str, selection: Selection | None = None, *, comparison: str = "euro") -> Measured:
    """Compute a measure over a selection; what was computed on this state of the data is remembered.

    :param comparison: how amounts are made comparable, an id of :data:`wellbought.market.money.COMPARISONS`
    :raises NoMeasure: if there is no such measure
    """
    selection = selection or Selection()
    remembered = (
        engine.name,
        engine.dataset.folder,
        engine.dataset.digest,
        name.replace("_", "-"),
        selection,
        comparison,
    )
    found = _REMEMBERED.get(remembered)
    if found is None:
        found = _measure(engine, name, selection, comparison)
        if len(_REMEMBERED) >= _MOST_REMEMBERED:
            _REMEMBERED.clear()
        _REMEMBERED[remembered] = found
    return found


def forget() -> None:
    """Compute every measure anew from here on; for benchmarks and tests."""
    _REMEMBERED.clear()


def _measure(engine: Engine, name: str, selection: Selection, comparison: str) -> Measured:
    module = load(name)
    tables = select(engine, selection, comparison=comparison)
    of, filled = _coverage(engine, tables, module.REQUIRES)
    n = min((round(of * part) for part in filled.values()), default=of)
    caveats = [module.LIMITS]
    why_not = ""
    rows: list[dict[str, Any]] = []
    query = ""
    expression = module.table(tables)
    if not of:
        why_not = "There are no contracts in this selection."
    elif n < FEWEST:
        why_not = f"Only {n} of {of} contracts have what this needs ({', '.join(module.REQUIRES)}). It takes {FEWEST}."
    elif n < LEAST_COVERAGE * of:
        why_not = (
            f"Only {n} of {of} contracts ({100 * n / of:.0f}%) have what this needs: too few to speak for the rest."
        )
    else:
        rows, query = engine.rows_and_query(expression)
        if n < GOOD_COVERAGE * of:
            caveats.append(f"It rests on {n} of {of} contracts; the others do not say.")
    if getattr(module, "COMPARES_MONEY", False):
        method = COMPARISONS[comparison]
        caveats.append(f"Amounts in {method.unit}: {method.method}. Rates: {'; '.join(method.sources)}.")
        caveats.append("Contracts in a currency or of a year without a rate are left out.")
    if engine.dataset.sources and any(source.get("counts") for source in engine.dataset.sources):
        caveats.append("Some lines of the sources could not be read; see the report of the ingest.")
    return Measured(
        name.replace("_", "-"),
        module.QUESTION,
        module.FORMULA,
        module.SOURCE,
        module.LIMITS,
        tuple(rows),
        n,
        of,
        filled,
        tuple(caveats),
        module.summary(rows) if rows else why_not,
        query or engine.query(expression),
        engine.dataset.digest,
        selection.as_json(),
        why_not if rows or why_not else "No contract of the selection has what this needs.",
    )


def _coverage(engine: Engine, tables: Tables, requires: tuple[str, ...]) -> tuple[int, dict[str, float]]:
    """How many rows there are, and the part in which each field is filled."""
    by_table: dict[str, list[str]] = {}
    for one in requires:
        table, _, column = one.partition(".")
        by_table.setdefault(table, []).append(column)
    total, filled = 0, {}
    for name, columns in by_table.items():
        table = getattr(tables, name)
        counts = engine.rows(table.agg(total=table.count(), **{column: table[column].count() for column in columns}))[0]
        total = max(total, counts["total"])
        for column in columns:
            filled[f"{name}.{column}"] = round(counts[column] / counts["total"], 4) if counts["total"] else 0.0
    return total, filled
