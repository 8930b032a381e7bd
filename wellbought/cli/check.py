"""``wellbought check``: triage a purchase from a file, from answers in the terminal, or many from lines of JSON."""

import argparse
import json
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from wellbought.cli.files import as_json, parse_json, read_profile
from wellbought.errors import SeveralErrors, WellboughtError
from wellbought.pack.read import Pack, load_pack
from wellbought.profile import parse_profile
from wellbought.triage import check
from wellbought.triage.interview import counting
from wellbought.triage.lower import smallest_change
from wellbought.triage.outcome import change_as_json


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument(
        "profile", nargs="?", metavar="PROFILE.json", help="the facts, - for standard input; asks if left out"
    )
    parser.add_argument("--json", action="store_true", help="print JSON also in a terminal")
    parser.add_argument(
        "--jsonl", metavar="FILE", help='many at once: {"id": …, "profile": {…}} a line, - for standard input'
    )
    parser.add_argument("--lang", default="en", metavar="L", help="language of the reasons (en, es, …)")
    parser.add_argument(
        "--on", type=date.fromisoformat, default=None, metavar="DAY", help="judge by the rules of this day (2026-11-23)"
    )


def run(options: argparse.Namespace) -> int:
    """Check one purchase or many."""
    from wellbought.pack.translate import in_language

    pack = in_language(load_pack(), options.lang)
    on = options.on or date.today()
    if options.jsonl:
        return _check_lines(options.jsonl, pack, on)
    if options.profile:
        profile = read_profile(options.profile, pack)
    elif sys.stdin.isatty():
        from wellbought.cli.interview import ask_all

        profile = ask_all(pack)
    else:
        print("Name a file with the facts, or run this in a terminal to be asked.", file=sys.stderr)
        return 2
    outcome = check(profile, pack, on=on)
    if options.json or not sys.stdout.isatty():
        lower = [change_as_json(change) for change in smallest_change(outcome, pack, on=on)]
        print(as_json({**outcome.as_json(), "lower": lower, "profile": profile.as_json()}))
    else:
        from wellbought.cli.interview import tell

        tell(outcome, pack)
    return 0


def _check_lines(name: str, pack: Pack, on: date) -> int:
    """One result a line, in the order of the input; a line that cannot be checked says why and the rest goes on."""
    faults = 0
    for number, line in _lines(name):
        try:
            result = _check_line(line, pack, on)
        except WellboughtError as error:
            faults += 1
            errors = error.errors if isinstance(error, SeveralErrors) else (error,)
            result = {"id": _id_of(line), "error": [str(one) for one in errors]}
            for one in errors:
                print(f"{name}:{number}: {one}", file=sys.stderr)
        sys.stdout.write(_as_line(result) + "\n")
    return 1 if faults else 0


def _lines(name: str) -> Iterator[tuple[int, str]]:
    try:
        source = sys.stdin if name == "-" else Path(name).open(encoding="utf-8-sig")  # noqa: SIM115 - closed below
    except OSError as error:
        raise WellboughtError(f"This file cannot be read: {error.strerror}.", where=name) from None
    with source:
        try:
            for number, line in enumerate(source, start=1):
                if line.strip():
                    yield number, line
        except UnicodeDecodeError as error:
            raise WellboughtError(f"This is not UTF-8 text (byte {error.start}).", where=name) from None


def _check_line(line: str, pack: Pack, on: date) -> dict[str, object]:
    try:
        raw = parse_json(line)
    except WellboughtError as error:
        # The line is told by who asked; of an error inside it, its own place.
        where = "" if error.where == "1" else error.where
        raise WellboughtError(error.message, where=where) from None
    if not isinstance(raw, dict) or "profile" not in raw:
        raise WellboughtError('A line is an object such as {"id": "a1", "profile": {"affects": "public"}}.')
    profile = counting(pack, parse_profile(raw["profile"], jurisdictions=pack.jurisdictions))
    return {"id": raw.get("id"), **check(profile, pack, on=on).as_json()}


def _id_of(line: str) -> object:
    try:
        raw = json.loads(line)
    except (ValueError, RecursionError):
        return None
    return raw.get("id") if isinstance(raw, dict) else None


def _as_line(result: dict[str, object]) -> str:
    """JSON on one line; half a letter (a lone surrogate) that came in an id goes out as it came in."""
    line = json.dumps(result, ensure_ascii=False, default=str)
    try:
        line.encode()
    except UnicodeEncodeError:
        return json.dumps(result, default=str)
    return line
