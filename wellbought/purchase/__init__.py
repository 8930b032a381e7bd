"""One purchase as plain data: what the database, the documents and the command line pass to one another."""

from wellbought.purchase.model import Answer, AnswerState, Purchase, TeamMember, purchase_of_profile

__all__ = ["Answer", "AnswerState", "Purchase", "TeamMember", "purchase_of_profile"]
