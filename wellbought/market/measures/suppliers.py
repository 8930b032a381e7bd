"""Who supplies it, and how much of it?"""

from typing import Any

import ibis
import ibis.expr.types as ir

from wellbought.market.selection import Tables

QUESTION = "Who supplies it, and what share do they have?"
FORMULA = "awards by supplier (names folded), with the share of the number and of the comparable value"
SOURCE = "OCDS awards/suppliers"
LIMITS = "One firm may appear under several names, and a group under those of its members."
REQUIRES = ("awards.supplier_key",)
COMPARES_MONEY = True
CHART = ("bars", "supplier", "awards")
_MOST = 25


def table(tables: Tables) -> ir.Table:
    """Supplier, awards, their share, value, its share; the largest."""
    rows = tables.awards.filter(tables.awards.supplier_key.notnull() & (tables.awards.supplier_key != ""))
    counted = rows.group_by("supplier_key").agg(
        supplier=rows.supplier.min(), awards=rows.count(), buyers=rows.buyer.nunique()
    )
    valued = tables.comparable(rows.filter(rows.amount.notnull()), "amount")
    value = valued.group_by("supplier_key").agg(value=valued.comparable.sum().round(2))
    both = counted.left_join(value, "supplier_key").drop("supplier_key_right")
    shares = both.mutate(
        share=(both.awards / both.awards.sum().over()).round(6),
        value_share=(both.value / both.value.sum().over()).round(6),
    )
    return shares.order_by([ibis.desc("awards"), "supplier_key"]).limit(_MOST).drop("supplier_key")


def summary(rows: list[dict[str, Any]]) -> str:
    """One sentence."""
    return f"The most frequent supplier, {rows[0]['supplier']}, has {rows[0]['awards']} awards ({rows[0]['share']:.0%} of all)."
