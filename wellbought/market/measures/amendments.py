"""How often are such contracts changed later?"""

from typing import Any

import ibis.expr.types as ir

from wellbought.market.selection import Tables

QUESTION = "How often are such contracts changed later?"
FORMULA = "contracts with at least one published amendment ÷ all contracts that were awarded or signed, by year"
SOURCE = "OCDS tender/amendments, contracts/amendments"
LIMITS = "Few publishers publish amendments at all: no amendment published does not mean none was made."
REQUIRES = ("processes.year", "processes.amendments")
CHART = ("line", "year", "share")


def table(tables: Tables) -> ir.Table:
    """Year, contracts, those changed, their share, changes in all."""
    rows = tables.processes.filter(
        tables.processes.year.notnull() & (tables.processes.awards + tables.processes.contracts > 0)
    )
    grouped = rows.group_by("year").agg(
        contracts=rows.count(), changed=(rows.amendments > 0).cast("int64").sum(), changes=rows.amendments.sum()
    )
    return grouped.mutate(share=(grouped.changed / grouped.contracts).round(6)).order_by("year")


def summary(rows: list[dict[str, Any]]) -> str:
    """One sentence."""
    changed, total = sum(row["changed"] for row in rows), sum(row["contracts"] for row in rows)
    return f"{changed} of {total} contracts have a published change ({changed / total:.1%})."
