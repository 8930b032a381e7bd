"""``wellbought worker``: run work in the background."""

import argparse


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("--home", default=None, metavar="DIR", help="where its data live; WELLBOUGHT_HOME otherwise")
    parser.add_argument("--once", action="store_true", help="run what waits now, then stop")
    parser.add_argument(
        "--parent", type=int, default=None, metavar="PID", help="stop when this process does (serve gives its own)"
    )


def run(options: argparse.Namespace) -> int:
    """Work until stopped."""
    from wellbought.web.launch import work

    return work(home=options.home, once=options.once, parent=options.parent)
