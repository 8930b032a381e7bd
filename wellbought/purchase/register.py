"""A purchase as an entry of an AI register: what residents may know of a system, and nothing that names a person."""

from typing import Any, Final

from wellbought.profile import Fact, fact_as_json
from wellbought.purchase.model import Purchase
from wellbought.vocabulary import Stage

#: The facts that the public may know, in the order in which they are told.
FACTS: Final = (
    "ai_type",
    "domain",
    "affects",
    "decision_role",
    "human_review",
    "personal_data",
    "sensitive_data",
    "biometric",
    "vulnerable_groups",
    "legal_or_similar_effect",
    "public_facing",
    "scale",
)


def status_of(purchase: Purchase) -> str:
    """``planned``, ``in-use`` or ``ended``."""
    if purchase.stage is Stage.EXIT:
        return "ended"
    return "in-use" if purchase.used_since or purchase.stage is Stage.IMPLEMENTATION else "planned"


def known_facts(purchase: Purchase) -> dict[str, Fact]:
    """The facts of an entry that are known. What is unknown is left out, and never told as no."""
    facts = {key: purchase.profile.fact(key) for key in FACTS}
    return {key: fact for key, fact in facts.items() if fact is not None}


def entry(purchase: Purchase) -> dict[str, Any]:
    """The entry as JSON values, by the ids of the vocabulary."""
    return {
        "id": purchase.key,
        "name": purchase.title,
        "organisation": purchase.buyer,
        "purpose": purchase.summary,
        "status": status_of(purchase),
        "in_use_since": purchase.used_since.isoformat() if purchase.used_since else None,
        "vendor": purchase.vendor or None,
        "tier": purchase.outcome.tier.value if purchase.outcome.tier else None,
        "facts": {key: fact_as_json(fact) for key, fact in known_facts(purchase).items()},
    }
