"""By which procedures is it bought?"""

from typing import Any

import ibis
import ibis.expr.types as ir

from wellbought.market.selection import Tables

QUESTION = "By which procedures is it bought, and how many compete?"
FORMULA = "contracts by procurement method, with the mean and the median of the number of tenderers"
SOURCE = "OCDS tender/procurementMethod, tender/numberOfTenderers"
LIMITS = "Publishers sort their procedures into the four methods of the standard in different ways."
REQUIRES = ("processes.method",)
CHART = ("bars", "method", "contracts")
_MOST = 20


def table(tables: Tables) -> ir.Table:
    """Method, contracts, share, contracts that tell the tenderers, their mean and median."""
    rows = tables.processes.filter(tables.processes.method.notnull())
    grouped = rows.group_by("method").agg(
        contracts=rows.count(),
        telling=rows.tenderers.count(),
        mean_tenderers=rows.tenderers.mean().round(2),
        median_tenderers=rows.tenderers.cast("float64").quantile(0.5).round(2),
    )
    shares = grouped.mutate(share=(grouped.contracts / grouped.contracts.sum().over()).round(6))
    return shares.order_by([ibis.desc("contracts"), "method"]).limit(_MOST)


def summary(rows: list[dict[str, Any]]) -> str:
    """One sentence."""
    return f"Most often “{rows[0]['method']}”: {rows[0]['contracts']} contracts ({rows[0]['share']:.0%})."
