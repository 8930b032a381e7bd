"""Proves the readiness statements of a pack: each says something of its own, and no role is asked for too long."""

from collections import Counter
from collections.abc import Iterator

from wellbought.pack.files import PackFault
from wellbought.pack.kinds import Dimension, Statement
from wellbought.pack.proofs.telling import Proof, all_read, each, fault, read_of
from wellbought.pack.read import Pack
from wellbought.vocabulary import TEAM_ROLES

#: With fewer, one answer would make a dimension.
FEWEST_IN_A_DIMENSION = 3
#: With more, answering takes longer than ten minutes.
MOST_FOR_A_ROLE = 25


def wording(pack: Pack) -> Iterator[PackFault]:
    """No two statements have the same words."""
    statements = read_of(pack, Statement, "text")
    worded = Counter(statement.text.casefold() for statement in statements)
    for statement in statements:
        if worded[statement.text.casefold()] > 1:
            yield fault(pack, statement, "Another statement has the same words; keep one.", "text")


@each(Statement)
def levels(pack: Pack, statement: Statement) -> Iterator[PackFault]:
    """The levels of a statement differ."""
    if len({level.casefold() for level in statement.levels}) < len(statement.levels):
        yield fault(pack, statement, "Two levels look alike; say what tells them apart.", "levels")


@each(Statement)
def roles(pack: Pack, statement: Statement) -> Iterator[PackFault]:
    """Roles of a team answer."""
    for place, role in enumerate(statement.roles):
        if role not in TEAM_ROLES:
            yield fault(pack, statement, f"“{role}” is no role of a team.", "roles", place)


@each(Dimension)
def dimensions(pack: Pack, dimension: Dimension) -> Iterator[PackFault]:
    """A dimension is more than one answer."""
    there = sum(statement.dimension == dimension.id for statement in read_of(pack, Statement, "dimension"))
    if there < FEWEST_IN_A_DIMENSION and all_read(pack, Statement, "dimension"):
        yield fault(pack, dimension, f"It has {there} statements; it needs {FEWEST_IN_A_DIMENSION}.", "id")


def time_for_a_role(pack: Pack) -> Iterator[PackFault]:
    """Nobody is asked for longer than ten minutes."""
    statements = [statement for statement in read_of(pack, Statement, "roles") if statement.origin == "core"]
    for role in TEAM_ROLES:
        theirs = [statement for statement in statements if role in statement.roles]
        if len(theirs) > MOST_FOR_A_ROLE:
            message = f"{role.capitalize()} would answer {len(theirs)} statements; {MOST_FOR_A_ROLE} take ten minutes."
            yield fault(pack, theirs[-1], message, "roles")


#: Every proof of readiness statements.
PROOFS: tuple[Proof, ...] = (wording, levels, roles, dimensions, time_for_a_role)
