"""Scores with the answers behind them. Nothing is weighted, nothing is guessed, and no order of answers matters.

A statement scores the mean of the levels that people gave; a dimension the mean of its statements. So a higher answer
never lowers a score, and an answer without a level changes none.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from statistics import median
from typing import Final

from wellbought.pack.kinds import Dimension, Statement
from wellbought.pack.read import Pack
from wellbought.readiness.sheets import HIGHEST, NoLevel, Round, Sheet
from wellbought.vocabulary import Role

#: From this distance on between two people, a statement counts as one on which they disagree.
FAR_APART: Final = 2
#: In a round without names, what fewer people said is not shown by itself.
FEWEST_WITHOUT_NAMES: Final = 3
#: Over fewer organisations nothing is compared.
FEWEST_ORGANISATIONS: Final = 5
#: Below this, a score calls for action.
WEAK_BELOW: Final = 2


@dataclass(frozen=True, slots=True)
class Given:
    """One answer with who gave it."""

    level: int
    role: Role | None
    name: str


@dataclass(frozen=True, slots=True)
class StatementResult:
    """A statement with all that was said on it.

    :ivar counts: how many people gave level 0, 1, 2, 3, 4; nothing if that is held back
    :ivar given: who said what; empty in a round without names
    :ivar score: the mean of the levels; ``None`` if nobody gave one, or if it is held back
    :ivar spread: how far the highest level is from the lowest, a tenth of the people at either end left out;
        ``None`` with fewer than two, or if it is held back
    :ivar held_back: whether too few answered, in a round without names, to show this by itself
    """

    statement: Statement
    counts: tuple[int, ...]
    given: tuple[Given, ...]
    unknown: int
    not_my_field: int
    score: Fraction | None
    spread: int | None
    held_back: bool = False

    @property
    def answered(self) -> int:
        """How many gave a level, where that is shown."""
        return sum(self.counts)

    @property
    def deviation(self) -> Fraction:
        """How far people are from their average, on average: it tells apart what has the same spread."""
        if not self.answered or self.score is None:
            return Fraction(0)
        away = sum((abs(level - self.score) * count for level, count in enumerate(self.counts)), Fraction(0))
        return away / self.answered

    @property
    def far_apart(self) -> bool:
        """Whether people disagree."""
        return self.spread is not None and self.spread >= FAR_APART

    @property
    def lowest(self) -> int | None:
        """The lowest level that was given."""
        return min((level for level, count in enumerate(self.counts) if count), default=None)

    @property
    def highest(self) -> int | None:
        """The highest level that was given."""
        return next(
            (level for level in range(HIGHEST, -1, -1) if level < len(self.counts) and self.counts[level]), None
        )

    @property
    def next_level(self) -> int | None:
        """The level to reach next; ``None`` at the top or without a score."""
        if self.score is None or self.score >= HIGHEST:
            return None
        return int(self.score) + 1


@dataclass(frozen=True, slots=True)
class DimensionResult:
    """A dimension with its statements.

    :ivar score: the mean of its statements' scores; ``None`` without any
    """

    dimension: Dimension
    statements: tuple[StatementResult, ...]
    score: Fraction | None

    @property
    def level(self) -> int | None:
        """The level that is fully reached."""
        return None if self.score is None else int(self.score)

    @property
    def next_step(self) -> str:
        """What others at that level do next; nothing without a score."""
        return "" if self.level is None else self.dimension.next_steps[self.level]

    @property
    def disputed(self) -> tuple[StatementResult, ...]:
        """The statements on which people disagree."""
        return tuple(one for one in self.statements if one.far_apart)

    @property
    def scored(self) -> int:
        """How many of its statements have a score that is shown."""
        return sum(one.score is not None for one in self.statements)

    @property
    def lowest(self) -> Fraction | None:
        """The lowest score of its statements."""
        return min((one.score for one in self.statements if one.score is not None), default=None)

    @property
    def highest(self) -> Fraction | None:
        """The highest score of its statements."""
        return max((one.score for one in self.statements if one.score is not None), default=None)


@dataclass(frozen=True, slots=True)
class Result:
    """Where an organisation stands.

    :ivar people: how many answered
    :ivar roles: how many of each role
    """

    dimensions: tuple[DimensionResult, ...]
    people: int
    roles: tuple[tuple[Role | None, int], ...]
    named: bool

    @property
    def statements(self) -> tuple[StatementResult, ...]:
        """All statements, by dimension."""
        return tuple(one for dimension in self.dimensions for one in dimension.statements)

    @property
    def disputed(self) -> tuple[StatementResult, ...]:
        """Where people disagree, the widest first."""
        found = [one for one in self.statements if one.far_apart]
        return tuple(sorted(found, key=lambda one: (-(one.spread or 0), -one.deviation)))

    @property
    def unsure(self) -> tuple[StatementResult, ...]:
        """What half of those asked, or more, could not tell."""
        found = [one for one in self.statements if one.unknown and one.unknown >= one.answered and not one.held_back]
        return tuple(sorted(found, key=lambda one: -one.unknown))

    @property
    def weakest(self) -> tuple[StatementResult, ...]:
        """The statements that call for action, the lowest first."""
        found = [one for one in self.statements if one.score is not None and one.score < WEAK_BELOW]
        return tuple(sorted(found, key=lambda one: one.score or 0))

    @property
    def anything(self) -> bool:
        """Whether any dimension has a score."""
        return any(one.score is not None for one in self.dimensions)

    def scores(self) -> dict[str, float]:
        """The dimensions' scores as plain numbers, as the governance kit takes them."""
        return {one.dimension.id: round(float(one.score), 2) for one in self.dimensions if one.score is not None}

    def as_json(self) -> dict[str, object]:
        """The result for machines."""
        return {
            "people": self.people,
            "named": self.named,
            "readiness": self.scores(),
            "statements": {
                one.statement.id: {
                    "score": None if one.score is None else round(float(one.score), 2),
                    "spread": one.spread,
                    "levels": list(one.counts),
                    "unknown": one.unknown,
                    "not_my_field": one.not_my_field,
                    "held_back": one.held_back,
                }
                for one in self.statements
            },
        }


@dataclass(frozen=True, slots=True)
class Change:
    """A dimension then and now, over the statements that have a score both times."""

    dimension: Dimension
    before: Fraction
    now: Fraction
    statements: tuple[tuple[StatementResult, StatementResult], ...]

    @property
    def by(self) -> Fraction:
        """How much higher it is now."""
        return self.now - self.before


@dataclass(frozen=True, slots=True)
class Comparison:
    """A dimension's score beside that of the organisations that agreed.

    :ivar middle: the median of their scores
    """

    dimension: Dimension
    own: Fraction
    middle: float
    organisations: int


def assess(found: Round, pack: Pack) -> Result:
    """Score a round."""
    sheets = [sheet for sheet in found.sheets if sheet.answers]
    results: dict[str, list[StatementResult]] = {}
    for statement in pack.all(Statement):
        results.setdefault(statement.dimension, []).append(_statement(statement, sheets, named=found.named))
    dimensions = tuple(
        _dimension(one, results.get(one.id, []))
        for one in sorted(pack.all(Dimension), key=lambda one: (one.order, one.id))
    )
    roles = Counter(sheet.role for sheet in sheets)
    by_role = tuple((role, roles[role]) for role in (*Role, None) if roles[role])
    return Result(dimensions, len(sheets), by_role, found.named)


def _statement(statement: Statement, sheets: Sequence[Sheet], *, named: bool) -> StatementResult:
    answers = [(sheet, sheet.answers[statement.id]) for sheet in sheets if statement.id in sheet.answers]
    given = [Given(int(one), sheet.role, sheet.name) for sheet, one in answers if not isinstance(one, NoLevel)]
    given.sort(key=lambda one: (one.level, one.role or "", one.name))
    if not named and 0 < len(given) < FEWEST_WITHOUT_NAMES:
        return StatementResult(statement, (), (), 0, 0, None, None, held_back=True)
    levels = Counter(one.level for one in given)
    return StatementResult(
        statement,
        counts=tuple(levels[level] for level in range(HIGHEST + 1)),
        given=tuple(given) if named else (),
        unknown=sum(one == NoLevel.UNKNOWN for _, one in answers),
        not_my_field=sum(one == NoLevel.NOT_MY_FIELD for _, one in answers),
        score=Fraction(sum(one.level for one in given), len(given)) if given else None,
        spread=_spread([one.level for one in given]),
    )


def _spread(levels: Sequence[int]) -> int | None:
    """How far apart people are. One in ten at either end is left out, so that one voice among many is no dispute.

    :param levels: in order
    """
    if len(levels) < 2:  # noqa: PLR2004 - one person agrees with themselves
        return None
    left_out = len(levels) // 10
    return levels[len(levels) - 1 - left_out] - levels[left_out]


def _dimension(dimension: Dimension, statements: Iterable[StatementResult]) -> DimensionResult:
    """What is held back is left out here too, or the dimension's score would give it away."""
    them = tuple(statements)
    scores = [one.score for one in them if one.score is not None]
    return DimensionResult(dimension, them, sum(scores, Fraction(0)) / len(scores) if scores else None)


def changes(before: Result, now: Result) -> tuple[Change, ...]:
    """What changed, by dimension, where both rounds have a score that is shown for the same statements."""
    old = {one.statement.id: one for one in before.statements if one.score is not None}
    found = []
    for dimension in now.dimensions:
        pairs = tuple(
            (old[one.statement.id], one)
            for one in dimension.statements
            if one.score is not None and one.statement.id in old
        )
        if pairs:
            then = sum((one.score or Fraction(0) for one, _ in pairs), Fraction(0)) / len(pairs)
            today = sum((one.score or Fraction(0) for _, one in pairs), Fraction(0)) / len(pairs)
            found.append(Change(dimension.dimension, then, today, pairs))
    return tuple(found)


def compare(own: Result, others: Mapping[str, Sequence[float]]) -> tuple[Comparison, ...]:
    """A result beside those of other organisations that agreed to be compared.

    :param others: the scores of the others, by dimension; one is compared only where, with one's own, five have one
    """
    found = []
    for mine in own.dimensions:
        if mine.score is not None:
            scores = [float(mine.score), *others.get(mine.dimension.id, ())]
            if len(scores) >= FEWEST_ORGANISATIONS:
                found.append(Comparison(mine.dimension, mine.score, median(scores), len(scores)))
    return tuple(found)
