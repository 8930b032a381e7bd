"""``wellbought serve``: start the web application."""

import argparse
from pathlib import Path


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("--host", default="127.0.0.1", help="the address to listen on (127.0.0.1)")
    parser.add_argument("--port", type=int, default=8000, help="the port to listen on (8000)")
    parser.add_argument("--workers", type=int, default=1, help="how many processes (1)")
    parser.add_argument("--home", default=None, metavar="DIR", help="where its data live; WELLBOUGHT_HOME otherwise")
    parser.add_argument(
        "--pack",
        action="append",
        type=Path,
        metavar="DIR",
        help="a pack of your own, laid over ours",
    )
    parser.add_argument(
        "--no-worker",
        dest="worker",
        action="store_false",
        help="leave background work to “wellbought worker”",
    )


def run(options: argparse.Namespace) -> int:
    """Serve until stopped."""
    from wellbought.web.launch import serve

    return serve(
        host=options.host,
        port=options.port,
        workers=options.workers,
        home=options.home,
        demo=False,
        with_worker=options.worker,
        packs=options.pack or (),
    )
