"""What do such contracts cost?"""

from typing import Any

import ibis
import ibis.expr.types as ir

from wellbought.market.selection import Tables

QUESTION = "What do such contracts cost?"
FORMULA = "quartiles of the awarded value (else the contract's value) by year; an outlier lies 1.5 interquartile ranges outside"
SOURCE = "Quartiles by linear interpolation; outliers after Tukey, Exploratory Data Analysis, 1977"
LIMITS = "Values may include or leave out tax, options and call-offs; publishers differ."
REQUIRES = ("processes.amount", "processes.currency", "processes.year")
COMPARES_MONEY = True
CHART = ("range", "year", "median")


def table(tables: Tables) -> ir.Table:
    """Year, number, least, quartiles, most, outliers."""
    rows = tables.comparable(tables.processes.filter(tables.processes.amount_of != "tender"), "amount")
    spread = rows.group_by("year").agg(
        contracts=rows.count(),
        least=rows.comparable.min(),
        quarter=rows.comparable.quantile(0.25).round(2),
        median=rows.comparable.quantile(0.5).round(2),
        three_quarters=rows.comparable.quantile(0.75).round(2),
        most=rows.comparable.max(),
    )
    reach = (spread.three_quarters - spread.quarter) * 1.5
    bounds = spread.mutate(low=spread.quarter - reach, high=spread.three_quarters + reach)[["year", "low", "high"]]
    joined = rows.inner_join(bounds, "year")
    outside = ((joined.comparable < joined.low) | (joined.comparable > joined.high)).cast("int64")
    outliers = joined.group_by("year").agg(outliers=outside.sum())
    return spread.inner_join(outliers, "year").order_by(ibis.asc("year"))


def summary(rows: list[dict[str, Any]]) -> str:
    """One sentence."""
    last = rows[-1]
    return (
        f"In {last['year']} half of {last['contracts']} contracts cost between {last['quarter']:,.0f} and "
        f"{last['three_quarters']:,.0f}; the middle is {last['median']:,.0f}."
    )
