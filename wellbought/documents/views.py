"""What document templates ask of a purchase, worked out once: templates only lay it out."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass, replace
from types import MappingProxyType

from wellbought.documents.template import PartCard
from wellbought.documents.words import GROUPS, Words
from wellbought.pack.kinds import Clause, Criterion, Disclosure, Item, Rule
from wellbought.pack.read import ItemUnknown, Pack
from wellbought.plan import PlannedQuestion
from wellbought.profile import Profile
from wellbought.purchase import Answer, AnswerState, Purchase
from wellbought.triage.outcome import ApproachPoints, Change, DutyDue, OpenFact
from wellbought.vocabulary import PURCHASE_STAGES, Approach, Priority, Role, Stage, Tier

#: What a strategy should be able to say: the questions of these stages are settled before it is signed.
BEFORE_STRATEGY = (Stage.NEED, Stage.MARKET, Stage.STRATEGY)

#: How many questions a first meeting can settle.
KICK_OFF_QUESTIONS = 10


@dataclass(frozen=True, slots=True)
class Answered:
    """A question of the plan with the team's answer."""

    planned: PlannedQuestion
    answer: Answer

    @property
    def is_draft(self) -> bool:
        """Whether the team has not agreed on it yet."""
        return self.answer.state in (AnswerState.TO_DO, AnswerState.DRAFTED)


@dataclass(frozen=True, slots=True)
class Part:
    """What a purchase has to say on one part of a document.

    :ivar open: questions to settle before the strategy is signed
    :ivar later: how many come at later stages
    """

    answered: tuple[Answered, ...]
    open: tuple[PlannedQuestion, ...]
    later: int


@dataclass(frozen=True, slots=True)
class TierStep:
    """A tier, and whether the purchase stands there (``here``) or may turn out to (``possible``)."""

    tier: Tier
    mark: str


@dataclass(frozen=True, slots=True)
class Progress:
    """How many questions of a stage are answered."""

    stage: Stage
    answered: int
    asked: int


def parts(cards: Mapping[str, PartCard], purchase: Purchase) -> Mapping[str, Part]:
    """Share out the plan's questions over the parts of a document.

    A question belongs to the part that names it; else to the first that names one of its topics, the question's first
    topic before its second.
    """
    by_question = {question: name for name, card in cards.items() for question in card.questions}
    by_topic: dict[str, str] = {}
    for name, card in cards.items():
        for topic in card.topics:
            by_topic.setdefault(topic, name)
    shared: dict[str, list[PlannedQuestion]] = {name: [] for name in cards}
    for planned in purchase.plan.questions:
        question = planned.question
        part = by_question.get(question.id) or next(
            (by_topic[topic] for topic in question.topics if topic in by_topic), None
        )
        if part is not None:
            shared[part].append(planned)
    return {name: _part(questions, purchase) for name, questions in shared.items()}


def _part(questions: list[PlannedQuestion], purchase: Purchase) -> Part:
    waiting = [planned for planned in questions if purchase.answer(planned.question.id) is None]
    now = tuple(
        planned
        for planned in waiting
        if planned.question.stage in BEFORE_STRATEGY and planned.question.priority is not Priority.COULD
    )
    later = sum(planned.question.stage not in BEFORE_STRATEGY for planned in waiting)
    return Part(tuple(_answered(questions, purchase)), now, later)


def answered(purchase: Purchase) -> tuple[Answered, ...]:
    """Every planned question that has an answer."""
    return tuple(_answered(purchase.plan.questions, purchase))


def _answered(questions: tuple[PlannedQuestion, ...] | list[PlannedQuestion], purchase: Purchase) -> Iterator[Answered]:
    for planned in questions:
        answer = purchase.answer(planned.question.id)
        if answer is not None:
            yield Answered(planned, answer)


def answer_to(purchase: Purchase, *question_ids: str) -> str:
    """What the team wrote on the first of some questions that it answered; nothing if on none."""
    for question_id in question_ids:
        answer = purchase.answer(question_id)
        if answer is not None and answer.text:
            return answer.text
    return ""


def tier_steps(purchase: Purchase) -> tuple[TierStep, ...]:
    """Each tier, with where the purchase stands."""
    outcome = purchase.outcome
    span = range(outcome.tier_range.least.rank, outcome.tier_range.most.rank + 1)
    return tuple(
        TierStep(tier, "here" if tier is outcome.tier else "possible" if tier.rank in span else "") for tier in Tier
    )


def progress(purchase: Purchase) -> tuple[Progress, ...]:
    """How far the team is, stage by stage."""
    return tuple(
        Progress(stage, sum(purchase.answer(one.question.id) is not None for one in questions), len(questions))
        for stage, questions in purchase.plan.by_stage().items()
    )


def kick_off_questions(purchase: Purchase) -> tuple[PlannedQuestion, ...]:
    """The questions that a first meeting should settle: the weightiest open ones, so that each role has its turn.

    Once a meeting has been called, its own.
    """
    if purchase.meetings:
        return tuple(asked.planned for asked in asked_in_meeting(purchase))
    waiting = [
        planned
        for planned in purchase.plan.questions
        if planned.question.stage in BEFORE_STRATEGY and purchase.answer(planned.question.id) is None
    ]
    by_weight = sorted(waiting, key=_weight)
    turns: Counter[Role] = Counter()
    ranked: list[tuple[int, int, PlannedQuestion]] = []
    for planned in by_weight:
        turns[planned.question.lead] += 1
        ranked.append((list(Priority).index(planned.question.priority), turns[planned.question.lead], planned))
    ranked.sort(key=lambda one: one[:2])
    chosen = {planned.question.id for *_, planned in ranked[:KICK_OFF_QUESTIONS]}
    return tuple(planned for planned in by_weight if planned.question.id in chosen)


@dataclass(frozen=True, slots=True)
class Asked:
    """A question of a meeting, the team that answers it, and what was said in the room."""

    planned: PlannedQuestion
    role: Role
    answer: Answer | None


def asked_in_meeting(purchase: Purchase) -> tuple[Asked, ...]:
    """The questions of the meeting that the document is about; those that the guidance no longer has are left out."""
    known = {planned.question.id: planned for planned in (*purchase.plan.questions, *purchase.plan.more)}
    return tuple(
        Asked(known[item.question], item.role, item.answer)
        for item in (purchase.meetings[-1].items if purchase.meetings else ())
        if item.question in known
    )


def _weight(planned: PlannedQuestion) -> tuple[int, int, int]:
    """What to ask first: the earliest stage, then what even the fast route asks, then what is a must."""
    question = planned.question
    return (list(Stage).index(question.stage), question.route.rank, list(Priority).index(question.priority))


def criteria_by_group(purchase: Purchase) -> Mapping[str, tuple[Criterion, ...]]:
    """The criteria that apply, by what they look at."""
    found: dict[str, list[Criterion]] = {}
    for criterion in purchase.plan.criteria:
        found.setdefault(criterion.group, []).append(criterion)
    return {group: tuple(found[group]) for group in GROUPS if group in found}


def with_threshold(purchase: Purchase) -> tuple[Criterion, ...]:
    """The criteria that a submission must not fail."""
    return tuple(criterion for criterion in purchase.plan.criteria if criterion.threshold is not None)


def disclosures_by_group(purchase: Purchase) -> Mapping[str, tuple[Disclosure, ...]]:
    """The disclosures to ask for, by what they are about."""
    found: dict[str, list[Disclosure]] = {}
    for disclosure in purchase.plan.disclosures:
        found.setdefault(disclosure.group, []).append(disclosure)
    return {group: tuple(found[group]) for group in GROUPS if group in found}


def in_words_of(pack: Pack, purchase: Purchase) -> Purchase:
    """The same purchase with every item of a pack in it replaced by that pack's: the same item in its language.

    A check that was made in one language can so be told in another. An item that the pack no longer has stays.
    """
    changed = _in_words_of(pack, purchase)
    assert isinstance(changed, Purchase)
    return changed


def _in_words_of(pack: Pack, value: object) -> object:
    if isinstance(value, Item):
        try:
            return pack.get(type(value), value.id)
        except ItemUnknown:
            return value
    if isinstance(value, tuple):
        return tuple(_in_words_of(pack, each) for each in value)
    if isinstance(value, Mapping):
        return MappingProxyType({key: _in_words_of(pack, each) for key, each in value.items()})
    if is_dataclass(value) and not isinstance(value, type | Profile):
        return replace(value, **{each.name: _in_words_of(pack, getattr(value, each.name)) for each in fields(value)})
    return value


def clauses_by_group(purchase: Purchase) -> Mapping[str, tuple[Clause, ...]]:
    """The contract points that apply, by what they are about."""
    found: dict[str, list[Clause]] = {}
    for clause in purchase.plan.clauses:
        found.setdefault(clause.group, []).append(clause)
    return {group: tuple(found[group]) for group in GROUPS if group in found}


def musts(questions: tuple[PlannedQuestion, ...]) -> tuple[PlannedQuestion, ...]:
    """The questions that must be settled."""
    return tuple(planned for planned in questions if planned.question.priority is Priority.MUST)


def by_lead(questions: tuple[PlannedQuestion, ...]) -> Mapping[Role, tuple[PlannedQuestion, ...]]:
    """Questions by the role that leads them."""
    found = {role: tuple(planned for planned in questions if planned.question.lead is role) for role in Role}
    return {role: them for role, them in found.items() if them}


def waiting(purchase: Purchase) -> tuple[PlannedQuestion, ...]:
    """The questions without an answer."""
    return tuple(planned for planned in purchase.plan.questions if purchase.answer(planned.question.id) is None)


def most_pressing(purchase: Purchase, *, most: int = 5) -> tuple[PlannedQuestion, ...]:
    """The open questions that a decision waits for, the earliest stage first."""
    due = [planned for planned in musts(waiting(purchase)) if planned.question.stage in BEFORE_STRATEGY]
    return tuple(sorted(due, key=_weight)[:most])


def answered_by_stage(purchase: Purchase) -> Mapping[Stage, tuple[Answered, ...]]:
    """The answers, stage by stage."""
    found = {stage: tuple(_answered(purchase.plan.at(stage), purchase)) for stage in PURCHASE_STAGES}
    return {stage: them for stage, them in found.items() if them}


def roles_for_kick_off(purchase: Purchase) -> tuple[Role, ...]:
    """Who belongs in the first meeting: who leads one of its questions, or is to be brought in that early."""
    leads = {planned.question.lead for planned in kick_off_questions(purchase)}
    early = {involved.role for involved in purchase.outcome.involved if involved.by in BEFORE_STRATEGY}
    always = {Role.PROCUREMENT, Role.PROJECT}
    return tuple(role for role in Role if role in leads | early | always and role is not Role.VENDOR)


# ---- What the templates say of parts of an outcome


def rules_in_lines(rules: tuple[Rule, ...], words: Words) -> str:
    """The reasons that rules give, a line each, with their sources."""
    lines = [f"{rule.because} {words.cite(rule.sources)}".rstrip() for rule in rules]
    return "\n".join(f"• {line}" for line in lines) if len(lines) > 1 else "".join(lines)


def weighed(purchase: Purchase) -> tuple[ApproachPoints, ...]:
    """The approaches for or against which a rule speaks."""
    return tuple(one for one in purchase.outcome.approach_points if one.towards or one.against)


def unweighed(purchase: Purchase) -> tuple[Approach, ...]:
    """The approaches of which the facts say nothing."""
    return tuple(one.approach for one in purchase.outcome.approach_points if not (one.towards or one.against))


def once(rules: tuple[Rule, ...]) -> tuple[Rule, ...]:
    """The rules, each once."""
    return tuple({rule.id: rule for rule in rules}.values())


def could_change(fact: OpenFact, words: Words) -> str:
    """What an unknown fact could change, a line each."""
    lines = []
    if fact.could_raise_to is not None:
        lines.append(words.say("The tier could become %(tier)s.", tier=words.label(fact.could_raise_to)))
    if fact.could_route is not None:
        lines.append(words.say("The route could become %(route)s.", route=words.label(fact.could_route)))
    if fact.could_approach:
        approaches = words.approaches(fact.could_approach)
        lines.append(words.say("The approach could become %(approach)s.", approach=approaches))
    if fact.settles_duties:
        lines.append(words.say("It settles which duties apply."))
    if fact.duties:
        titles = words.listed(duty.title for duty in fact.duties)
        lines.append(words.say("Duties could apply: %(duties)s.", duties=titles))
    return "\n".join(lines) or words.say("Who is involved, or which questions are asked.")


def change_in_words(change: Change, words: Words) -> str:
    """A change of facts, and the tier it leads to."""
    facts = words.listed(f"{words.fact(key)}: {words.fact_value(key, fact)}" for key, fact in change.facts.items())
    return words.say("%(facts)s. Then the tier is %(tier)s.", facts=facts, tier=words.label(change.tier))


def duty_status(due: DutyDue, words: Words) -> str:
    """Whether a duty applies, from when, and on what that depends."""
    lines = [words.label(due.duty.status)]
    if due.duty.applies_on is not None and not due.applies_now:
        lines[0] = words.say("Applies from %(day)s", day=words.day(due.duty.applies_on))
    if due.holds is None:
        facts = words.listed(words.fact(key) for key in due.because)
        lines.append(words.say("It may apply: that depends on %(facts)s.", facts=facts))
    return "\n".join(lines)


def duties_that_hold(purchase: Purchase) -> tuple[DutyDue, ...]:
    """The duties that apply for certain, today or later."""
    return tuple(due for due in purchase.outcome.duties if due.holds)


def settled_before_strategy(purchase: Purchase) -> Progress:
    """How many questions due before the strategy are answered."""
    due = [planned for planned in purchase.plan.questions if planned.question.stage in BEFORE_STRATEGY]
    return Progress(Stage.STRATEGY, sum(purchase.answer(one.question.id) is not None for one in due), len(due))


def group_names(items: tuple[Criterion | Disclosure | Clause, ...], words: Words) -> tuple[str, ...]:
    """What the groups that items are in are called, each once."""
    return tuple(words.group(group) for group in dict.fromkeys(item.group for item in items))


def fact_names(keys: tuple[str, ...], words: Words) -> str:
    """What people call some facts, as one list."""
    return words.listed(words.fact(key) for key in keys)


def keys_of(facts: tuple[OpenFact, ...]) -> tuple[str, ...]:
    """The keys of open facts."""
    return tuple(fact.key for fact in facts)
