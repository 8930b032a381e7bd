"""``wellbought archive``: take a purchase or an organisation along as one file, read it in elsewhere, prove it."""

import argparse
from pathlib import Path

from wellbought.errors import WellboughtError


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    export = commands.add_parser("export", help="write an archive")
    what = export.add_mutually_exclusive_group(required=True)
    what.add_argument("--purchase", default="", metavar="KEY", help="of one purchase, by the key in its address")
    what.add_argument("--organisation", default="", metavar="KEY", help="of an organisation; a wrong key lists all")
    export.add_argument("-o", "--output", required=True, type=Path, metavar="FILE.zip", help="where to write it")
    bring = commands.add_parser("import", help="read an archive in: all of it, or nothing")
    bring.add_argument("file", metavar="FILE.zip", type=Path)
    where = bring.add_mutually_exclusive_group(required=True)
    where.add_argument("--organisation", default="", metavar="KEY", help="into this one; a wrong key lists all")
    where.add_argument("--new", default="", metavar="NAME", help="into a new organisation of this name")
    bring.add_argument(
        "--match-people", action="store_true", help="members whose address fits become the people of the archive"
    )
    bring.add_argument("--copy", action="store_true", help="also if the purchase is there already")
    for command in (export, bring):
        command.add_argument(
            "--home", default=None, metavar="DIR", help="where the data live; WELLBOUGHT_HOME otherwise"
        )
    prove = commands.add_parser("verify", help="prove that nothing in an archive was altered")
    prove.add_argument("file", metavar="FILE.zip", type=Path)


def run(options: argparse.Namespace) -> int:
    """Do what is asked."""
    if options.command == "verify":
        return _verify(options.file)
    from wellbought.web import launch

    if options.command == "export":
        if not options.output.parent.is_dir():
            raise WellboughtError(
                "There is no folder to write it into. Make it first.", where=str(options.output.parent)
            )
        manifest = launch.export_archive(
            options.output, purchase=options.purchase, organisation=options.organisation, home=options.home
        )
        print(f"{options.output}: {manifest.title}, {manifest.rows} rows.")
        return 0
    made = launch.import_archive(
        options.file,
        organisation=options.organisation,
        new=options.new,
        match_people=options.match_people,
        as_copy=options.copy,
        home=options.home,
    )
    print(
        f"{len(made.purchases)} purchases, {made.rows} rows and {made.files} files were read in. Of its people "
        f"{made.known} are members here; {made.former} are former members, who cannot sign in."
    )
    if made.left_out:
        print(f"Not read in, as the organisation has its own: {', '.join(made.left_out)}.")
    return 0


def _verify(path: Path) -> int:
    from wellbought.purchase.archive import DECISIONS, Archive

    with Archive(path) as archive:
        manifest = archive.manifest
        decisions = sum(1 for _row in archive.rows(DECISIONS))
        print(
            f"{path}: {manifest.scope} “{manifest.title}”, written by {manifest.made_by} at "
            f"{manifest.made_at.isoformat(timespec='minutes')}.\n{len(manifest.parts)} parts with {manifest.rows} rows "
            f"are as they were written; {decisions} decisions, none altered, removed or inserted."
        )
    return 0
