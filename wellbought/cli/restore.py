"""``wellbought restore``: read a backup into an empty place."""

import argparse
from pathlib import Path


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("file", type=Path, metavar="FILE", help="what “wellbought backup” wrote, now or earlier")
    parser.add_argument("--home", default=None, metavar="DIR", help="where the data go; WELLBOUGHT_HOME otherwise")


def run(options: argparse.Namespace) -> int:
    """Read the backup, and bring it up to date."""
    from wellbought.web.launch import restore

    kept = restore(options.file, home=options.home)
    print(f"Restored {kept.rows} rows and {kept.files} files of version {kept.version}.")
    return 0
