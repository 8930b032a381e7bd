"""``wellbought governance``: draft an AI policy, a page for staff, terms, a form and a fast lane from choices."""

import argparse
from datetime import date
from pathlib import Path

from wellbought.cli.files import as_json, read_json, write_whole
from wellbought.documents.assemble import write
from wellbought.documents.kit import kit_document, kit_kinds, limit_items
from wellbought.documents.template import read_template
from wellbought.errors import WellboughtError
from wellbought.governance import SIZES, blank_kit, parse_kit
from wellbought.pack.kinds import KitChoice, PackCard
from wellbought.pack.own import OwnFolder, as_files, with_sources
from wellbought.pack.read import Pack, load_pack
from wellbought.pack.translate import in_language


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    what = parser.add_mutually_exclusive_group(required=True)
    what.add_argument("answers", nargs="?", metavar="ANSWERS.json", help="the choices, - for standard input")
    what.add_argument("--blank", choices=SIZES, help="print what we would suggest for a size, to start from")
    what.add_argument("--questions", action="store_true", help="print what is asked, with all that may be chosen")
    parser.add_argument("-o", "--output", type=Path, metavar="DIR", help="where the drafts are written")
    parser.add_argument("--format", default="docx", metavar="F", help="docx, pdf, html or md (docx)")
    parser.add_argument("--lang", default="en", metavar="L", help="language (en, es, …)")
    parser.add_argument("--rules", action="store_true", help="write the limits too, as a pack in DIR/rules")


def run(options: argparse.Namespace) -> int:
    """Write the drafts, or print what is asked."""
    pack = in_language(load_pack(), options.lang)
    if options.blank:
        print(as_json(blank_kit(pack, options.blank).as_json()))
        return 0
    if options.questions:
        print(as_json(_questions(pack)))
        return 0
    if options.output is None:
        raise WellboughtError("Say where the drafts are written.", where="--output")
    kit = parse_kit(read_json(options.answers), pack)
    on = date.today()
    made = {}
    for kind in kit_kinds(pack):
        document = kit_document(kind, kit, pack, on=on, language=options.lang)
        ending = options.format.lower()
        made[f"{read_template(kind, pack).card.file}.{ending}"] = write(document, ending, pack)
    if options.rules:
        name = kit.organisation or "Our organisation"
        version = f"{on.year}.{on.month}"
        summary = f"What {name} has decided."
        card = PackCard(id="own-rules", title=name, version=version, lays_over="core", summary=summary)
        items = with_sources(limit_items(kit, pack, on=on), issuer=name, on=on)
        made |= {f"rules/{path}": content for path, content in as_files(OwnFolder(card, items)).items()}
    for path, content in made.items():
        (options.output / path).parent.mkdir(parents=True, exist_ok=True)
        write_whole(options.output / path, content)
        print(f"Written: {options.output / path}")
    return 0


def _questions(pack: Pack) -> list[dict[str, object]]:
    return [
        {
            "choice": choice.id,
            "ask": choice.ask,
            "explain": choice.explain,
            "several": choice.several,
            "options": [option.model_dump() for option in choice.options],
            "suggested": choice.suggested,
        }
        for choice in pack.all(KitChoice)
    ]
