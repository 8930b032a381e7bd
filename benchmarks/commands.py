"""How soon a command answers: ``python benchmarks/commands.py``.

From starting the process to the first byte that it prints, each some times in a row with a warm file cache. The floor
is Python itself, starting and printing.
"""

import json
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

from figures import ROOT, Figure, tell

ROUNDS = 7
LIMIT = 800
PROFILE = {
    "ai_type": ["generative"],
    "affects": "public",
    "decision_role": "informs",
    "domain": "benefits",
    "personal_data": True,
    "public_facing": True,
    "jurisdiction": ["uk"],
}


def figures() -> Iterator[Figure]:
    """Measure."""
    floor = _first_output([sys.executable, "-c", "print(1)"])
    wellbought = [sys.executable, "-m", "wellbought"]
    with tempfile.TemporaryDirectory() as folder:
        profile = Path(folder, "profile.json")
        profile.write_text(json.dumps(PROFILE), encoding="utf-8")
        answered = _first_output([*wellbought, "check", str(profile)])
        yield Figure("wellbought check PROFILE.json", answered, "ms", at_most=LIMIT)
        asked = _first_output([*wellbought, "questions", str(profile)])
        yield Figure("wellbought questions PROFILE.json", asked, "ms", at_most=LIMIT)
        found = _first_output([*wellbought, "search", "training data"])
        yield Figure("wellbought search QUERY (builds the index)", found, "ms", at_most=LIMIT)
        spanish = _first_output([*wellbought, "check", str(profile), "--lang", "es"])
        yield Figure("wellbought check PROFILE.json --lang es", spanish, "ms", at_most=LIMIT)
        yield Figure("wellbought --help", _first_output([*wellbought, "--help"]), "ms")
    yield Figure("floor: Python starts and prints", floor, "ms")
    yield Figure("  check, as a multiple of the floor", answered / floor, "times")


def _first_output(command: Sequence[str]) -> float:
    """Milliseconds to the first byte of output, the median of some runs."""
    times = []
    for _ in range(ROUNDS + 1):
        began = time.perf_counter()
        with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE) as running:
            assert running.stdout is not None
            assert running.stdout.read(1), f"{command} printed nothing"
            times.append((time.perf_counter() - began) * 1000)
            running.stdout.read()
        assert running.returncode == 0, f"{command} ended with {running.returncode}"
    # The first run may have had to compile or to read from disk.
    return statistics.median(times[1:])


if __name__ == "__main__":
    sys.exit(tell("Commands", figures()))
