"""Who buys it?"""

from typing import Any

import ibis
import ibis.expr.types as ir

from wellbought.market.selection import Tables

QUESTION = "Who buys it?"
FORMULA = "contracts by buyer and country, with how many of them are of AI"
SOURCE = "OCDS buyer, parties"
LIMITS = "Central purchasing bodies buy for others; the user of a thing may not be its buyer."
REQUIRES = ("processes.buyer",)
CHART = ("bars", "buyer", "contracts")
_MOST = 25


def table(tables: Tables) -> ir.Table:
    """Buyer, country, contracts, those of AI, the newest year."""
    rows = tables.processes.filter(tables.processes.buyer.notnull())
    grouped = rows.group_by(["buyer", "country"]).agg(
        contracts=rows.count(), ai=rows.is_ai.cast("int64").sum(), newest=rows.year.max()
    )
    return grouped.order_by([ibis.desc("contracts"), "buyer", "country"]).limit(_MOST)


def summary(rows: list[dict[str, Any]]) -> str:
    """One sentence."""
    return f"{rows[0]['buyer']} has the most: {rows[0]['contracts']} contracts."
