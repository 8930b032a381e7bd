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
    valued = tables.comparable(rows, "amount", keep_all=True)
    summed = valued.group_by("supplier_key").agg(awards=valued.count(), value=valued.comparable.sum().round(2))
    shares = summed.mutate(
        share=(summed.awards / summed.awards.sum().over()).round(6),
        value_share=(summed.value / summed.value.sum().over()).round(6),
    )
    largest = shares.order_by([ibis.desc("awards"), "supplier_key"]).limit(_MOST)
    # Counting the buyers of every supplier would take longer than all the rest.
    theirs = rows.semi_join(largest, "supplier_key")
    named = theirs.group_by("supplier_key").agg(supplier=theirs.supplier.min(), buyers=theirs.buyer.nunique())
    both = largest.inner_join(named, "supplier_key").order_by([ibis.desc("awards"), "supplier_key"])
    return both.select("supplier", "awards", "buyers", "value", "share", "value_share")


def summary(rows: list[dict[str, Any]]) -> str:
    """One sentence."""
    return f"The most frequent supplier, {rows[0]['supplier']}, has {rows[0]['awards']} awards ({rows[0]['share']:.0%} of all)."
