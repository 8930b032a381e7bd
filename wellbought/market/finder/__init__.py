"""Finds which contracts are purchases of AI, and says by which words in which field."""

from wellbought.market.finder.finding import Finder, Hint, Term, Verdict, ai_finder

__all__ = ["Finder", "Hint", "Term", "Verdict", "ai_finder"]
