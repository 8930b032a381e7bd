"""Makes amounts of different currencies and years comparable, by a stated method and with the rates' source.

An amount is divided by the average of the European Central Bank's daily reference rates of its year. To compare years
as well, it is turned into US dollars of its year and multiplied by the change of the US consumer price index (CPI-U) up
to a base year. What has no rate is left out and counted; nothing is guessed.
"""

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

HERE: Final = Path(__file__).parent
SOURCE: Final = (
    "European Central Bank, euro foreign exchange reference rates, averages of the daily rates of each year "
    "(as of 30 October 2026, so 2026 is not complete)"
)
INDEX_SOURCE: Final = (
    "US Bureau of Labor Statistics, CPI-U, all items, US city average, not seasonally adjusted (CUUR0000SA0), averages of "
    "the months of each year (2026 is not complete)"
)
#: The newest year whose rates and prices are complete.
BASE_YEAR: Final = 2025
METHOD: Final = "amount ÷ (units of the currency for one euro, average of the year)"
CONSTANT_METHOD: Final = f"amount ÷ rate to the euro × dollars for one euro, both averages of the year, × CPI-U of {BASE_YEAR} ÷ CPI-U of the year"


@dataclass(frozen=True, slots=True)
class Comparison:
    """How amounts are made comparable.

    :ivar unit: what they are in afterwards
    """

    id: str
    unit: str
    method: str
    sources: tuple[str, ...]


COMPARISONS: Final[Mapping[str, Comparison]] = {
    "euro": Comparison("euro", "EUR", METHOD, (SOURCE,)),
    "constant-dollar": Comparison("constant-dollar", f"USD of {BASE_YEAR}", CONSTANT_METHOD, (SOURCE, INDEX_SOURCE)),
}


@cache
def euro_rates() -> Mapping[tuple[str, int], float]:
    """Units of a currency for one euro, by currency and year."""
    with (HERE / "rates.csv").open(encoding="utf-8", newline="") as file:
        rates = {(row["currency"], int(row["year"])): float(row["per_euro"]) for row in csv.DictReader(file)}
    years = {year for _, year in rates}
    return {**rates, **{("EUR", year): 1.0 for year in years}}


@cache
def price_index() -> Mapping[int, float]:
    """The US consumer price index by year."""
    with (HERE / "prices_index.csv").open(encoding="utf-8", newline="") as file:
        return {int(row["year"]): float(row["index"]) for row in csv.DictReader(file)}


@cache
def divisors(comparison: str) -> tuple[tuple[str, int, float], ...]:
    """By what an amount of a currency and year is divided to become comparable."""
    rates, index = euro_rates(), price_index()
    found = []
    for (currency, year), rate in sorted(rates.items()):
        divisor = rate
        if comparison == "constant-dollar":
            if ("USD", year) not in rates or year not in index:
                continue
            divisor = rate / rates["USD", year] * index[year] / index[BASE_YEAR]
        found.append((currency, year, divisor))
    return tuple(found)
