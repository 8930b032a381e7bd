"""How long a procurement strategy takes as DOCX and as PDF: in a fresh process, and in one that has made some before.

Run ``python benchmarks/documents.py``. The guidance is loaded before the clock starts; a fresh process then loads the
libraries of the format, fills the template and writes the file.
"""

import json
import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from statistics import median

from figures import ROOT, Figure, tell, wall_ms

MOST_SECONDS = 1.5
ENDINGS = ("docx", "pdf")
WARM_RUNS = 5

PROFILE = {
    "ai_type": ["generative"],
    "affects": "public",
    "decision_role": "informs",
    "domain": "benefits",
    "practices": [],
    "personal_data": True,
    "vulnerable_groups": True,
    "public_facing": True,
    "need": "common",
    "considered": ["custom"],
    "scale": "population",
    "jurisdiction": ["eu"],
    "estimated_value": {"amount": "240000", "currency": "EUR"},
    "pricing": "usage",
}


def figures() -> Iterator[Figure]:
    """Each format, measured in a process of its own."""
    for ending in ENDINGS:
        done = subprocess.run([sys.executable, __file__, ending], cwd=ROOT, stdout=subprocess.PIPE, check=True)
        found = json.loads(done.stdout)
        name = f"strategy as {ending.upper()}"
        yield Figure(f"{name}, the first in a process", found["cold"] / 1000, "s", at_most=MOST_SECONDS)
        yield Figure(f"{name}, later ones", found["warm"] / 1000, "s", at_most=MOST_SECONDS)
        yield Figure(f"{name}, size", found["bytes"] / 1000, "kB")


def measure(ending: str) -> dict[str, float]:
    """Milliseconds for the first document and for later ones."""
    from wellbought.pack.read import load_pack
    from wellbought.profile import parse_profile
    from wellbought.purchase import purchase_of_profile

    today = date(2026, 11, 23)
    pack = load_pack()
    purchase = purchase_of_profile(parse_profile(PROFILE), pack, on=today, title="A chatbot", buyer="City of Northford")
    sizes = []

    def make() -> None:
        from wellbought.documents.assemble import assemble, write

        sizes.append(len(write(assemble("strategy", purchase, pack, on=today, language="en"), ending, pack)))

    return {"cold": wall_ms(make), "warm": median(wall_ms(make) for _ in range(WARM_RUNS)), "bytes": sizes[0]}


if __name__ == "__main__":
    if len(sys.argv) > 1:
        print(json.dumps(measure(sys.argv[1])))
    else:
        sys.exit(tell("Documents", figures()))
