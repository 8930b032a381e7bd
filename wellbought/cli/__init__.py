"""The commands. Each is one module; only the one that is asked for is imported, so that commands start fast."""

import argparse
import sys
from collections.abc import Callable, Sequence
from importlib import import_module
from typing import Final

from wellbought import __version__
from wellbought.errors import WellboughtError

#: Every command, with what it does in a line.
COMMANDS: Final = {
    "check": "triage a purchase: tier, approach, route, reasons, what is open",
    "questions": "the questions that matter for a purchase",
    "document": "write a document about a purchase",
    "claims": "find what a vendor's text claims too boldly, and what to ask",
    "verify": "prove that no decision of a record was altered",
    "search": "search the guidance",
    "governance": "draft an AI policy, a page for staff, terms, a form and a fast lane",
    "learn": "slides, training papers, the webinar as a video, courses for learning systems",
    "readiness": "score how ready you are; report, slides for the board",
    "pack": "prove packs, count what they hold, publish the guidance",
    "market": "contracting data: bring in, search, measure; find purchases of AI",
    "serve": "start the web application",
    "organisation": "set up an organisation and whoever administers it",
    "archive": "take a purchase or an organisation along, read it in elsewhere, prove it",
    "backup": "keep everything in one file, while it runs",
    "restore": "read a backup into an empty place",
    "worker": "run work in the background, apart from the web application",
    "demo": "start it with example purchases",
}

OK: Final = 0
NOT_ACCEPTABLE: Final = 1
WRONG_USAGE: Final = 2


def run(arguments: Sequence[str]) -> int:
    """Run the command that the arguments name; see :func:`wellbought.__main__.main`."""
    if not arguments or arguments[0] in ("-h", "--help"):
        print(overview())
        return OK if arguments else WRONG_USAGE
    if arguments[0] == "--version":
        print(f"wellbought {__version__}")
        return OK
    name, *rest = arguments
    if name not in COMMANDS:
        print(f"There is no command “{name}”.\n\n{overview()}", file=sys.stderr)
        return WRONG_USAGE
    module = import_module(f"wellbought.cli.{name}")
    parser = argparse.ArgumentParser(prog=f"wellbought {name}", description=COMMANDS[name])
    module.add_arguments(parser)
    try:
        options = parser.parse_args(rest)
    except SystemExit as stop:
        return int(stop.code or 0)
    return _obey(module.run, options)


def _obey(command: Callable[[argparse.Namespace], int], options: argparse.Namespace) -> int:
    try:
        status = command(options)
        sys.stdout.flush()
    except WellboughtError as error:
        print(error, file=sys.stderr)
        return NOT_ACCEPTABLE
    except BrokenPipeError:
        # The reader (head, less) has seen enough; closing stdout keeps Python from complaining at exit.
        sys.stderr.close()
        return OK
    except (KeyboardInterrupt, EOFError):
        print("\nStopped. Nothing was changed.", file=sys.stderr)
        return NOT_ACCEPTABLE
    return status


def overview() -> str:
    """The help text of the command itself."""
    width = max(map(len, COMMANDS))
    lines = [f"  wellbought {name.ljust(width)}   {what}" for name, what in COMMANDS.items()]
    return (
        "Wellbought helps public organisations buy AI well.\n\n"
        + "\n".join(lines)
        + "\n\nwellbought COMMAND --help says more. "
        + "Exit status: 0 done, 1 the input is not acceptable, 2 wrong usage."
    )
