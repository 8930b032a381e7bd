"""Which contracts a question is about: the filters that people choose, written once for both engines."""

from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from datetime import date
from functools import cache, lru_cache
from typing import Any, Final

import ibis
import ibis.expr.types as ir

from wellbought.errors import WellboughtError
from wellbought.market.engines import Engine
from wellbought.market.money import divisors


class SelectionWrong(WellboughtError):
    """A filter that cannot be meant."""


@dataclass(frozen=True, slots=True)
class Selection:
    """Filters. Names are found in any case, and as a part of the whole name.

    :ivar text_numbers: only contracts with these texts, as :mod:`wellbought.market.similar` finds them
    """

    country: str = ""
    buyer: str = ""
    supplier: str = ""
    method: str = ""
    since: date | None = None
    until: date | None = None
    at_least: float | None = None
    at_most: float | None = None
    currency: str = ""
    ai_only: bool = False
    text_numbers: tuple[int, ...] | None = None

    def __post_init__(self) -> None:
        if self.since and self.until and self.since > self.until:
            raise SelectionWrong(f"It begins on {self.since}, after it ends on {self.until}.")
        if self.at_least is not None and self.at_most is not None and self.at_least > self.at_most:
            raise SelectionWrong("The least value is greater than the greatest.")

    def as_json(self) -> dict[str, Any]:
        """What was chosen, without what was not."""
        found = {
            key: value
            for key, value in asdict(self).items()
            if value not in (None, "", False) and key != "text_numbers"
        }
        if self.text_numbers is not None:
            found["texts"] = len(self.text_numbers)
        return {key: value.isoformat() if isinstance(value, date) else value for key, value in found.items()}


@dataclass(frozen=True)
class Tables:
    """The tables of a dataset, with a selection applied to each.

    :ivar comparison: how amounts are made comparable, see :mod:`wellbought.market.money`
    """

    processes: ir.Table
    awards: ir.Table
    prices: ir.Table
    comparison: str

    def comparable(self, table: ir.Table, amount: str, *, keep_all: bool = False) -> ir.Table:
        """A table with the column ``comparable``; rows without a rate are left out.

        :param keep_all: keep rows without a rate or an amount; ``comparable`` is null there
        """
        rates = _rates(self.comparison)
        same = [table.currency == rates.rate_currency, table.year == rates.rate_year]
        joined = table.left_join(rates, same) if keep_all else table.inner_join(rates, same)
        return joined.mutate(comparable=(joined[amount].cast("float64") / joined.divisor).round(2))


@cache
def _rates(comparison: str) -> ir.Table:
    rows = [
        {"rate_currency": one, "rate_year": year, "divisor": divisor} for one, year, divisor in divisors(comparison)
    ]
    return ibis.memtable(rows, schema={"rate_currency": "string", "rate_year": "int32", "divisor": "float64"})


@lru_cache(maxsize=64)
def _texts(numbers: tuple[int, ...]) -> ir.Table:
    """The chosen texts as a table: a join is far faster than a list of thousands of numbers in the query."""
    return ibis.memtable([{"text_no": one} for one in numbers or (-1,)], schema={"text_no": "int64"})


_OF_PROCESSES: Final = ("buyer", "supplier", "method", "since", "until", "at_least", "at_most", "currency")


def select(engine: Engine, selection: Selection, *, comparison: str = "euro") -> Tables:
    """The tables with the filters applied."""
    processes = _filtered(engine.table("processes", ai_only=selection.ai_only), selection)
    others = {}
    deep = any(getattr(selection, name) not in (None, "") for name in _OF_PROCESSES)
    for name in ("awards", "prices"):
        table = engine.table(name, ai_only=selection.ai_only)
        if deep:
            table = table.semi_join(processes, "ocid")
        else:
            if selection.country:
                table = table.filter(table.country.lower() == selection.country.lower())
            if selection.text_numbers is not None:
                table = table.semi_join(_texts(selection.text_numbers), "text_no")
        others[name] = table
    return Tables(processes, others["awards"], others["prices"], comparison)


def _filtered(table: ir.Table, selection: Selection) -> ir.Table:
    tests = [
        table[name].lower() == words.lower() for name in ("country", "method") if (words := getattr(selection, name))
    ]
    tests += [
        table[name].lower().contains(words.lower())
        for name in ("buyer", "supplier")
        if (words := getattr(selection, name))
    ]
    day = ibis.coalesce(table.award_on, table.signed_on, table.notice_on, table.released_at.date())
    if selection.since:
        tests.append(day >= ibis.date(selection.since.isoformat()))
    if selection.until:
        tests.append(day <= ibis.date(selection.until.isoformat()))
    if selection.at_least is not None:
        tests.append(table.amount.cast("float64") >= selection.at_least)
    if selection.at_most is not None:
        tests.append(table.amount.cast("float64") <= selection.at_most)
    if selection.currency:
        tests.append(table.currency == selection.currency.upper())
    table = table.filter(tests) if tests else table
    return table if selection.text_numbers is None else table.semi_join(_texts(selection.text_numbers), "text_no")


_READERS: Final[Mapping[str, Callable[[Any], Any]]] = {
    "since": lambda text: date.fromisoformat(str(text)),
    "until": lambda text: date.fromisoformat(str(text)),
    "at_least": float,
    "at_most": float,
}


def from_json(raw: Mapping[str, Any]) -> Selection:
    """A selection from what a command or a page hands over.

    :raises SelectionWrong: naming the filter that cannot be read
    """
    values: dict[str, Any] = {}
    for name, value in raw.items():
        if value in (None, ""):
            continue
        try:
            values[name] = _READERS.get(name, lambda one: one)(value)
        except (TypeError, ValueError):
            raise SelectionWrong(f"“{value}” is not what {name.replace('_', ' ')} needs.", where=name) from None
    return Selection(**values)
