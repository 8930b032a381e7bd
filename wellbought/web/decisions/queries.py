"""What the pages of gates show."""

from collections.abc import Mapping
from dataclasses import dataclass

from wellbought.plan import Gate
from wellbought.purchase import Decision, DecisionKind
from wellbought.purchase import Purchase as Snapshot
from wellbought.purchase.decisions import ChainFault, verify
from wellbought.vocabulary import Role, Stage
from wellbought.web.accounts.models import Membership
from wellbought.web.purchases.models import Purchase
from wellbought.web.purchases.queries import approvers, role_in


@dataclass(frozen=True, slots=True)
class GateRow:
    """A gate as its pages show it.

    :ivar decision: the signature, if it has been passed
    :ivar is_next: whether it is the one to sign now
    :ivar signers: the roles of which one signs
    :ivar may_sign: whether the member before the page is one of them
    """

    gate: Gate
    decision: Decision | None
    is_next: bool
    signers: tuple[Role, ...]
    may_sign: bool

    @property
    def settled(self) -> int:
        """How many of the questions that it needs are settled."""
        return len(self.gate.needed) - len(self.gate.open)

    @property
    def overridden(self) -> bool:
        """Whether it was passed although not everything was settled."""
        return self.decision is not None and self.decision.kind is DecisionKind.OVERRIDE


def gate_rows(purchase: Purchase, shot: Snapshot, member: Membership) -> tuple[GateRow, ...]:
    """The gates of a purchase, in order."""
    upcoming = shot.next_gate()
    passed = shot.passed()
    role = role_in(purchase, member)
    return tuple(_row(gate, upcoming, passed, approvers(purchase, shot, gate), role) for gate in shot.gates())


def _row(
    gate: Gate, upcoming: Gate | None, passed: Mapping[Stage, Decision], signers: frozenset[Role], role: Role
) -> GateRow:
    return GateRow(
        gate=gate,
        decision=passed.get(gate.closes),
        is_next=upcoming is not None and upcoming.closes is gate.closes,
        signers=tuple(one for one in Role if one in signers),
        may_sign=role in signers,
    )


def faults_of(shot: Snapshot, newest_seal: str = "") -> tuple[ChainFault, ...]:
    """Every place where the chain of decisions does not hold."""
    return verify(shot.decisions, newest_seal=newest_seal.strip().lower())
