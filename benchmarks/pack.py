"""How fast the guidance is read and proven: ``python benchmarks/pack.py``.

Each figure is taken in a process of its own, imports included, as a command or a server's start meets it. The floor is
reading the same files and parsing their YAML, and nothing else.
"""

import json
import statistics
import subprocess
import sys
from collections.abc import Iterator

from figures import ROOT, Figure, tell

ROUNDS = 5

FLOOR = """
from pathlib import Path
import yaml
for path in sorted(Path("wellbought/content").rglob("*")):
    if path.suffix in (".yaml", ".md"):
        text = path.read_text(encoding="utf-8")
        front = text[4:].partition("\\n---\\n")[0] if path.suffix == ".md" else text
        list(yaml.load_all(front, Loader=yaml.CSafeLoader)) if "documents" not in path.parts else None
"""
LOAD = """
from wellbought.pack.read import load_pack
load_pack()
"""
PROVE = """
import contextlib, io
from wellbought.__main__ import main
with contextlib.redirect_stdout(io.StringIO()):
    assert main(["pack", "check"]) == 0
"""
TRANSLATE = """
from wellbought.pack.read import load_pack
from wellbought.pack.translate import in_language
in_language(load_pack(), "es")
"""

TIMED = """
import time, json
wall, cpu = time.perf_counter(), time.process_time()
{code}
print(json.dumps([(time.perf_counter() - wall) * 1000, (time.process_time() - cpu) * 1000]))
"""


def figures() -> Iterator[Figure]:
    """Measure."""
    from wellbought.pack.read import load_pack

    pack = load_pack()
    yield Figure("items in the pack", sum(len(of_kind) for of_kind in pack.items.values()), "items")
    floor, _ = _timed(FLOOR)
    load, load_cpu = _timed(LOAD)
    prove, _ = _timed(PROVE)
    yield Figure("load: read and prove each file", load, "ms", at_most=1500)
    yield Figure("  of it CPU", load_cpu, "ms")
    yield Figure("load and validate as a whole (pack check)", prove, "ms", at_most=1500)
    yield Figure("load and bring into Spanish", _timed(TRANSLATE)[0], "ms")
    yield Figure("floor: parse the same files, prove nothing", floor, "ms")
    yield Figure("  load and validate, as a multiple of the floor", prove / floor, "times")


def _timed(code: str) -> tuple[float, float]:
    """Milliseconds on the clock and of CPU: the median of some fresh processes."""
    runs = []
    for _ in range(ROUNDS):
        done = subprocess.run(
            [sys.executable, "-c", TIMED.format(code=code)], cwd=ROOT, stdout=subprocess.PIPE, check=True
        )
        runs.append(json.loads(done.stdout))
    return (statistics.median(wall for wall, _ in runs), statistics.median(cpu for _, cpu in runs))


if __name__ == "__main__":
    sys.exit(tell("Pack", figures()))
