"""Proves the readiness statements of a pack: each says something of its own, and no role is asked for too long."""

from collections import Counter
from collections.abc import Iterator

from wellbought.pack.files import PackFault
from wellbought.pack.kinds import Dimension, Item, Statement
from wellbought.pack.read import Pack
from wellbought.vocabulary import TEAM_ROLES

#: With fewer, one answer would make a dimension.
FEWEST_IN_A_DIMENSION = 3
#: With more, answering takes longer than ten minutes.
MOST_FOR_A_ROLE = 25


def check_readiness(pack: Pack) -> Iterator[PackFault]:
    """Every fault in a pack's readiness statements."""
    statements = pack.all(Statement)
    worded = Counter(statement.text.casefold() for statement in statements)
    for statement in statements:
        if worded[statement.text.casefold()] > 1:
            yield _fault(pack, statement, "Another statement has the same words; keep one.", "text")
        if len({level.casefold() for level in statement.levels}) < len(statement.levels):
            yield _fault(pack, statement, "Two levels look alike; say what tells them apart.", "levels")
        for place, role in enumerate(statement.roles):
            if role not in TEAM_ROLES:
                yield _fault(pack, statement, f"“{role}” is no role of a team.", "roles", place)
    in_dimension = Counter(statement.dimension for statement in statements)
    for dimension in pack.all(Dimension):
        there = in_dimension[dimension.id]
        if there < FEWEST_IN_A_DIMENSION:
            yield _fault(pack, dimension, f"It has {there} statements; it needs {FEWEST_IN_A_DIMENSION}.", "id")
    for role in TEAM_ROLES:
        theirs = [statement for statement in statements if role in statement.roles and statement.origin == "core"]
        if len(theirs) > MOST_FOR_A_ROLE:
            message = f"{role.capitalize()} would answer {len(theirs)} statements; {MOST_FOR_A_ROLE} take ten minutes."
            yield _fault(pack, theirs[-1], message, "roles")


def _fault(pack: Pack, item: Item, message: str, *steps: int | str) -> PackFault:
    return pack.entries[item.kind, item.id].fault(message, *steps)
