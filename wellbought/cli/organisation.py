"""``wellbought organisation``: set up organisations on a server of one's own."""

import argparse

from wellbought.vocabulary import TEAM_ROLES


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    add = commands.add_parser("add", help="set up an organisation, and invite whoever administers it")
    add.add_argument("name", metavar="NAME", help="what it is called")
    add.add_argument("--email", required=True, help="the address of whoever administers it")
    add.add_argument("--person", default="", metavar="NAME", help="that person's name")
    add.add_argument("--role", default="procurement", choices=list(map(str, TEAM_ROLES)), help="in which role")
    add.add_argument(
        "--place", action="append", default=[], metavar="ID", help="where it is, such as uk; once for each"
    )
    add.add_argument("--home", default=None, metavar="DIR", help="where the data live; WELLBOUGHT_HOME otherwise")


def run(options: argparse.Namespace) -> int:
    """Set it up and print the link, for those whose mail is not set up yet."""
    from wellbought.web.launch import add_organisation

    link = add_organisation(
        options.name,
        email=options.email,
        person=options.person,
        role=options.role,
        places=options.place,
        home=options.home,
    )
    print(f"Whoever administers it opens this address within seven days:\n{link}")
    return 0
