"""How long the pages of market research take, first byte to last, inside one process.

Run ``python benchmarks/market_pages.py FOLDER`` over a dataset of your own, such as a million contracts that
``wellbought market ingest`` made; without a folder it takes the sample that ships. CPU time is told beside the wall's,
because a machine that is busy with something else doubles the one and not the other.
"""

import os
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from itertools import cycle
from pathlib import Path

from figures import Figure, percentile, tell

MOST_MS = 300.0
WORDS = (
    "chatbot|software|translation|school meals|road maintenance|cleaning services|vehicles|medical equipment|consulting|"
    "electricity|software licence for schools|construction of a bridge|training of staff|security guards|furniture|fuel|"
    "water pipes|insurance|internet connection|printing of forms"
).split("|")
MEASURES = (
    "contract-value suppliers procedures time-to-award contract-length amendments ai-by-year price-per-unit".split()
)


def figures(folder: str) -> Iterator[Figure]:
    """Search, contracts, and figures over what is similar, each asked for once."""
    with tempfile.TemporaryDirectory() as home:
        os.environ.update(
            WELLBOUGHT_HOME=home,
            WELLBOUGHT_MARKET=folder or f"{home}/market",
            WELLBOUGHT_PLAIN_STATIC="1",
            WELLBOUGHT_HOSTS="testserver",
            DJANGO_SETTINGS_MODULE="wellbought.web.config.settings",
        )
        Path(home, "static").mkdir()
        import django

        django.setup()
        from wellbought.web.market import actions, queries

        if not folder:
            actions.bring_sample()
        queries.warm()
        yield Figure("contracts in the dataset", queries.overview().processes, "")
        ocids = [row.ocid for word in WORDS[:5] for row in queries.search(queries.Asked(words=word)).rows[:4]]
        _times(["/en/market/figures/buyers/", "/en/market/data/"])
        yield from _told("search", [f"/en/market/?q={word}" for word in WORDS])
        yield from _told("a contract", [f"/en/market/contract/?ocid={ocid}" for ocid in ocids])
        pairs = list(zip(cycle(MEASURES), WORDS, strict=False))
        yield from _told(
            "a figure over similar contracts, with its chart", [f"/en/market/figures/{one}/?q={q}" for one, q in pairs]
        )
        yield from _told("a figure over all, first time", [f"/en/market/figures/{one}/" for one in MEASURES])


def _told(name: str, addresses: Sequence[str]) -> Iterator[Figure]:
    before = time.process_time()
    times = _times(addresses)
    cpu = 1000 * (time.process_time() - before) / len(addresses)
    yield Figure(f"{name}, median", statistics.median(times), "ms")
    yield Figure(f"{name}, p95", percentile(times, 0.95), "ms", at_most=MOST_MS)
    yield Figure(f"{name}, CPU on all cores", cpu, "ms")


def _times(addresses: Sequence[str]) -> list[float]:
    from django.test import Client

    client, times = Client(), []
    for address in addresses:
        began = time.perf_counter()
        response = client.get(address)
        times.append(1000 * (time.perf_counter() - began))
        if response.status_code != 200:
            sys.exit(f"{address}: {response.status_code}")
    return times


if __name__ == "__main__":
    chosen = str(Path(sys.argv[1]).resolve()) if len(sys.argv) > 1 else ""
    sys.exit(tell("Pages of market research", figures(chosen)))
