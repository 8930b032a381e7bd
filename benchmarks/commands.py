"""How soon a command answers: ``python benchmarks/commands.py``.

From starting the process to the first byte that it prints, each some times in a row with a warm file cache. The floor
is Python itself, starting and printing.
"""

import json
import os
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
    floor, _ = _first_output([sys.executable, "-c", "print(1)"])
    wellbought = [sys.executable, "-m", "wellbought"]
    with tempfile.TemporaryDirectory() as folder:
        profile = Path(folder, "profile.json")
        profile.write_text(json.dumps(PROFILE), encoding="utf-8")
        commands = {
            "check PROFILE.json": ["check", str(profile)],
            "questions PROFILE.json": ["questions", str(profile)],
            "check PROFILE.json --lang es": ["check", str(profile), "--lang", "es"],
            "search QUERY": ["search", "training data"],
        }
        for name, arguments in commands.items():
            waited, cpu = _first_output([*wellbought, *arguments])
            yield Figure(f"wellbought {name}", waited, "ms", at_most=LIMIT)
            yield Figure("  CPU of the whole command", cpu, "ms")
        yield Figure("wellbought --help", _first_output([*wellbought, "--help"])[0], "ms")
    yield Figure("floor: Python starts and prints", floor, "ms")


def _first_output(command: Sequence[str]) -> tuple[float, float]:
    """Milliseconds to the first byte of output, and of CPU until the end: the median of some runs."""
    waited, cpu = [], []
    for _ in range(ROUNDS + 1):
        before = _cpu_of_children()
        began = time.perf_counter()
        with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE) as running:
            assert running.stdout is not None
            assert running.stdout.read(1), f"{command} printed nothing"
            waited.append((time.perf_counter() - began) * 1000)
            running.stdout.read()
        assert running.returncode == 0, f"{command} ended with {running.returncode}"
        cpu.append((_cpu_of_children() - before) * 1000)
    # The first run may have had to compile or to read from disk.
    return statistics.median(waited[1:]), statistics.median(cpu[1:])


def _cpu_of_children() -> float:
    spent = os.times()
    return spent.children_user + spent.children_system


if __name__ == "__main__":
    sys.exit(tell("Commands", figures()))
