"""Decisions, each chained to the one before, so that any later alteration shows.

A decision's seal is the SHA-256 of its content as canonical JSON (keys in order, no spaces, UTF-8), in which the seal
of the decision before stands. Whoever changes, removes or inserts one breaks every seal after it. That the *newest* are
missing shows only beside a seal that was noted elsewhere: the printed record bears it.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any, Final

from wellbought.errors import WellboughtError
from wellbought.vocabulary import Role, Stage

#: What stands in the place of the seal before the first decision.
NOTHING_BEFORE: Final = "0" * 64


class DecisionKind(StrEnum):
    """What was decided: something of substance, that a gate is passed, or that it is although not all is done."""

    CHOICE = "choice"
    GATE = "gate"
    OVERRIDE = "override"


class DecisionUnreadable(WellboughtError):
    """What should be a decision lacks something, or holds what a decision cannot hold."""


@dataclass(frozen=True, slots=True)
class Decision:
    """One decision as it stands in the chain.

    :ivar purchase: the key of the purchase whose chain it belongs to
    :ivar alternatives: what else was weighed
    :ivar question: the id of the question that it settles, if any
    :ivar stage: for a gate, the stage that it closes
    :ivar previous: the seal of the decision before
    """

    purchase: str
    number: int
    kind: DecisionKind
    title: str
    chosen: str
    alternatives: tuple[str, ...]
    reasons: str
    by: str
    role: Role
    at: datetime
    question: str = ""
    stage: Stage | None = None
    previous: str = NOTHING_BEFORE
    seal: str = ""

    def content(self) -> dict[str, object]:
        """All that the seal covers, as JSON values."""
        return {
            "purchase": self.purchase,
            "number": self.number,
            "kind": self.kind.value,
            "title": self.title,
            "chosen": self.chosen,
            "alternatives": list(self.alternatives),
            "reasons": self.reasons,
            "by": self.by,
            "role": self.role.value,
            "at": self.at.astimezone(UTC).isoformat(timespec="microseconds"),
            "question": self.question,
            "stage": self.stage.value if self.stage else "",
            "previous": self.previous,
        }

    def expected_seal(self) -> str:
        """The seal that belongs to the content."""
        canonical = json.dumps(self.content(), sort_keys=True, ensure_ascii=False, separators=(",", ":"))
        return hashlib.sha256(canonical.encode()).hexdigest()

    def as_json(self) -> dict[str, object]:
        """The decision with its seal, as JSON values."""
        return {**self.content(), "seal": self.seal}


class FaultKind(StrEnum):
    """What does not hold in a chain."""

    CONTENT = "content"
    LINK = "link"
    NUMBER = "number"
    PURCHASE = "purchase"
    END = "end"


@dataclass(frozen=True, slots=True)
class ChainFault:
    """A place where a chain does not hold.

    :ivar number: the decision, by its number; for a missing end, the last that is there
    """

    number: int
    kind: FaultKind


def verify(decisions: Sequence[Decision], *, newest_seal: str = "") -> tuple[ChainFault, ...]:
    """Every place where a chain does not hold; nothing if no decision was altered, removed or inserted.

    :param decisions: in the order of the chain
    :param newest_seal: a seal noted elsewhere, such as on a printed record, which must be in the chain
    """
    faults = []
    previous = NOTHING_BEFORE
    for place, decision in enumerate(decisions, start=1):
        if decision.number != place:
            faults.append(ChainFault(decision.number, FaultKind.NUMBER))
        if decision.purchase != decisions[0].purchase:
            faults.append(ChainFault(decision.number, FaultKind.PURCHASE))
        if decision.previous != previous:
            faults.append(ChainFault(decision.number, FaultKind.LINK))
        if decision.seal != decision.expected_seal():
            faults.append(ChainFault(decision.number, FaultKind.CONTENT))
        previous = decision.seal
    if newest_seal and newest_seal not in {decision.seal for decision in decisions}:
        faults.append(ChainFault(decisions[-1].number if decisions else 0, FaultKind.END))
    return tuple(faults)


def decisions_from_json(raw: object) -> tuple[Decision, ...]:
    """Decisions as :meth:`Decision.as_json` wrote them.

    :raises DecisionUnreadable: naming the decision and what is wrong with it
    """
    if not isinstance(raw, list):
        raise DecisionUnreadable("Decisions are a list. This is something else.", where="decisions")
    return tuple(_decision(one, place) for place, one in enumerate(raw))


def _decision(raw: Any, place: int) -> Decision:
    where = f"decisions[{place}]"
    if not isinstance(raw, Mapping):
        raise DecisionUnreadable("A decision is an object with its fields.", where=where)
    try:
        return Decision(
            purchase=str(raw["purchase"]),
            number=int(raw["number"]),
            kind=DecisionKind(raw["kind"]),
            title=str(raw["title"]),
            chosen=str(raw["chosen"]),
            alternatives=_texts(raw["alternatives"]),
            reasons=str(raw["reasons"]),
            by=str(raw["by"]),
            role=Role(raw["role"]),
            at=datetime.fromisoformat(raw["at"]),
            question=str(raw["question"]),
            stage=Stage(raw["stage"]) if raw["stage"] else None,
            previous=str(raw["previous"]),
            seal=str(raw["seal"]),
        )
    except KeyError as missing:
        raise DecisionUnreadable(f"It lacks “{missing.args[0]}”.", where=where) from None
    except (TypeError, ValueError) as error:
        raise DecisionUnreadable(f"It holds what a decision cannot: {error}.", where=where) from None


def _texts(raw: Iterable[object]) -> tuple[str, ...]:
    return tuple(str(one) for one in raw)
