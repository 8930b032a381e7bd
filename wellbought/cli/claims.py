"""``wellbought claims``: find claims in what vendors write."""

import argparse
import json
import re
import sys
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path

from wellbought.claims import ClaimRules, Finding, Report, claim_rules, find_claims, judge
from wellbought.claims.reading import ReadText, read_file
from wellbought.cli.files import as_json
from wellbought.errors import WellboughtError
from wellbought.pack.kinds import ClaimElement
from wellbought.pack.read import Pack, bundled_folders, load_pack
from wellbought.pack.translate import in_language

#: The longest line of JSON Lines that is read, in characters.
LONGEST_LINE = 5_000_000

#: Halves of letters, which JSON may hold and no text may.
_HALF_LETTERS = re.compile("[\ud800-\udfff]")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument(
        "files", nargs="+", metavar="FILE", help=".txt .md .html .pdf .docx .pptx or .jsonl; - for standard input"
    )
    parser.add_argument("--json", action="store_true", help="print the findings as JSON also in a terminal")
    parser.add_argument(
        "--jsonl",
        action="store_true",
        help='files of {"id": …, "text": …} a line; prints {"id", "flag", "kinds"} a line',
    )
    parser.add_argument("--lang", default="en", metavar="L", help="language of the questions (en, es, …)")
    parser.add_argument(
        "--pack",
        action="append",
        default=[],
        type=Path,
        metavar="DIR",
        help="a pack of your own, with patterns and words of yours in its folder claims/; may be given again",
    )


def run(options: argparse.Namespace) -> int:
    """Find claims in files, or judge lines."""
    folders = [*bundled_folders(), *options.pack] if options.pack else None
    pack = in_language(load_pack(folders), options.lang)
    rules = claim_rules(pack)
    faults = 0
    if options.jsonl:
        for name in options.files:
            faults += _judge_lines(name, rules)
        return 1 if faults else 0
    found: list[dict[str, object]] = []
    as_data = options.json or not sys.stdout.isatty()
    for name in options.files:
        try:
            parts = list(_read(name, rules))
        except WellboughtError as error:
            print(error, file=sys.stderr)
            faults += 1
            continue
        for line, read, report in parts:
            _warn(name, read, report)
            found += [_as_data(finding, pack, name, line) for finding in report.findings]
            if not as_data:
                _tell(name, report, pack)
    if as_data:
        print(as_json(found))
    return 1 if faults else 0


def _read(name: str, rules: ClaimRules) -> Iterator[tuple[object, ReadText, Report]]:
    """What a file holds: itself, or its lines if it is JSON Lines, each with its id."""
    if name.endswith((".jsonl", ".ndjson")):
        errors = 0
        for number, line in _lines(name):
            try:
                line_id, text, language = _parsed(line)
            except WellboughtError as error:
                print(f"{name}:{number}: {error}", file=sys.stderr)
                errors += 1
                continue
            report = find_claims(text, rules, language=language, name=f"{line_id}-")
            yield line_id, ReadText(text, "jsonl"), report
        if errors:
            raise WellboughtError(f"{errors} of its lines could not be read; see above.", where=name)
        return
    read = _standard_input() if name == "-" else read_file(Path(name))
    yield None, read, find_claims(read.text, rules)


def _standard_input() -> ReadText:
    from wellbought.claims.reading import text_of_bytes

    return text_of_bytes(sys.stdin.buffer.read(), "standard input")


def _warn(name: str, read: ReadText, report: Report) -> None:
    """Say what was not read, and why."""
    for note in read.notes:
        print(f"{name}: {note}", file=sys.stderr)
    unread = report.unread
    if unread:
        languages = ", ".join(sorted({part.lang or "unknown" for part in unread}))
        print(
            f"{name}: not checked: {len(unread)} paragraph(s), in a language without rules ({languages}).",
            file=sys.stderr,
        )


def _as_data(finding: Finding, pack: Pack, name: str, line: object) -> dict[str, object]:
    labels = {element.id: element.label for element in pack.all(ClaimElement)}
    data = asdict(finding)
    data["missing"] = [{"id": element, "label": labels[element]} for element in finding.missing]
    data["file"] = name
    if line is not None:
        data["line"] = line
    return data


def _tell(name: str, report: Report, pack: Pack) -> None:
    labels = {element.id: element.label for element in pack.all(ClaimElement)}
    print(f"{name}: {len(report.findings)} claims to ask about, {len(report.credits)} honest statements.\n")
    for finding in report.findings:
        kinds = ", ".join(pack.name("claim", kind).label for kind in finding.kinds)
        print(f"{finding.id}. “{finding.text}”\n   {kinds}")
        print("   Because of: " + "; ".join(f"“{reason.words}”" for reason in finding.why))
        if finding.missing:
            print("   It does not say: " + "; ".join(labels[element] for element in finding.missing))
        print(f"   Ask: {finding.ask}\n   Evidence: {finding.evidence}\n")


def _judge_lines(name: str, rules: ClaimRules) -> int:
    """One verdict a line, in the order of the input; a line that cannot be judged says why and the rest goes on.

    :returns: how many could not be judged
    """
    faults = 0
    for number, line in _lines(name):
        result: dict[str, object]
        try:
            line_id, text, language = _parsed(line)
            verdict = judge(text, rules, language=language)
            result = {"id": line_id, "flag": verdict.flag, "kinds": list(verdict.kinds)}
            if verdict.lang is None:
                result["note"] = "It is in a language that there are no rules for; it was not checked."
        except WellboughtError as error:
            faults += 1
            result = {"id": _id_of(line), "error": error.message}
            print(f"{name}:{number}: {error}", file=sys.stderr)
        sys.stdout.write(json.dumps(result) + "\n")
    return faults


def _lines(name: str) -> Iterator[tuple[int, str]]:
    """The lines of a file that are not empty, with their numbers; bytes that are no UTF-8 spoil only their line."""
    try:
        source = sys.stdin.buffer if name == "-" else Path(name).open("rb")  # noqa: SIM115 - closed below
    except OSError as error:
        raise WellboughtError(f"This file cannot be read: {error.strerror}.", where=name) from None
    with source:
        for number, raw in enumerate(source, start=1):
            line = raw.decode("utf-8-sig" if number == 1 else "utf-8", errors="surrogateescape")
            if line.strip():
                yield number, line


def _parsed(line: str) -> tuple[object, str, str | None]:
    """The id and the text of a line, and its language if it says so.

    :raises WellboughtError: saying what a line holds
    """
    if len(line) > LONGEST_LINE:
        raise WellboughtError(f"This line is longer than {LONGEST_LINE:,} characters.")
    if any("\udc80" <= character <= "\udcff" for character in line):
        raise WellboughtError("This line is not UTF-8.")
    try:
        raw = json.loads(line)
    except (json.JSONDecodeError, RecursionError) as error:
        raise WellboughtError(f"This line is not JSON: {error}.") from None
    if not isinstance(raw, dict) or not isinstance(raw.get("text"), str):
        raise WellboughtError('A line is an object such as {"id": "a1", "text": "It never fails."}.')
    language = raw.get("lang")
    text = _HALF_LETTERS.sub("\ufffd", raw["text"])
    return raw.get("id"), text, language if language in ("en", "es", "fr") else None


def _id_of(line: str) -> object:
    try:
        raw = json.loads(line)
    except (ValueError, RecursionError):
        return None
    return raw.get("id") if isinstance(raw, dict) else None
