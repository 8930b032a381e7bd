"""The check: judge every rule against a profile and gather what follows."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from datetime import date

from wellbought.conditions import NO, Verdict, condition
from wellbought.pack.kinds import Duty, FactQuestion, Rule
from wellbought.pack.read import Pack
from wellbought.profile import SHAPES, Fact, FactKind, Profile
from wellbought.triage.outcome import (
    ApproachPoints,
    Disagreement,
    DutyDue,
    Involved,
    OpenFact,
    Outcome,
    Range,
)
from wellbought.vocabulary import Approach, Role, Route, Stage, Tier

ROUTE_OF_TIER = {
    Tier.LOW: Route.FAST,
    Tier.MODERATE: Route.STANDARD,
    Tier.HIGH: Route.FULL,
    Tier.LEGAL_REVIEW: Route.PAUSED,
}

#: Where approaches have the same points, the lighter one leads.
LIGHTEST_FIRST = (
    Approach.EXISTING_PRODUCT,
    Approach.OFF_THE_SHELF,
    Approach.CONFIGURED,
    Approach.SERVICES,
    Approach.CUSTOM,
)


def check(profile: Profile, pack: Pack, *, on: date) -> Outcome:
    """Triage a purchase.

    :param on: the day for which the rules are judged; a rule outside its dates stays silent
    """
    asked = {fact.key: fact for fact in pack.all(FactQuestion)}
    judged = _with_implied(profile, asked.values())
    fired: list[Rule] = []
    waiting: list[tuple[Rule, tuple[str, ...]]] = []
    for rule in pack.all(Rule):
        if not _in_time(rule, on):
            continue
        verdict = judge(rule, judged, pack)
        if verdict.holds:
            fired.append(rule)
        elif verdict.holds is None:
            waiting.append((rule, verdict.because))
    tier, tier_range, lowered_by = _tier(fired, [rule for rule, _ in waiting])
    points = _points(fired)
    approach = _approach(points, fired)
    route = _route(tier, fired)
    duties = tuple(sorted(_duties(judged, pack, on), key=_due_first))
    moot = {key for key, fact in asked.items() if _ruled_out(fact, judged)}
    return Outcome(
        profile=profile,
        judged=judged,
        on=on,
        tier=tier,
        tier_range=tier_range,
        lowered_by=lowered_by,
        approach=approach,
        approach_points=points,
        disagreements=_disagreements(profile, approach, points),
        route=route,
        fired=tuple(fired),
        open=_open(
            waiting,
            duties,
            asked,
            moot,
            tier=tier,
            route=route,
            reach=_in_reach(points, approach, waiting),
            place_open=judged.jurisdiction is None and any(pack.place_of(duty) for duty in pack.all(Duty)),
        ),
        duties=duties,
        involved=_involved(fired),
        questions=_asked_for((question, rule) for rule in fired for question in rule.effect.questions),
        clauses=_asked_for((clause, rule) for rule in fired for clause in rule.effect.clauses),
        pack_version=pack.version,
        pack_digest=pack.digest,
    )


def _with_implied(profile: Profile, asked: Iterable[FactQuestion]) -> Profile:
    """What other answers rule out is no: where no personal data are used, none of them are sensitive."""
    implied: dict[str, Fact] = {
        fact.key: False
        for fact in asked
        if SHAPES[fact.key].kind is FactKind.YES_NO and profile.fact(fact.key) is None and _ruled_out(fact, profile)
    }
    return profile.with_facts(implied) if implied else profile


def _ruled_out(fact: FactQuestion, profile: Profile) -> bool:
    return condition(fact.ask_when).judge(profile).holds is False


def judge(item: Rule | Duty, profile: Profile, pack: Pack) -> Verdict:
    """Judge a rule or duty. One that belongs to a place holds only for purchases of that place."""
    place = pack.place_of(item)
    if place is None:
        return condition(item.when).judge(profile)
    if profile.jurisdiction is not None and place not in profile.jurisdiction:
        return NO
    verdict = condition(item.when).judge(profile)
    if profile.jurisdiction is not None or verdict is NO:
        return verdict
    # First of all it depends on the place; what else it would depend on there is asked once that is known.
    return Verdict(None, ("jurisdiction",))


def _in_time(rule: Rule, on: date) -> bool:
    return (rule.starts_on is None or rule.starts_on <= on) and (rule.ends_on is None or on <= rule.ends_on)


def _tier(fired: list[Rule], waiting: list[Rule]) -> tuple[Tier | None, Range, tuple[Rule, ...]]:
    asked = [rule.effect.tier for rule in fired if rule.effect.tier is not None]
    tier = max(asked, key=lambda one: one.rank, default=None)
    possible = [rule.effect.tier for rule in waiting if rule.effect.tier is not None]
    most = max([*asked, *possible], key=lambda one: one.rank, default=Tier.LOW)
    if tier is None and most is Tier.LOW:
        tier = Tier.LOW
    caps = [rule for rule in fired if rule.effect.tier_at_most is not None and tier not in (None, Tier.LEGAL_REVIEW)]
    lowered_by = []
    for rule in caps:
        cap = rule.effect.tier_at_most
        if tier is not None and cap is not None and cap.rank < tier.rank:
            tier = cap
            lowered_by.append(rule)
    least = tier if tier is not None else Tier.LOW
    return tier, Range(least, max(least, most, key=lambda one: one.rank)), tuple(lowered_by)


def _points(fired: list[Rule]) -> tuple[ApproachPoints, ...]:
    all_points = []
    for approach in LIGHTEST_FIRST:
        towards = tuple(rule for rule in fired if approach in rule.effect.towards or approach in rule.effect.alongside)
        against = tuple(rule for rule in fired if approach in rule.effect.against)
        points = sum(rule.effect.towards.get(approach, 0) for rule in towards)
        points -= sum(rule.effect.against[approach] for rule in against)
        all_points.append(ApproachPoints(approach, points, towards, against))
    return tuple(sorted(all_points, key=lambda one: -one.points))


def _approach(points: tuple[ApproachPoints, ...], fired: list[Rule]) -> tuple[Approach, ...]:
    if points[0].points <= 0:
        return ()
    leading = points[0].approach
    beside = [approach for rule in fired for approach in rule.effect.alongside]
    return tuple(dict.fromkeys([leading, *beside]))


def _disagreements(
    profile: Profile, approach: tuple[Approach, ...], points: tuple[ApproachPoints, ...]
) -> tuple[Disagreement, ...]:
    if not approach:
        return ()
    by_approach = {one.approach: one for one in points}
    return tuple(
        Disagreement(
            one,
            approach[0],
            by_approach[one].against,
            tuple(rule for rule in by_approach[approach[0]].towards if rule not in by_approach[one].against),
        )
        for one in map(Approach, profile.considered or ())
        if one not in approach
    )


def _route(tier: Tier | None, fired: list[Rule]) -> Route | None:
    if tier is None:
        return None
    asked = [rule.effect.route for rule in fired if rule.effect.route is not None]
    return max([ROUTE_OF_TIER[tier], *asked], key=lambda one: one.rank)


def _duties(profile: Profile, pack: Pack, on: date) -> Iterable[DutyDue]:
    """The duties of the places that were chosen. While the place is unknown there are none to tell."""
    for duty in pack.all(Duty):
        if duty.ends_on is not None and duty.ends_on < on:
            continue
        if profile.jurisdiction is None and pack.place_of(duty) is not None:
            continue
        verdict = judge(duty, profile, pack)
        if verdict is not NO:
            applies_now = duty.applies_on is None or duty.applies_on <= on
            yield DutyDue(duty, verdict.holds, verdict.because, applies_now)


def _due_first(due: DutyDue) -> tuple[bool, bool, date]:
    """What applies for certain and today comes first, what comes later by its day."""
    return (not due.holds, not due.applies_now, due.duty.applies_on or date.min)


def _open(
    waiting: list[tuple[Rule, tuple[str, ...]]],
    duties: tuple[DutyDue, ...],
    asked: Mapping[str, FactQuestion],
    moot: Collection[str],
    *,
    tier: Tier | None,
    route: Route | None,
    reach: Collection[Approach],
    place_open: bool,
) -> tuple[OpenFact, ...]:
    rules: defaultdict[str, list[Rule]] = defaultdict(list)
    waiting_duties: defaultdict[str, list[Duty]] = defaultdict(list)
    for rule, because in waiting:
        for key in because:
            rules[key].append(rule)
    for due in duties:
        for key in due.because:
            waiting_duties[key].append(due.duty)
    above = tier.rank if tier is not None else -1
    route_above = route.rank if route is not None else -1
    found = []
    for key in dict.fromkeys([*rules, *waiting_duties, *(["jurisdiction"] if place_open else [])]):
        if key in moot:
            continue
        tiers = [rule.effect.tier for rule in rules[key] if rule.effect.tier and rule.effect.tier.rank > above]
        routes = [
            rule.effect.route for rule in rules[key] if rule.effect.route and rule.effect.route.rank > route_above
        ]
        found.append(
            OpenFact(
                key=key,
                who_knows=asked[key].who_knows if key in asked else None,
                could_raise_to=max(tiers, key=lambda one: one.rank, default=None),
                rules=tuple(rules[key]),
                duties=tuple(waiting_duties[key]),
                could_route=max(routes, key=lambda one: one.rank, default=None),
                could_approach=tuple(
                    dict.fromkeys(approach for rule in rules[key] for approach in _moved(rule, reach))
                ),
                settles_duties=place_open and key == "jurisdiction",
            )
        )
    return tuple(sorted(found, key=lambda one: one.weight, reverse=True))


def _in_reach(
    points: tuple[ApproachPoints, ...], approach: tuple[Approach, ...], waiting: list[tuple[Rule, tuple[str, ...]]]
) -> tuple[Approach, ...]:
    """The approaches that could still come to lead, if all that waits spoke for them and against the one that does."""
    rules = [rule for rule, _ in waiting]
    most = {
        one.approach: one.points + sum(rule.effect.towards.get(one.approach, 0) for rule in rules) for one in points
    }
    if not approach:
        return tuple(one for one in LIGHTEST_FIRST if most[one] > 0)
    leading = next(one for one in points if one.approach is approach[0])
    least = leading.points - sum(rule.effect.against.get(approach[0], 0) for rule in rules)
    return tuple(one for one in LIGHTEST_FIRST if one is not approach[0] and most[one] > 0 and most[one] >= least)


def _moved(rule: Rule, reach: Collection[Approach]) -> tuple[Approach, ...]:
    """The approaches that a rule could bring to the front, by speaking for them or against the rest, or beside it."""
    brought = [one for one in rule.effect.towards if one in reach]
    spared = [one for one in reach if rule.effect.against and one not in rule.effect.against]
    return (*brought, *(spared if not rule.effect.towards else ()), *rule.effect.alongside)


def _involved(fired: list[Rule]) -> tuple[Involved, ...]:
    stages = list(Stage)
    earliest: dict[Role, Stage] = {}
    because: defaultdict[Role, list[Rule]] = defaultdict(list)
    for rule in fired:
        for one in rule.effect.involve:
            because[one.role].append(rule)
            if one.role not in earliest or stages.index(one.by) < stages.index(earliest[one.role]):
                earliest[one.role] = one.by
    return tuple(Involved(role, earliest[role], tuple(because[role])) for role in Role if role in earliest)


def _asked_for(pairs: Iterable[tuple[str, Rule]]) -> dict[str, tuple[Rule, ...]]:
    gathered: defaultdict[str, list[Rule]] = defaultdict(list)
    for item_id, rule in pairs:
        gathered[item_id].append(rule)
    return {item_id: tuple(rules) for item_id, rules in gathered.items()}
