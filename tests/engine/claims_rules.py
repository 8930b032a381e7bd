"""The claim rules that come with the product, compiled once for all tests."""

from functools import cache

from tests.engine.packs import whole
from wellbought.claims import ClaimRules, claim_rules


@cache
def rules() -> ClaimRules:
    return claim_rules(whole())
