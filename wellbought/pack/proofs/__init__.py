"""What is proven of a pack as a whole, a module for each thing that it holds.

A proof meets a broken pack too, with what could be read of it. It ends where it asks for a field that could not be read
(:func:`wellbought.pack.proofs.telling.as_far_as_read`), and tells nothing that only follows from such a field.
"""

from wellbought.pack.proofs import (
    diagrams,
    interview,
    learning,
    names,
    organisation,
    questions,
    readiness,
    rules,
    words,
)
from wellbought.pack.proofs.telling import Proof

#: Every proof.
PROOFS: tuple[Proof, ...] = (
    names.old_ids,
    names.names,
    names.vocabulary,
    names.coverage,
    names.asked,
    words.links,
    words.orphans,
    interview.interview,
    interview.facts,
    interview.options,
    interview.safer,
    rules.effects,
    rules.periods,
    rules.of_places,
    rules.conditions,
    questions.wording,
    questions.leads,
    questions.settled_facts,
    questions.of_readiness,
    questions.stages,
    organisation.policy_texts,
    organisation.policy_stages,
    organisation.signers,
    organisation.approval_stages,
    organisation.kit,
    diagrams.diagrams,
    *learning.PROOFS,
    *readiness.PROOFS,
)
