"""How often does only one compete?"""

from typing import Any

import ibis.expr.types as ir

from wellbought.market.selection import Tables

QUESTION = "How often does only one tenderer compete?"
FORMULA = "contracts with one tenderer ÷ contracts that tell the number of tenderers, by year; direct awards left out"
SOURCE = (
    "Fazekas and Kocsis, Uncovering High-Level Corruption, British Journal of Political Science 50, 2020; "
    "Open Contracting Partnership, Red flags in public procurement, 2024"
)
LIMITS = "One tenderer may have good reasons: a small market, a patent, a follow-on. It is a question, not a finding."
REQUIRES = ("processes.tenderers", "processes.year")
CHART = ("line", "year", "share")


def table(tables: Tables) -> ir.Table:
    """Year, contracts that tell, those with one tenderer, their share."""
    all_rows = tables.processes
    rows = all_rows.filter(
        all_rows.tenderers.notnull()
        & (all_rows.tenderers > 0)
        & all_rows.year.notnull()
        & (all_rows.method.fill_null("") != "direct")
    )
    grouped = rows.group_by("year").agg(contracts=rows.count(), single=(rows.tenderers == 1).cast("int64").sum())
    return grouped.mutate(share=(grouped.single / grouped.contracts).round(6)).order_by("year")


def summary(rows: list[dict[str, Any]]) -> str:
    """One sentence."""
    single, told = sum(row["single"] for row in rows), sum(row["contracts"] for row in rows)
    return f"In {single} of {told} contracts ({single / told:.0%}) only one competed."
