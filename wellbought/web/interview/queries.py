"""An outcome in words: rows that pages show, as small frozen objects."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.urls import reverse
from django.utils.formats import number_format
from django.utils.translation import gettext as _

from wellbought.pack.kinds import Duty, FactQuestion, Policy, Rule, Source
from wellbought.pack.read import ItemUnknown, Pack
from wellbought.plan import PlannedQuestion
from wellbought.profile import Fact, Value
from wellbought.purchase import Purchase
from wellbought.triage.interview import facts_by_key
from wellbought.triage.outcome import Change, OpenFact
from wellbought.vocabulary import Approach, Role, Stage, Tier


@dataclass(frozen=True, slots=True)
class Cited:
    """A source as a reason cites it."""

    id: str
    title: str
    place: str
    href: str


@dataclass(frozen=True, slots=True)
class Reason:
    """A rule that fired, for a person."""

    because: str
    sources: tuple[Cited, ...]
    origin: str
    tier: Tier | None


@dataclass(frozen=True, slots=True)
class OpenRow:
    """A fact that could still change the outcome, and who could tell."""

    key: str
    ask: str
    who_knows: Role | None
    could_raise_to: Tier | None
    could: str
    changes_result: bool


@dataclass(frozen=True, slots=True)
class ChangeRow:
    """A change that would lower the tier, in words."""

    facts: tuple[tuple[str, str], ...]
    tier: Tier


def said(pack: Pack, question: FactQuestion, fact: Fact) -> str:
    """An answer in the words of its options."""
    if fact is None:
        return _("Not known yet")
    if isinstance(fact, bool):
        return _("Yes") if fact else _("No")
    if isinstance(fact, Value):
        return f"{number_format(fact.amount, use_l10n=True, force_grouping=True)} {fact.currency}"
    labels: Mapping[str, str] = {option.value: option.label for option in question.options}
    if question.key == "jurisdiction":
        labels = {name: card.title for name, card in pack.cards.items()}
    if isinstance(fact, tuple):
        return ", ".join(labels.get(value, value) for value in fact) or _("None of these")
    return labels.get(fact, fact)


def reasons(rules: Iterable[Rule], pack: Pack) -> tuple[Reason, ...]:
    """Rules as reasons with their sources."""
    return tuple(
        Reason(rule.because, tuple(cited(pack, source) for source in rule.sources), rule.origin, rule.effect.tier)
        for rule in rules
    )


def cited(pack: Pack, reference: str) -> Cited:
    """What to show of a reference such as ``eu-ai-act@Article 26``."""
    source_id, _at, place = reference.partition("@")
    href = reverse("guidance:source", args=[source_id])
    try:
        source = pack.get(Source, source_id)
    except ItemUnknown:
        return Cited(source_id, source_id, place, href)
    if pack.is_own(source):
        own = source.id in pack.items[Policy.kind]
        href = reverse("governance:item", args=[Policy.kind, source.id]) if own else reverse("governance:own")
    return Cited(source_id, source.title, place, href)


def open_rows(pack: Pack, facts: Iterable[OpenFact]) -> tuple[OpenRow, ...]:
    """Open facts in words, the weightiest first."""
    questions = facts_by_key(pack)
    rows = []
    for fact in facts:
        question = questions.get(fact.key)
        raising = [rule for rule in fact.rules if rule.effect.tier is fact.could_raise_to] or fact.rules
        could = raising[0].because if raising else (fact.duties[0].title if fact.duties else "")
        rows.append(
            OpenRow(
                fact.key,
                question.ask if question else fact.key,
                fact.who_knows,
                fact.could_raise_to,
                could,
                fact.changes_result,
            )
        )
    return tuple(rows)


def change_rows(pack: Pack, changes: Iterable[Change]) -> tuple[ChangeRow, ...]:
    """Changes in words: what to change, and to what."""
    questions = facts_by_key(pack)
    return tuple(
        ChangeRow(
            tuple((questions[key].short, said(pack, questions[key], fact)) for key, fact in change.facts.items()),
            change.tier,
        )
        for change in changes
    )


def by_stage_and_role(
    purchase: Purchase,
) -> tuple[tuple[Stage, tuple[tuple[Role, tuple[PlannedQuestion, ...]], ...]], ...]:
    """The questions of a plan, grouped by stage and then by the role that leads."""
    grouped = []
    for stage, planned in purchase.plan.by_stage().items():
        roles = dict.fromkeys(one.question.lead for one in planned)
        grouped.append(
            (stage, tuple((role, tuple(one for one in planned if one.question.lead is role)) for role in roles))
        )
    return tuple(grouped)


@dataclass(frozen=True, slots=True)
class Told:
    """An outcome in words: what the result page shows, here and in the workspace."""

    reasons: tuple[Reason, ...]
    other_rules: tuple[Reason, ...]
    open_rows: tuple[OpenRow, ...]
    changes: tuple[ChangeRow, ...]
    approaches: tuple["ApproachRow", ...]
    disagreements: tuple["DisagreementRow", ...]
    involved: tuple["InvolvedRow", ...]
    duties: tuple["DutyRow", ...]
    stages: tuple[tuple[Stage, tuple[tuple[Role, tuple[PlannedQuestion, ...]], ...]], ...]


@dataclass(frozen=True, slots=True)
class ApproachRow:
    """An approach with what speaks for it and against it."""

    approach: Approach
    points: int
    towards: tuple[Reason, ...]
    against: tuple[Reason, ...]
    chosen: bool


@dataclass(frozen=True, slots=True)
class DisagreementRow:
    """An approach that the buyer has in mind and the rules do not support, with why."""

    approach: Approach
    leading: Approach
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class InvolvedRow:
    """A role to bring in, by when, and why."""

    role: Role
    by: Stage
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class DutyRow:
    """A duty with what it depends on, in words."""

    duty: Duty
    place_title: str
    holds: bool | None
    depends_on: tuple[str, ...]
    applies_now: bool
    sources: tuple[Cited, ...]


def tell(purchase: Purchase, pack: Pack) -> Told:
    """Put an outcome into words."""
    outcome = purchase.outcome
    for_tier = outcome.reasons_for_tier()
    questions = facts_by_key(pack)
    return Told(
        reasons=reasons(for_tier, pack),
        other_rules=reasons(
            (rule for rule in outcome.fired if rule not in for_tier and (rule.effect.tier or rule.effect.route)), pack
        ),
        open_rows=open_rows(pack, outcome.open),
        changes=change_rows(pack, purchase.lower),
        approaches=tuple(
            ApproachRow(
                one.approach,
                one.points,
                reasons(one.towards, pack),
                reasons(one.against, pack),
                one.approach in outcome.approach,
            )
            for one in outcome.approach_points
        ),
        disagreements=tuple(
            DisagreementRow(one.approach, one.leading, reasons((*one.against, *one.for_leading), pack))
            for one in outcome.disagreements
        ),
        involved=tuple(InvolvedRow(one.role, one.by, reasons(one.rules, pack)) for one in outcome.involved),
        duties=tuple(
            DutyRow(
                due.duty,
                pack.cards[due.duty.origin].title,
                due.holds,
                tuple(questions[key].short if key in questions else key for key in due.because),
                due.applies_now,
                tuple(cited(pack, source) for source in due.duty.sources),
            )
            for due in outcome.duties
        ),
        stages=by_stage_and_role(purchase),
    )
