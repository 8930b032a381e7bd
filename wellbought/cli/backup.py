"""``wellbought backup``: keep everything in one file."""

import argparse
from pathlib import Path


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("file", type=Path, metavar="FILE", help="where to write it; it holds secrets, so keep it safe")
    parser.add_argument("--home", default=None, metavar="DIR", help="where the data live; WELLBOUGHT_HOME otherwise")


def run(options: argparse.Namespace) -> int:
    """Write the backup, while the application runs or not."""
    from wellbought.web.launch import back_up

    kept = back_up(options.file, home=options.home)
    print(f"Kept {kept.rows} rows and {kept.files} files in {options.file}.")
    return 0
