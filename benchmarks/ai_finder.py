"""How well the AI finder tells purchases of AI: ``python benchmarks/ai_finder.py [KNOWN.jsonl.gz]``.

Prints F1 on each labelled set. With a file of contracts that are known to be of AI (one JSON object a line with
``description``, ``vendor`` and, if known, ``mod_text``), it also prints how many are found by words alone, with names of
products and suppliers, and with the words of amendments.
"""

import gzip
import json
import sys
from collections.abc import Iterator
from pathlib import Path

from figures import Figure, tell

from wellbought.market.finder import Finder, ai_finder
from wellbought.pack.read import load_pack

CASES = Path(__file__).parent.parent / "tests" / "cases" / "market"


def figures(known: Path | None) -> Iterator[Figure]:
    """Measure."""
    finder = ai_finder(load_pack())
    for path in sorted(CASES.glob("is_ai_*.jsonl")):
        right = wrong = missed = 0
        for line in path.read_text(encoding="utf-8").splitlines():
            case = json.loads(line)
            found = finder.judge(title=case["title"]).is_ai
            right += found and case["is_ai"]
            wrong += found and not case["is_ai"]
            missed += case["is_ai"] and not found
        yield Figure(
            f"{path.stem}: F1 of {right + missed} titles of AI among more", 2 * right / (2 * right + wrong + missed), ""
        )
    if known:
        yield from _recall(finder, known)


def _recall(finder: Finder, known: Path) -> Iterator[Figure]:
    rows = [json.loads(line) for line in gzip.decompress(known.read_bytes()).splitlines()]
    words = names = amendments = 0
    for row in rows:
        text = str(row.get("description") or "")
        said = finder.judge(title=text)
        named = finder.judge(title=text, supplier=str(row.get("vendor") or ""))
        amended = finder.judge(
            title=text, supplier=str(row.get("vendor") or ""), related={"amendment": str(row.get("mod_text") or "")}
        )
        words += said.is_ai
        names += named.is_likely
        amendments += amended.is_likely
    yield Figure(f"recall by words and codes, of {len(rows)} known contracts", words / len(rows), "")
    yield Figure("recall with names of products and suppliers as well", names / len(rows), "")
    yield Figure("recall with the words of amendments as well", amendments / len(rows), "")


if __name__ == "__main__":
    given = Path(sys.argv[1]) if len(sys.argv) > 1 else None
    sys.exit(tell("AI finder", figures(given)))
