"""How concentrated is the market?"""

from typing import Any

import ibis.expr.types as ir

from wellbought.market.selection import Tables

QUESTION = "How concentrated is the market?"
FORMULA = (
    "Herfindahl–Hirschman index by year: the sum of the squared shares of all suppliers in the awards, times 10,000"
)
SOURCE = "Hirschman, The Paternity of an Index, American Economic Review 54, 1964; by number of awards, not by value"
LIMITS = "Firms under several names make a market look less concentrated than it is; few awards make it look more so."
REQUIRES = ("awards.supplier_key", "awards.year")
CHART = ("line", "year", "index")


def table(tables: Tables) -> ir.Table:
    """Year, awards, suppliers, index."""
    rows = tables.awards.filter(
        tables.awards.supplier_key.notnull() & (tables.awards.supplier_key != "") & tables.awards.year.notnull()
    )
    counted = rows.group_by(["year", "supplier_key"]).agg(won=rows.count())
    squared = counted.mutate(square=counted.won * counted.won)
    grouped = squared.group_by("year").agg(
        awards=squared.won.sum(), suppliers=squared.count(), squares=squared.square.sum()
    )
    return grouped.mutate(index=(grouped.squares / (grouped.awards * grouped.awards) * 10_000).round(1))[
        ["year", "awards", "suppliers", "index"]
    ].order_by("year")


def summary(rows: list[dict[str, Any]]) -> str:
    """One sentence."""
    last = rows[-1]
    return f"In {last['year']} {last['suppliers']} suppliers shared {last['awards']} awards; the index is {last['index']:,.0f}."
