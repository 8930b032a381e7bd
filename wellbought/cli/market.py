"""``wellbought market``: bring contracting data in, search them, measure them, find AI."""

import argparse
import json
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

from wellbought.errors import WellboughtError
from wellbought.market.extra import need
from wellbought.pack.read import load_pack

if TYPE_CHECKING:
    from wellbought.market.engines import Engine
    from wellbought.market.ingest import Progress
    from wellbought.market.selection import Selection

#: Where data lie if nothing else is said.
FOLDER = "market-data"
_FILTERS = ("country", "buyer", "supplier", "method", "since", "until", "at_least", "at_most", "currency")
_LONGEST_LINE = 5_000_000
_MOST_SHOWN = 20


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the subcommands."""
    commands = parser.add_subparsers(
        dest="command", required=True, metavar="ingest | find | summary | coverage | flags | is-ai | mapping"
    )
    ingest = commands.add_parser("ingest", help="bring in OCDS or tables: files, folders, archives")
    ingest.add_argument("paths", nargs="+", type=Path, metavar="PATH")
    ingest.add_argument("--to", type=Path, default=Path(FOLDER), metavar="DIR", help="the dataset's folder")
    ingest.add_argument("--mapping", type=Path, metavar="FILE", help="which column of a table holds what, as corrected")
    ingest.add_argument("--report", type=Path, metavar="FILE", help="write what could not be read, one JSON line each")
    find = commands.add_parser("find", help="who bought something like this?")
    find.add_argument("query", nargs="+", help="a few words, or - to read a description from standard input")
    find.add_argument("--limit", type=int, default=20, metavar="N")
    summary = commands.add_parser("summary", help="the measures: values, suppliers, procedures, times, AI by year")
    summary.add_argument("--measure", action="append", metavar="ID", help="only this one; give it once for each")
    summary.add_argument("--like", default="", metavar="WORDS", help="only contracts like this, as find finds them")
    summary.add_argument(
        "--compare", choices=("euro", "constant-dollar"), default="euro", help="how amounts are compared"
    )
    summary.add_argument("--charts", action="store_true", help="with a Vega-Lite chart for each")
    coverage = commands.add_parser("coverage", help="which fields are filled, and so which questions can be answered")
    for one in (find, summary, coverage):
        one.add_argument("--data", type=Path, default=Path(FOLDER), metavar="DIR", help="the dataset's folder")
        one.add_argument("--engine", choices=("duckdb", "spark"), default="duckdb")
        one.add_argument("--master", default="local[2]", metavar="URL", help="where Spark runs, as spark://host:7077")
    for one in (find, summary):
        for name in _FILTERS:
            one.add_argument(f"--{name.replace('_', '-')}", default="", metavar="…")
        one.add_argument("--ai-only", action="store_true", help="only purchases of AI")
    is_ai = commands.add_parser("is-ai", help="which texts tell of a purchase of AI, and by which words")
    is_ai.add_argument(
        "--jsonl", required=True, metavar="FILE", help='lines of {"id", "title", …}; - for standard input'
    )
    mapping = commands.add_parser("mapping", help="guess what the columns of a table hold, to correct and hand back")
    mapping.add_argument("file", type=Path, metavar="FILE")
    flags = commands.add_parser("flags", help="red flags for your own purchase")
    flags.add_argument(
        "file", type=Path, metavar="FILE", help="JSON: notice_on, deadline_on, award_on, tenderers, method …"
    )


def run(options: argparse.Namespace) -> int:
    """Do what the subcommand says."""
    return {
        "ingest": _ingest,
        "find": _find,
        "summary": _summary,
        "coverage": _coverage,
        "is-ai": _is_ai,
        "mapping": _mapping,
        "flags": _flags,
    }[options.command](options)


def _print(value: object) -> None:
    print(json.dumps(value, ensure_ascii=False, indent=2, default=_plain))


def _plain(value: object) -> object:
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    if isinstance(value, (date, datetime)):
        return value.isoformat()
    raise TypeError(type(value))


def _ingest(options: argparse.Namespace) -> int:
    need("market")
    from wellbought.market.finder import ai_finder
    from wellbought.market.ingest import ingest

    began = time.monotonic()
    done = ingest(
        options.paths,
        options.to,
        ai_finder(load_pack()),
        mapping=options.mapping,
        progress=lambda how_far: _tell(how_far, time.monotonic() - began),
    )
    problems = done.problems()
    if options.report:
        from wellbought.cli.files import write_whole

        lines = "".join(json.dumps(one, ensure_ascii=False) + "\n" for one in problems)
        write_whole(options.report, lines.encode())
    for one in problems[:_MOST_SHOWN]:
        print(f"{one['file']}:{one['line'] or ''}: {one['reason']}", file=sys.stderr)
    if len(problems) > _MOST_SHOWN:
        print(f"… and {len(problems) - _MOST_SHOWN} more; --report FILE writes them all.", file=sys.stderr)
    counts: dict[str, int] = {}
    for source in done.taken:
        for kind, number in source.counts.items():
            counts[kind] = counts.get(kind, 0) + number
    dataset = done.dataset
    names = ("digest", "processes", "releases", "awards", "prices", "ai", "first_year", "last_year")
    _print(
        {
            "dataset": {name: getattr(dataset, name) for name in names} if dataset else None,
            "changed": done.changed,
            "taken": [
                {
                    "file": one.name,
                    "kind": one.kind,
                    "releases": one.releases,
                    "mended": one.mended,
                    "unread": one.counts,
                }
                for one in done.taken
            ],
            "known": list(done.known),
            "refused": list(done.refused),
            "unread": counts,
        }
    )
    return 0 if dataset and dataset.processes else 1


def _tell(how_far: "Progress", seconds: float) -> None:
    """One line of progress with pace and time left, on a terminal only."""
    if not sys.stderr.isatty():
        return
    rate = how_far.done / seconds / 1e6 if seconds else 0
    left = how_far.left(seconds)
    rest = f", {left:.0f} s left" if left is not None else ""
    share = 100 * how_far.done / max(how_far.total, 1)
    print(f"\r\033[K{share:3.0f}% {rate:.0f} MB/s{rest}  {how_far.what[-60:]}", end="", file=sys.stderr, flush=True)
    if how_far.done >= how_far.total:
        print(file=sys.stderr)


@contextmanager
def _engine(options: argparse.Namespace) -> Iterator["Engine"]:
    need("market")
    from wellbought.market.dataset import open_dataset
    from wellbought.market.engines import engine

    with engine(open_dataset(options.data), options.engine, master=options.master) as opened:
        yield opened


def _selection(options: argparse.Namespace) -> "Selection":
    from wellbought.market.selection import from_json

    return from_json({**{name: getattr(options, name) for name in _FILTERS}, "ai_only": options.ai_only})


def _find(options: argparse.Namespace) -> int:
    with _engine(options) as engine:
        from wellbought.market.finder import ai_finder
        from wellbought.market.similar import find
        from wellbought.market.text import TextIndex

        question = sys.stdin.read() if options.query == ["-"] else " ".join(options.query)
        index = TextIndex(engine.dataset.text_index)
        found = find(
            engine, index, ai_finder(load_pack()), question, selection=_selection(options), limit=options.limit
        )
        index.close()
    _print({key: value for key, value in asdict(found).items() if key != "text_numbers"})
    return 0


def _summary(options: argparse.Namespace) -> int:
    with _engine(options) as engine:
        from dataclasses import replace

        from wellbought.market.measures import MEASURES, measure

        selection = _selection(options)
        if options.like:
            from wellbought.market.finder import ai_finder
            from wellbought.market.similar import find
            from wellbought.market.text import TextIndex

            index = TextIndex(engine.dataset.text_index)
            like = find(engine, index, ai_finder(load_pack()), options.like, selection=selection)
            selection = replace(selection, text_numbers=like.text_numbers)
        measured = [
            measure(engine, name, selection, comparison=options.compare) for name in options.measure or MEASURES
        ]
    shown: list[dict[str, Any]] = [asdict(one) for one in measured]
    if options.charts:
        from wellbought.market.charts import chart

        for one, data in zip(measured, shown, strict=True):
            drawn = chart(one)
            data["chart"] = drawn.spec if drawn else None
    _print({"dataset": engine.dataset.digest, "engine": engine.name, "measures": shown})
    return 0


def _coverage(options: argparse.Namespace) -> int:
    with _engine(options) as engine:
        from wellbought.market.coverage import coverage

        _print(asdict(coverage(engine)))
    return 0


def _mapping(options: argparse.Namespace) -> int:
    need("market")
    from wellbought.market.reading.containers import sources
    from wellbought.market.reading.flat import rows_in

    refused: list[str] = []
    found = list(sources([options.file], lambda name, why: refused.append(f"{name}: {why}")))
    if not found:
        raise WellboughtError("; ".join(refused) or "There is nothing in it.", where=str(options.file))
    with found[0].open() as stream:
        head = stream.read(1 << 16)
    with found[0].open() as stream:
        mapped, _ = rows_in(stream, head, None, lambda *_: None, found[0].name, strict=False)
    _print(mapped.as_json())
    return 0


def _flags(options: argparse.Namespace) -> int:
    from wellbought.cli.files import read_json
    from wellbought.market.flags import OwnPurchase, flags

    raw = read_json(str(options.file))
    if not isinstance(raw, dict):
        raise WellboughtError('It is an object such as {"tenderers": 1, "method": "open"}.', where=str(options.file))
    values: dict[str, Any] = {}
    for name, value in raw.items():
        if name not in OwnPurchase.__slots__:
            raise WellboughtError(
                f"There is no fact {name}. Use: {', '.join(OwnPurchase.__slots__)}.", where=str(options.file)
            )
        try:
            values[name] = date.fromisoformat(value) if name.endswith("_on") and value else value
        except (TypeError, ValueError):
            raise WellboughtError(
                f"{value!r} is not a day such as 2026-05-31.", where=f"{options.file}: {name}"
            ) from None
    _print([asdict(flag) for flag in flags(OwnPurchase(**values))])
    return 0


def _is_ai(options: argparse.Namespace) -> int:
    """One verdict a line, in the order of the input; a line that cannot be judged says why and the rest goes on."""
    from wellbought.market.finder import ai_finder

    finder = ai_finder(load_pack())
    faults = 0
    try:
        source = sys.stdin.buffer if options.jsonl == "-" else Path(options.jsonl).open("rb")  # noqa: SIM115 - closed below
    except OSError as error:
        raise WellboughtError(f"This file cannot be read: {error.strerror}.", where=options.jsonl) from None
    with source:
        for number, raw in enumerate(source, start=1):
            if not raw.strip():
                continue
            result = _judged(raw, finder)
            if "error" in result:
                faults += 1
                print(f"{options.jsonl}:{number}: {result['error']}", file=sys.stderr)
            sys.stdout.write(json.dumps(result, ensure_ascii=False) + "\n")
    return 1 if faults else 0


def _judged(raw: bytes, finder: Any) -> dict[str, Any]:
    if len(raw) > _LONGEST_LINE:
        return {"id": None, "error": f"This line is longer than {_LONGEST_LINE:,} bytes."}
    try:
        line = json.loads(raw.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        return {"id": None, "error": f"This line is not JSON in UTF-8: {error}."}
    if not isinstance(line, dict):
        return {"id": None, "error": 'A line is an object such as {"id": "a1", "title": "Chatbot"}.'}
    texts = {
        key: line[key] for key in ("title", "text", "description", "code", "supplier") if isinstance(line.get(key), str)
    }
    if not texts:
        return {"id": line.get("id"), "error": "It has no title, text or description."}
    verdict = finder.judge(
        title=texts.get("title") or texts.get("text", ""),
        description=texts.get("description", "") or (texts.get("text", "") if "title" in texts else ""),
        code=texts.get("code", ""),
        supplier=texts.get("supplier", ""),
    )
    return {
        "id": line.get("id"),
        "is_ai": verdict.is_ai,
        "terms": [asdict(one) for one in verdict.terms],
        "hints": [asdict(one) for one in verdict.hints],
        "look_alikes": list(verdict.look_alikes),
    }
