"""What an organisation decides: policies that can be read, approvals by its own people, choices of the kit."""

from collections.abc import Iterator

from wellbought.pack.files import PackFault
from wellbought.pack.kinds import Approval, KitChoice, Policy
from wellbought.pack.proofs.telling import each, fault
from wellbought.pack.read import Pack
from wellbought.vocabulary import TEAM_ROLES, Stage

_NO_STAGE = "Readiness is no stage of a purchase."


@each(Policy)
def policy_texts(pack: Pack, policy: Policy) -> Iterator[PackFault]:
    """A policy can be read somewhere."""
    if not (policy.text or policy.link or policy.file):
        yield fault(pack, policy, "A policy has a text, a link or a file; give one of them.", "text")


@each(Policy)
def policy_stages(pack: Pack, policy: Policy) -> Iterator[PackFault]:
    """A policy is shown at stages of a purchase."""
    if Stage.READINESS in policy.stages:
        yield fault(pack, policy, _NO_STAGE, "stages")


@each(Approval)
def signers(pack: Pack, approval: Approval) -> Iterator[PackFault]:
    """Who signs belongs to the organisation."""
    if approval.role not in TEAM_ROLES:
        yield fault(pack, approval, "Who signs holds a role of the buyer's own team.", "role")


@each(Approval)
def approval_stages(pack: Pack, approval: Approval) -> Iterator[PackFault]:
    """They sign at stages of a purchase."""
    if Stage.READINESS in approval.stages:
        yield fault(pack, approval, _NO_STAGE, "stages")


@each(KitChoice)
def kit(pack: Pack, choice: KitChoice) -> Iterator[PackFault]:
    """What the governance kit suggests may be chosen."""
    values = [option.value for option in choice.options]
    for suggested in choice.suggested.values():
        for value in suggested:
            if values and value not in values:
                yield fault(pack, choice, f"“{value}” is not one of its options.", "suggested")
