"""The one command that runs all the tests: lint, format, types, layers, the guidance, and pytest.

With arguments, they go to pytest alone: ``./dev test tests/engine -k tier``.
"""

import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).parent.parent

#: What is proven before the tests run, quickest first.
PROOFS = (
    ("lint", ["ruff", "check", "--quiet", "."]),
    ("format", ["ruff", "format", "--check", "--quiet", "."]),
    ("layers", ["lint-imports"]),
    ("types", ["mypy"]),
    ("guidance", [sys.executable, "-m", "wellbought", "pack", "check"]),
)

PYTEST = [sys.executable, "-m", "pytest", "-q"]
#: What touches the database, run a second time on PostgreSQL.
ON_POSTGRES = (
    "tests/web/test_purchases.py",
    "tests/web/test_sign_in.py",
    "tests/web/test_work.py",
    "tests/web/test_background.py",
    "tests/web/test_accounts.py",
    "tests/web/test_ways_in.py",
    "tests/web/test_notifications.py",
)


def main(arguments: list[str]) -> int:
    """Run the proofs and the tests; the first status that is not 0 is the answer, but all of them run."""
    if arguments:
        return _run("tests", [*PYTEST, *arguments])
    statuses = [_run(name, command) for name, command in PROOFS]
    statuses.append(_run("tests", [*PYTEST, "-n", "2", "--dist", "loadfile"]))
    statuses.append(_run("tests on PostgreSQL", [*PYTEST, "--ds=tests.settings_postgres", *ON_POSTGRES]))
    return next((status for status in statuses if status), 0)


def _run(name: str, command: list[str]) -> int:
    print(f"── {name}: {' '.join(Path(part).name for part in command)}", flush=True)
    began = time.perf_counter()
    program = Path(sys.executable).parent / command[0]
    status = subprocess.run(
        [program if program.exists() else command[0], *command[1:]], cwd=ROOT, check=False
    ).returncode
    print(f"   {name}: {'well' if status == 0 else 'NOT WELL'}, {time.perf_counter() - began:.1f} s", flush=True)
    return status


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
