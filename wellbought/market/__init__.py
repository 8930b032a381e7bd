"""Open contracting data: brought in, searched, measured. Plain Python over Parquet; DuckDB by default, Spark if asked.

Nothing heavy is imported here, so that commands that do not touch the market start as fast as before. Ask
:func:`wellbought.market.extra.need` first where the optional libraries may be missing.
"""
