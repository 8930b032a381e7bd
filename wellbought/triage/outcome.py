"""What a check returns. An outcome explains itself: each part names the rules and facts behind it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from wellbought.pack.kinds import Duty, Rule
from wellbought.profile import Fact, Profile, fact_as_json
from wellbought.vocabulary import Approach, Role, Route, Stage, Tier


@dataclass(frozen=True, slots=True)
class Range:
    """From the least to the most that the tier can be, as far as is known."""

    least: Tier
    most: Tier

    @property
    def settled(self) -> bool:
        """Whether no unknown fact can change it."""
        return self.least is self.most


@dataclass(frozen=True, slots=True)
class ApproachPoints:
    """How an approach fares: the rules for and against it, and the points that they give.

    :ivar towards: the rules that speak for it; those that ask for it beside the leading one give no points
    """

    approach: Approach
    points: int
    towards: tuple[Rule, ...]
    against: tuple[Rule, ...]


@dataclass(frozen=True, slots=True)
class Disagreement:
    """An approach that the buyer has in mind and the rules do not support."""

    approach: Approach
    leading: Approach
    against: tuple[Rule, ...]
    for_leading: tuple[Rule, ...]


@dataclass(frozen=True, slots=True)
class OpenFact:
    """A fact that is unknown and could change the outcome.

    :ivar could_raise_to: the highest tier that it could lead to, if that is above today's
    :ivar could_route: the heaviest route that it could lead to by itself, if that is above today's
    :ivar could_approach: the approaches that it could bring to the front, or beside the leading one
    :ivar settles_duties: whether it is the place of the purchase, of which all duties of places hang
    """

    key: str
    who_knows: Role | None
    could_raise_to: Tier | None
    rules: tuple[Rule, ...]
    duties: tuple[Duty, ...]
    could_route: Route | None
    could_approach: tuple[Approach, ...]
    settles_duties: bool = False

    @property
    def changes_result(self) -> bool:
        """Whether it could change the tier, the route, the approach or the duties, and not only the plan."""
        lowers = any(rule.effect.tier_at_most is not None for rule in self.rules)
        moves = self.could_raise_to or self.could_route or self.could_approach
        return bool(moves or self.duties or self.settles_duties or lowers)

    @property
    def weight(self) -> tuple[int, bool, int]:
        """How much it matters to know: by the tier it could lead to, by what else, then by how many rules wait."""
        tier = self.could_raise_to.rank if self.could_raise_to else -1
        return (tier, self.changes_result, len(self.rules) + len(self.duties))


@dataclass(frozen=True, slots=True)
class DutyDue:
    """A duty that applies, or may.

    :ivar holds: true, or ``None`` where it depends on the facts in ``because``
    """

    duty: Duty
    holds: bool | None
    because: tuple[str, ...]
    applies_now: bool


@dataclass(frozen=True, slots=True)
class Involved:
    """A role to bring in by a stage, and the rules that say so."""

    role: Role
    by: Stage
    rules: tuple[Rule, ...]


@dataclass(frozen=True, slots=True)
class Change:
    """A change of a few facts that would lower the tier."""

    facts: Mapping[str, Fact]
    tier: Tier


@dataclass(frozen=True, slots=True)
class Outcome:
    """The result of a check.

    :ivar judged: the profile with what its answers rule out, which is what rules and questions are judged by
    :ivar tier: the highest that any rule which fired asks for; ``None`` while it is not known
    :ivar tier_range: what it can still turn out to be
    :ivar lowered_by: the rules that lowered the tier, if any
    :ivar approach: the approaches, the leading one first; empty while not known
    :ivar questions: the extra questions that rules ask for, with the rules
    """

    profile: Profile
    judged: Profile
    on: date
    tier: Tier | None
    tier_range: Range
    lowered_by: tuple[Rule, ...]
    approach: tuple[Approach, ...]
    approach_points: tuple[ApproachPoints, ...]
    disagreements: tuple[Disagreement, ...]
    route: Route | None
    fired: tuple[Rule, ...]
    open: tuple[OpenFact, ...]
    duties: tuple[DutyDue, ...]
    involved: tuple[Involved, ...]
    questions: Mapping[str, tuple[Rule, ...]]
    clauses: Mapping[str, tuple[Rule, ...]]
    pack_version: str
    pack_digest: str

    def open_for_result(self) -> tuple[OpenFact, ...]:
        """The unknown facts that could change the result: tier, route, approach or duties."""
        return tuple(fact for fact in self.open if fact.changes_result)

    def open_for_plan(self) -> tuple[OpenFact, ...]:
        """The unknown facts that could change only who is involved, or what is asked."""
        return tuple(fact for fact in self.open if not fact.changes_result)

    def reasons_for_tier(self) -> tuple[Rule, ...]:
        """The rules that ask for the tier as it is."""
        return tuple(rule for rule in self.fired if rule.effect.tier is not None and rule.effect.tier is self.tier)

    def as_json(self) -> dict[str, object]:
        """The outcome in the shape that the command line promises."""
        return {
            "tier": self.tier,
            "tier_range": {"least": self.tier_range.least, "most": self.tier_range.most},
            "approach": list(self.approach),
            "route": self.route,
            "fired": [
                {
                    "rule": rule.id,
                    "effect": rule.effect.model_dump(mode="json", exclude_defaults=True),
                    "because": rule.because,
                    "sources": list(rule.sources),
                    "origin": rule.origin,
                }
                for rule in self.fired
            ],
            "lowered_by": [rule.id for rule in self.lowered_by],
            "open": [_open_as_json(fact) for fact in self.open],
            "duties": [_duty_as_json(due) for due in self.duties],
            "involve": [
                {"role": involved.role, "by": involved.by, "because": [rule.because for rule in involved.rules]}
                for involved in self.involved
            ],
            "questions": list(self.questions),
            "clauses": list(self.clauses),
            "approach_points": [
                {
                    "approach": points.approach,
                    "points": points.points,
                    "for": [rule.because for rule in points.towards],
                    "against": [rule.because for rule in points.against],
                }
                for points in self.approach_points
            ],
            "disagreements": [
                {
                    "approach": one.approach,
                    "leading": one.leading,
                    "because": [rule.because for rule in (*one.against, *one.for_leading)],
                }
                for one in self.disagreements
            ],
            "on": self.on.isoformat(),
            "pack": {"version": self.pack_version, "digest": self.pack_digest},
        }


def change_as_json(change: Change) -> dict[str, object]:
    """A change as JSON values."""
    return {"facts": {key: fact_as_json(fact) for key, fact in change.facts.items()}, "tier": change.tier}


def _open_as_json(fact: OpenFact) -> dict[str, object]:
    return {
        "key": fact.key,
        "could": {
            "tier": fact.could_raise_to,
            "route": fact.could_route,
            "approach": list(fact.could_approach),
            "rules": [rule.id for rule in fact.rules],
            "duties": [duty.id for duty in fact.duties],
        },
        "who_knows": fact.who_knows,
    }


def _duty_as_json(due: DutyDue) -> dict[str, object]:
    duty = due.duty
    return {
        "duty": duty.id,
        "title": duty.title,
        "place": duty.place,
        "status": duty.status,
        "applies_on": duty.applies_on.isoformat() if duty.applies_on else None,
        "applies": due.holds,
        "depends_on": list(due.because),
        "do": duty.do,
        "origin": duty.origin,
        "sources": list(duty.sources),
    }
