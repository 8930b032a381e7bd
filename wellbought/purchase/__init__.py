"""One purchase as plain data: what the database, the documents and the command line pass to one another."""

from wellbought.purchase.decisions import Decision, DecisionKind, verify
from wellbought.purchase.model import (
    SETTLED,
    AgendaItem,
    Answer,
    AnswerState,
    Assignment,
    Comment,
    Evidence,
    Meeting,
    Purchase,
    TeamMember,
    purchase_of_profile,
)

__all__ = [
    "SETTLED",
    "AgendaItem",
    "Answer",
    "AnswerState",
    "Assignment",
    "Comment",
    "Decision",
    "DecisionKind",
    "Evidence",
    "Meeting",
    "Purchase",
    "TeamMember",
    "purchase_of_profile",
    "verify",
]
