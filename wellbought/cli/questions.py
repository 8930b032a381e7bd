"""``wellbought questions``: the questions that matter for a purchase."""

import argparse
import sys
from datetime import date

from wellbought.cli.files import as_json, read_profile
from wellbought.pack.read import load_pack
from wellbought.pack.translate import in_language
from wellbought.plan import PlannedQuestion
from wellbought.purchase import purchase_of_profile
from wellbought.vocabulary import PURCHASE_STAGES, TEAM_ROLES

FORMATS = ("json", "md", "xlsx", "docx")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("profile", metavar="PROFILE.json", help="the facts, - for standard input")
    parser.add_argument(
        "--stage",
        choices=[stage.value for stage in PURCHASE_STAGES],
        metavar="S",
        help=f"only of one stage: {', '.join(PURCHASE_STAGES)}",
    )
    parser.add_argument(
        "--role", choices=TEAM_ROLES, metavar="R", help=f"only led by one role: {', '.join(TEAM_ROLES)}"
    )
    parser.add_argument("--format", choices=FORMATS, default="json", help="json (default), md, xlsx or docx")
    parser.add_argument("--lang", default="en", metavar="L", help="language (en, es, …)")


def run(options: argparse.Namespace) -> int:
    """Print the questions, or write them to standard output as a file."""
    pack = in_language(load_pack(), options.lang)
    on = date.today()
    purchase = purchase_of_profile(read_profile(options.profile, pack), pack, on=on)
    chosen = tuple(
        planned
        for planned in purchase.plan.questions
        if (not options.stage or planned.question.stage == options.stage)
        and (not options.role or planned.question.lead == options.role)
    )
    if options.format == "json":
        print(as_json([_as_json(planned) for planned in chosen]))
        return 0
    from dataclasses import replace

    from wellbought.documents.assemble import assemble, write

    narrowed = replace(purchase, plan=replace(purchase.plan, questions=chosen))
    document = assemble("questions", narrowed, pack, on=on, language=options.lang)
    sys.stdout.buffer.write(write(document, options.format, pack))
    return 0


def _as_json(planned: PlannedQuestion) -> dict[str, object]:
    question = planned.question
    return {
        "id": question.id,
        "text": question.text,
        "stage": question.stage,
        "lead": question.lead,
        "consulted": list(question.consulted),
        "priority": question.priority,
        "why": question.why,
        "good_answer": question.good_answer,
        "warning_signs": list(question.warning_signs),
        "evidence": list(question.evidence),
        "topics": list(question.topics),
        "sources": list(question.sources),
        "applies": None if planned.open_because else True,
        "depends_on": list(planned.open_because),
        "asked_by": [rule.id for rule in planned.asked_by],
        "duties": [duty.id for duty in planned.duties],
        "origin": question.origin,
    }
