"""Reads what vendors write, finds claims that say too much or too little, and says what to ask."""

from wellbought.claims.finding import Credited, Finding, Reason, Report, Unread, Verdict, find_claims, judge
from wellbought.claims.rules import ClaimRules, claim_rules

__all__ = [
    "ClaimRules",
    "Credited",
    "Finding",
    "Reason",
    "Report",
    "Unread",
    "Verdict",
    "claim_rules",
    "find_claims",
    "judge",
]
