"""Who signs a gate: whom the organisation has named, else our suggestion."""

from wellbought.plan.approvals import last_to_sign
from wellbought.plan.gates import Gate
from wellbought.plan.make import Plan
from wellbought.vocabulary import Role


def signers_of(gate: Gate, plan: Plan) -> frozenset[Role]:
    """The roles of which one signs a gate.

    A gate that closes several stages at once is signed by whoever the organisation wants last at any of them.
    """
    own = last_to_sign(signer for stage in gate.stages for signer in plan.signers_at(stage))
    return gate.signers if own is None else frozenset({own})
