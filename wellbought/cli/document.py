"""``wellbought document``: write a document about a purchase."""

import argparse
from datetime import date
from pathlib import Path

from wellbought.cli.files import read_profile, write_whole
from wellbought.documents.assemble import assemble, write
from wellbought.pack.read import load_pack
from wellbought.purchase import purchase_of_profile


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("kind", metavar="KIND", help="strategy, brief, agenda, solicitation, scorecard, …")
    parser.add_argument("profile", metavar="PROFILE.json", help="the facts, - for standard input")
    parser.add_argument(
        "-o", "--output", required=True, type=Path, metavar="FILE", help="its ending chooses the format"
    )
    parser.add_argument("--title", default="", help="what the purchase is called")
    parser.add_argument("--buyer", default="", help="the organisation that buys")
    parser.add_argument("--lang", default="en", metavar="L", help="language (en, es, …)")


def run(options: argparse.Namespace) -> int:
    """Write the document, whole or not at all."""
    pack = load_pack()
    on = date.today()
    profile = read_profile(options.profile, pack)
    purchase = purchase_of_profile(profile, pack, on=on, title=options.title, buyer=options.buyer)
    document = assemble(options.kind, purchase, pack, on=on, language=options.lang)
    write_whole(options.output, write(document, options.output.suffix.lstrip(".").lower(), pack))
    print(f"Written: {options.output}")
    return 0
