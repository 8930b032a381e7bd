"""Measures everything and says what falls short: ``python benchmarks/run.py``, or some of it: ``… run.py check web``.

Each benchmark is a script of its own in this folder and a process of its own here, so that none warms another's caches.
"""

import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).parent
#: In this order; a name is a script's.
BENCHMARKS = (
    "check",
    "pack",
    "commands",
    "search",
    "documents",
    "claims",
    "market",
    "learning",
    "web",
    "workspace",
    "saving",
)


def main(chosen: list[str]) -> int:
    """Run the benchmarks; the exit status is 1 if any figure falls short."""
    there = [name for name in BENCHMARKS if (HERE / f"{name}.py").is_file()]
    unknown = [name for name in chosen if name not in there]
    if unknown:
        print(f"There is no benchmark {', '.join(unknown)}. There are: {', '.join(there)}.", file=sys.stderr)
        return 2
    short = [name for name in chosen or there if not _reaches_its_targets(name)]
    print(f"\nNot all targets are reached in: {', '.join(short)}." if short else "\nAll targets are reached.")
    return 1 if short else 0


def _reaches_its_targets(name: str) -> bool:
    done = subprocess.run([sys.executable, str(HERE / f"{name}.py")], cwd=HERE.parent, check=False)
    return done.returncode == 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
