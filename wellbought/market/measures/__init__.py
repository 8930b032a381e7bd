"""Market questions, one module each. A measure says what it needs, and is not shown where the data cannot carry it."""

from wellbought.market.measures.running import Measured, NoMeasure, measure

#: Every measure, in the order in which a page shows them.
MEASURES = (
    "ai_by_year",
    "contract_value",
    "price_per_unit",
    "suppliers",
    "concentration",
    "buyers",
    "procedures",
    "tenderers",
    "single_bid",
    "time_to_award",
    "notice_period",
    "contract_length",
    "amendments",
)

__all__ = ["MEASURES", "Measured", "NoMeasure", "measure"]
