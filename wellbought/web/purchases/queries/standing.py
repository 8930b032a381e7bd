"""Where purchases stand, from what the database holds of their plans, answers and gates, many at once."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import date
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from typing import Any, Final

from django.db.models import OuterRef, Subquery

from wellbought.pack.kinds import Question
from wellbought.pack.read import ItemUnknown, Pack
from wellbought.plan import Gate, gates, next_gate
from wellbought.plan.make import ROUTE_WHILE_UNKNOWN
from wellbought.purchase import SETTLED, AnswerState, DecisionKind
from wellbought.vocabulary import Arrival, Route, Stage
from wellbought.web.accounts.models import Organisation
from wellbought.web.purchases.models import Answer, Assignment, Decision, PlanVersion, Purchase

#: How many lists of questions are kept read. Plans are much alike: those of the same facts hold the same list.
KEPT_LISTS: Final = 2048


def standings(purchases: Mapping[int, Purchase], pack: Pack) -> Mapping[int, Mapping[str, Any]]:
    """The fields of each purchase that say where it stands, in four queries however many there are."""
    plans = newest_plans(purchases)
    states = states_of(purchases)
    passed = gates_passed(purchases)
    due = _due(purchases)
    return {
        pk: {
            **_by_plan(purchase, plans[pk], pack, states[pk], passed[pk], due[pk]),
            **_value(purchase.facts.get("estimated_value")),
            "standing_digest": pack.digest,
        }
        for pk, purchase in purchases.items()
        if pk in plans
    }


def _by_plan(
    purchase: Purchase,
    plan: PlanVersion,
    pack: Pack,
    states: Mapping[str, AnswerState],
    passed: tuple[Stage, ...],
    due: Mapping[str, date],
) -> Mapping[str, Any]:
    asked = [question.id for question in questions_listed(plan.questions, pack)]
    needed = ids_listed(plan.needed)
    settled = settled_of(purchase, f"{plan.questions} {plan.needed}", pack, states)
    gate = gate_of(purchase, plan, pack, settled, passed)
    late = [due[question] for question in needed if question in due and question not in settled]
    signers = [one.partition(":")[2] for one in plan.signers.split() if gate and one.startswith(f"{gate.closes}:")]
    return {
        "tier": plan.tier,
        "route": plan.route,
        "gate": gate.closes.value if gate else "",
        "gate_open": len(gate.open) if gate else 0,
        "gate_signers": " ".join(signers),
        "gate_questions": " ".join(question.id for question in gate.open) if gate else "",
        "due_on": min(late, default=None),
        "settled": sum(question in settled for question in asked),
        "asked": len(asked),
    }


def _value(stated: Any) -> Mapping[str, Any]:
    """The estimated value as columns that can be added up; none where the facts hold none."""
    try:
        amount = Decimal(str(stated["amount"])).quantize(Decimal("0.01"))
        return {"value_amount": amount, "value_currency": str(stated["currency"])[:3]}
    except (TypeError, KeyError, InvalidOperation):
        return {"value_amount": None, "value_currency": ""}


def settled_of(purchase: Purchase, questions: str, pack: Pack, states: Mapping[str, AnswerState]) -> set[str]:
    """The questions that are agreed or do not apply, and those that a known fact answers and nobody drafts.

    :param questions: as a plan lists them
    """
    agreed = {question for question, state in states.items() if state in SETTLED}
    drafted = {question for question, state in states.items() if state is AnswerState.DRAFTED}
    return agreed | (answered_by_facts(purchase, questions, pack) - drafted)


def stale_in(organisation: Organisation, pack: Pack, *, most: int) -> Mapping[int, Purchase]:
    """Purchases of which it was not found out with this guidance where they stand."""
    found = Purchase.objects.filter(organisation=organisation).exclude(standing_digest=pack.digest)
    return {one.pk: one for one in found.order_by("pk")[:most]}


def organisations_with_purchases() -> tuple[Organisation, ...]:
    """Every organisation that has purchases."""
    found = Purchase.objects.order_by("organisation").values("organisation").distinct()
    return tuple(Organisation.objects.filter(pk__in=found))


def gate_of(
    purchase: Purchase, plan: PlanVersion, pack: Pack, settled: set[str], passed: tuple[Stage, ...]
) -> Gate | None:
    """The gate that comes next."""
    route = Route(plan.route) if plan.route else ROUTE_WHILE_UNKNOWN
    in_use = purchase.arrival != Arrival.PLANNED
    return next_gate(gates(route, questions_listed(plan.needed, pack), settled, in_use=in_use), passed)


def questions_named(ids: Iterable[str], pack: Pack) -> Iterator[Question]:
    """The questions with some ids; those that the guidance no longer has are left out."""
    for question_id in ids:
        try:
            yield pack.get(Question, question_id)
        except ItemUnknown:
            continue


@lru_cache(maxsize=KEPT_LISTS)
def ids_listed(listed: str) -> frozenset[str]:
    """The ids in a list as a plan keeps it."""
    return frozenset(listed.split())


@lru_cache(maxsize=KEPT_LISTS)
def questions_listed(listed: str, pack: Pack) -> tuple[Question, ...]:
    """The questions in a list as a plan keeps it, in its order."""
    return tuple(questions_named(listed.split(), pack))


@lru_cache(maxsize=KEPT_LISTS)
def _set_by_facts(listed: str, pack: Pack) -> tuple[tuple[str, str], ...]:
    """Of the questions in a list those that a fact can answer, each with the fact."""
    return tuple({question.id: question.sets for question in questions_listed(listed, pack) if question.sets}.items())


def answered_by_facts(purchase: Purchase, questions: str, pack: Pack) -> set[str]:
    """Those of some questions that a known fact answers.

    :param questions: as a plan lists them
    """
    known = {key for key, value in purchase.facts.items() if value is not None}
    return {question for question, fact in _set_by_facts(questions, pack) if fact in known}


def newest_plans(purchases: Mapping[int, Purchase]) -> Mapping[int, PlanVersion]:
    """The plan that each team works by."""
    newest = PlanVersion.objects.filter(purchase=OuterRef("purchase")).order_by("-number").values("number")[:1]
    found = PlanVersion.objects.filter(purchase__in=list(purchases), number=Subquery(newest)).only(
        "purchase_id", "tier", "route", "questions", "needed", "signers"
    )
    return {one.purchase_id: one for one in found}


def states_of(
    purchases: Mapping[int, Purchase], *, only: Collection[str] | None = None
) -> Mapping[int, Mapping[str, AnswerState]]:
    """How far each team is with each question that it has answered, or with some questions alone."""
    found: defaultdict[int, dict[str, AnswerState]] = defaultdict(dict)
    known = {state.value: state for state in AnswerState}
    answers = Answer.objects.filter(purchase__in=list(purchases))
    if only is not None:
        answers = answers.filter(question__in=only)
    for pk, question, state in answers.values_list("purchase_id", "question", "newest__state"):
        found[pk][question] = known[state]
    return found


def gates_passed(purchases: Mapping[int, Purchase]) -> Mapping[int, tuple[Stage, ...]]:
    """The gates that were passed, by the stage that they close."""
    kinds = [DecisionKind.GATE.value, DecisionKind.OVERRIDE.value]
    found: defaultdict[int, tuple[Stage, ...]] = defaultdict(tuple)
    rows = Decision.objects.filter(purchase__in=list(purchases), kind__in=kinds).values_list("purchase_id", "stage")
    for pk, stage in rows:
        found[pk] += (Stage(stage),)
    return found


def _due(purchases: Mapping[int, Purchase]) -> Mapping[int, Mapping[str, date]]:
    found: defaultdict[int, dict[str, date]] = defaultdict(dict)
    rows = Assignment.objects.filter(purchase__in=list(purchases), due_on__isnull=False)
    for pk, question, day in rows.values_list("purchase_id", "question", "due_on"):
        if day is not None:
            found[pk][question] = day
    return found
