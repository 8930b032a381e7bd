"""``wellbought readiness``: score the answers of one person or of many, and write the report or the slides."""

import argparse
from datetime import date
from pathlib import Path

from wellbought.cli.files import as_json, read_json, write_whole
from wellbought.documents.learning.deck import write_deck
from wellbought.documents.readiness import ENDINGS, Report, readiness_document, write_readiness
from wellbought.documents.readiness_slides import readiness_deck
from wellbought.errors import WellboughtError
from wellbought.pack.kinds import Dimension
from wellbought.pack.read import Pack, load_pack
from wellbought.pack.translate import in_language
from wellbought.readiness.scoring import assess
from wellbought.readiness.sheets import Round, parse_round, statements_for
from wellbought.vocabulary import TEAM_ROLES, Role


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    what = parser.add_mutually_exclusive_group(required=True)
    what.add_argument("answers", nargs="?", metavar="ANSWERS.json", help="the answers, - for standard input")
    what.add_argument("--statements", action="store_true", help="print the statements with what each level looks like")
    what.add_argument("--blank", action="store_true", help="print answers to fill in, all of them “unknown”")
    parser.add_argument("--role", choices=[role.value for role in TEAM_ROLES], help="only those of this field")
    parser.add_argument("--lang", default="en", metavar="L", help="language (en, es, …)")
    endings = ", ".join(ENDINGS)
    parser.add_argument("-o", "--output", type=Path, metavar="FILE", help=f"{endings}, or pptx for slides")


def run(options: argparse.Namespace) -> int:
    """Print the result as JSON, or write a file."""
    pack = in_language(load_pack(), options.lang)
    role = Role(options.role) if options.role else None
    if options.statements:
        print(as_json(_statements(pack, role)))
        return 0
    if options.blank:
        answers = {one.id: "unknown" for one in statements_for(pack, role)}
        print(as_json({"role": role, "answers": answers}))
        return 0
    found = parse_round(read_json(options.answers), pack)
    result = assess(found, pack)
    if options.output is None:
        print(as_json(result.as_json()))
        return 0
    earlier = found.earlier
    report = Report(
        result,
        found.organisation,
        found.title,
        earlier=assess(earlier, pack) if earlier else None,
        earlier_title=(earlier.title or earlier.on) if earlier else "",
    )
    write_whole(options.output, report_file(report, pack, options.output, on=_day(found)))
    print(f"Written: {options.output}")
    return 0


def report_file(report: Report, pack: Pack, path: Path, *, on: date) -> bytes:
    """The report in the format that a file's ending asks for."""
    ending = path.suffix.lstrip(".").lower()
    if ending == "pptx":
        return write_deck(readiness_deck(report, pack, on=on), ending)
    return write_readiness(readiness_document(report, pack, on=on), ending)


def _day(found: Round) -> date:
    if not found.on:
        return date.today()
    try:
        return date.fromisoformat(found.on)
    except ValueError:
        raise WellboughtError("Write the day as 2027-03-27.", where="on") from None


def _statements(pack: Pack, role: Role | None) -> list[dict[str, object]]:
    titles = {one.id: one.title for one in pack.all(Dimension)}
    return [
        {
            "statement": one.id,
            "dimension": titles[one.dimension],
            "text": one.text,
            "roles": list(one.roles),
            "levels": list(one.levels),
            "questions": list(one.questions),
            "topics": list(one.topics),
            "sources": list(one.sources),
        }
        for one in statements_for(pack, role)
    ]
