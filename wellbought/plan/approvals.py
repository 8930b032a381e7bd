"""Who signs: from the tier and the value of a purchase, by what the organisation has decided."""

from collections.abc import Iterable
from dataclasses import dataclass

from wellbought.conditions import condition
from wellbought.pack.kinds import Approval
from wellbought.profile import Value
from wellbought.triage.outcome import Outcome
from wellbought.vocabulary import Role, Stage


@dataclass(frozen=True, slots=True)
class Signer:
    """A role that has to sign, and what asks for it.

    :ivar certain: false where an unknown tier, value or fact decides; unknown is never read as no
    :ivar approvals: the reasons: each holds ``because``, and the policy behind it if there is one
    """

    role: Role
    certain: bool
    approvals: tuple[Approval, ...]


def approvers(
    outcome: Outcome, value: Value | None, approvals: Iterable[Approval], *, stage: Stage | None = None
) -> tuple[Signer, ...]:
    """The roles that sign, in the order of the vocabulary.

    :param value: what the purchase is worth as far as is known; in another currency than an approval it cannot be
        compared, and counts as unknown
    :param approvals: those of the organisation, ``pack.all(Approval)``
    :param stage: only those that are asked for at the end of this stage
    """
    asked: dict[Role, list[tuple[Approval, bool]]] = {}
    for approval in approvals:
        if stage is not None and approval.stages and stage not in approval.stages:
            continue
        holds = _holds(approval, outcome, value)
        if holds is not False:
            asked.setdefault(approval.role, []).append((approval, holds is True))
    return tuple(
        Signer(role, any(certain for _, certain in asked[role]), tuple(approval for approval, _ in asked[role]))
        for role in Role
        if role in asked
    )


#: Who signs last where several do: whoever answers for most.
_LAST_FIRST = (Role.LEADERSHIP, Role.LEGAL, Role.PROCUREMENT, Role.TECHNOLOGY, Role.PROJECT)


def last_to_sign(signers: Iterable[Signer]) -> Role | None:
    """The one whose signature closes a stage where several sign; ``None`` if nobody has been named."""
    roles = {signer.role for signer in signers}
    return next((role for role in _LAST_FIRST if role in roles), None)


def _holds(approval: Approval, outcome: Outcome, value: Value | None) -> bool | None:
    """Whether all that an approval asks for is so; ``None`` where that is not known."""
    parts = [condition(approval.when).judge(outcome.judged).holds]
    if approval.tier_from is not None:
        parts.append(_tier_reached(approval, outcome))
    if approval.value_from is not None:
        comparable = value is not None and value.currency == approval.value_from.currency
        parts.append(value.amount >= approval.value_from.amount if comparable and value is not None else None)
    if False in parts:
        return False
    return None if None in parts else True


def _tier_reached(approval: Approval, outcome: Outcome) -> bool | None:
    assert approval.tier_from is not None
    if outcome.tier is not None and outcome.tier.rank >= approval.tier_from.rank:
        return True
    return None if outcome.tier_range.most.rank >= approval.tier_from.rank else False
