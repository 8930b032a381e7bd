"""Triage: from the facts of a purchase to its tier, approach and route, with every reason and what is still open."""

from wellbought.triage.check import check
from wellbought.triage.outcome import OpenFact, Outcome

__all__ = ["OpenFact", "Outcome", "check"]
