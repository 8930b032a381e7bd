"""How many compete?"""

from typing import Any

import ibis
import ibis.expr.types as ir

from wellbought.market.selection import Tables

QUESTION = "How many tenderers compete?"
FORMULA = "contracts by number of tenderers; ten and more together"
SOURCE = "OCDS tender/numberOfTenderers"
LIMITS = "Publishers count tenderers, submissions or lots, and many do not say."
REQUIRES = ("processes.tenderers",)
CHART = ("bar", "tenderers", "contracts")
_TOGETHER = 10


def table(tables: Tables) -> ir.Table:
    """Tenderers (10 stands for ten and more), contracts, share."""
    rows = tables.processes.filter(tables.processes.tenderers.notnull() & (tables.processes.tenderers > 0))
    rows = rows.mutate(tenderers=ibis.least(rows.tenderers, _TOGETHER))
    grouped = rows.group_by("tenderers").agg(contracts=rows.count())
    return grouped.mutate(share=(grouped.contracts / grouped.contracts.sum().over()).round(6)).order_by("tenderers")


def summary(rows: list[dict[str, Any]]) -> str:
    """One sentence."""
    few = sum(row["share"] for row in rows if row["tenderers"] <= 2)  # noqa: PLR2004 - one or two
    return f"In {few:.0%} of the contracts that tell, one or two competed."
