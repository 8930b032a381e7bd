"""How many purchases of AI are there, year by year?"""

from typing import Any

import ibis.expr.types as ir

from wellbought.market.selection import Tables

QUESTION = "How many purchases of AI are there, by year?"
FORMULA = (
    "contracts whose words or code say AI, and their share of all contracts, by year of award, signature or notice"
)
SOURCE = "Wellbought's AI finder, described in docs/howto/label-ai-purchases.md"
LIMITS = "Many purchases of AI do not say so in their description, so this is a lower bound."
REQUIRES = ("processes.year", "processes.title")
CHART = ("bar", "year", "ai")


def table(tables: Tables) -> ir.Table:
    """Year, contracts, those of AI, their share."""
    rows = tables.processes.filter(tables.processes.year.notnull())
    grouped = rows.group_by("year").agg(contracts=rows.count(), ai=rows.is_ai.cast("int64").sum())
    return grouped.mutate(share=(grouped.ai / grouped.contracts).round(6)).order_by("year")


def summary(rows: list[dict[str, Any]]) -> str:
    """One sentence."""
    most = max(rows, key=lambda row: row["ai"])
    total = sum(row["ai"] for row in rows)
    return (
        f"{total} purchases of AI from {rows[0]['year']} to {rows[-1]['year']}; most in {most['year']} ({most['ai']})."
    )
