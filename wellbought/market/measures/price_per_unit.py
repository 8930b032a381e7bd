"""What does one unit cost?"""

from typing import Any

import ibis
import ibis.expr.types as ir

from wellbought.market.selection import Tables

QUESTION = "What does one unit cost: a licence, a user, an hour?"
FORMULA = "quartiles of the price per unit as published (items/unit/value), by unit; outliers lie 1.5 interquartile ranges outside"
SOURCE = "OCDS items/unit; quartiles by linear interpolation; outliers after Tukey, 1977"
LIMITS = (
    "Units are as published and not translated. One unit may stand for different things, so compare the descriptions."
)
REQUIRES = ("prices.price", "prices.unit", "prices.currency", "prices.year")
COMPARES_MONEY = True
CHART = ("range", "unit", "median")
_MOST_UNITS = 25


def table(tables: Tables) -> ir.Table:
    """Unit, number, least, quartiles, most, outliers; the most frequent units."""
    rows = tables.comparable(tables.prices.filter(tables.prices.unit.notnull()), "price")
    spread = rows.group_by("unit").agg(
        prices=rows.count(),
        contracts=rows.ocid.nunique(),
        least=rows.comparable.min(),
        quarter=rows.comparable.quantile(0.25).round(2),
        median=rows.comparable.quantile(0.5).round(2),
        three_quarters=rows.comparable.quantile(0.75).round(2),
        most=rows.comparable.max(),
    )
    spread = spread.order_by([ibis.desc("prices"), "unit"]).limit(_MOST_UNITS)
    reach = (spread.three_quarters - spread.quarter) * 1.5
    bounds = spread.mutate(low=spread.quarter - reach, high=spread.three_quarters + reach)[["unit", "low", "high"]]
    joined = rows.inner_join(bounds, "unit")
    outside = ((joined.comparable < joined.low) | (joined.comparable > joined.high)).cast("int64")
    outliers = joined.group_by("unit").agg(outliers=outside.sum())
    return spread.inner_join(outliers, "unit").order_by([ibis.desc("prices"), "unit"])


def summary(rows: list[dict[str, Any]]) -> str:
    """One sentence."""
    first = rows[0]
    return (
        f"For “{first['unit']}”, half of {first['prices']} prices lie between {first['quarter']:,.2f} and "
        f"{first['three_quarters']:,.2f}; the middle is {first['median']:,.2f}."
    )
