"""How long does it take from notice to award?"""

from typing import Any

import ibis
import ibis.expr.types as ir

from wellbought.market.selection import Tables

QUESTION = "How long does it take from notice to award?"
FORMULA = "days from the notice (datePublished, else the start of the tender period) to the first award, by method"
SOURCE = "OCDS tender/datePublished, tender/tenderPeriod, awards/date"
LIMITS = "Some publishers date the notice when they publish the award; such contracts seem to take no time."
REQUIRES = ("processes.notice_on", "processes.award_on")
CHART = ("range", "method", "median")
_MOST_DAYS = 3650


def table(tables: Tables) -> ir.Table:
    """Method, contracts, and the quartiles of the days."""
    rows = tables.processes.filter(tables.processes.notice_on.notnull() & tables.processes.award_on.notnull())
    rows = rows.mutate(
        days=rows.award_on.delta(rows.notice_on, unit="day").cast("float64"), method=rows.method.fill_null("not said")
    )
    rows = rows.filter((rows.days >= 0) & (rows.days <= _MOST_DAYS))
    grouped = rows.group_by("method").agg(
        contracts=rows.count(),
        quarter=rows.days.quantile(0.25).round(1),
        median=rows.days.quantile(0.5).round(1),
        three_quarters=rows.days.quantile(0.75).round(1),
        most=rows.days.max(),
    )
    return grouped.order_by([ibis.desc("contracts"), "method"])


def summary(rows: list[dict[str, Any]]) -> str:
    """One sentence."""
    first = rows[0]
    return (
        f"By the method “{first['method']}” half of {first['contracts']} contracts took between {first['quarter']:,.0f} and "
        f"{first['three_quarters']:,.0f} days; the middle is {first['median']:,.0f}."
    )
