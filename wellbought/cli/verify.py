"""``wellbought verify``: prove that no decision of a record was altered."""

import argparse
import json
from pathlib import Path

from wellbought.errors import WellboughtError
from wellbought.purchase.decisions import FaultKind, decisions_from_json, verify

WHAT = {
    FaultKind.CONTENT: "decision {} was altered after it was sealed",
    FaultKind.LINK: "decision {} does not follow the one before: one was removed, inserted or altered",
    FaultKind.NUMBER: "decision {} is out of place",
    FaultKind.PURCHASE: "decision {} belongs to another purchase",
    FaultKind.END: "the decision with the fingerprint that was noted is missing; the last that is there is {}",
}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("file", metavar="RECORD.json", type=Path, help="the record of a purchase as JSON")
    parser.add_argument("--seal", default="", metavar="FINGERPRINT", help="one noted elsewhere, such as on paper")
    parser.add_argument("--json", action="store_true", help="print what is wrong as JSON")


def run(options: argparse.Namespace) -> int:
    """Verify the decisions of a record."""
    try:
        raw = json.loads(options.file.read_text(encoding="utf-8"))
    except OSError as error:
        raise WellboughtError(f"This file cannot be read: {error.strerror}.", where=str(options.file)) from None
    except ValueError as error:
        raise WellboughtError(f"This is not JSON: {error}.", where=str(options.file)) from None
    decisions = decisions_from_json(raw.get("decisions") if isinstance(raw, dict) else raw)
    faults = verify(decisions, newest_seal=options.seal.strip().lower())
    if options.json:
        print(json.dumps({"decisions": len(decisions), "faults": [[one.number, one.kind] for one in faults]}))
    else:
        for fault in faults:
            print(f"{options.file}: {WHAT[fault.kind].format(fault.number)}")
        if not faults:
            print(f"{len(decisions)} decisions; none was altered, removed or inserted.")
    return 1 if faults else 0
