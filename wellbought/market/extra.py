"""Says plainly what to install when the optional libraries for market data are missing."""

from importlib.util import find_spec

from wellbought.errors import WellboughtError

#: What each optional part needs, by the name of its extra.
NEEDS = {"market": ("duckdb", "ibis", "orjson", "ocdsmerge", "zstandard"), "spark": ("pyspark", "ibis")}


class ExtraMissing(WellboughtError):
    """An optional part of the installation is not there."""


def need(extra: str = "market") -> None:
    """Make sure that an extra is installed.

    :raises ExtraMissing: saying how to install it
    """
    missing = [name for name in NEEDS[extra] if find_spec(name) is None]
    if missing:
        raise ExtraMissing(
            f"Market data need libraries that are not installed ({', '.join(missing)}). "
            f"Install them with: pip install 'wellbought[{extra}]', or in a checkout: "
            f"./dev uv sync --extra {extra}."
        )
