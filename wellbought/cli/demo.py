"""``wellbought demo``: start the web application with example purchases."""

import argparse

from wellbought.cli import serve


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    serve.add_arguments(parser)
    parser.add_argument("--fresh", action="store_true", help="forget what was changed in the demo before")


def run(options: argparse.Namespace) -> int:
    """Serve the examples until stopped."""
    from wellbought.web.launch import serve as launch

    return launch(
        host=options.host,
        port=options.port,
        workers=options.workers,
        home=options.home,
        demo=True,
        fresh=options.fresh,
        with_worker=options.worker,
        packs=options.pack or (),
    )
