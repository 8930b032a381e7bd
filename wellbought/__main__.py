"""``python -m wellbought`` and the command ``wellbought``."""

import sys
from collections.abc import Sequence


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit status: 0 done, 1 not acceptable, 2 wrong usage."""
    import gc

    # The guidance makes many objects that stay; looking again and again for those that could go takes a fifth longer.
    gc.set_threshold(50_000, 20, 20)
    from wellbought.cli import run

    return run(sys.argv[1:] if arguments is None else arguments)


if __name__ == "__main__":
    sys.exit(main())
