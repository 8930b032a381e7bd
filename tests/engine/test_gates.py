"""Gates in proportion to the route; plans that stay as they were agreed until an update is taken."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

import pytest

from wellbought.pack.kinds import Question
from wellbought.pack.read import Pack, load_pack
from wellbought.plan import few_that_matter, gates, held, make_plan, needed_of, next_gate, pin, update
from wellbought.plan.few import IN_USE
from wellbought.profile import parse_profile
from wellbought.triage import Outcome, check
from wellbought.vocabulary import Priority, Role, Route, Stage, Tier

ON = date(2026, 11, 23)
NOTES = {"ai_type": ["generative"], "affects": "staff", "decision_role": "assists", "domain": "office-productivity"}
CHATBOT = {"ai_type": ["generative"], "affects": "public", "domain": "benefits", "vulnerable_groups": True}


@pytest.fixture(scope="module")
def pack() -> Pack:
    return load_pack()


def outcome_of(facts: Mapping[str, object], pack: Pack) -> Outcome:
    return check(parse_profile(facts), pack, on=ON)


def musts(pack: Pack) -> list[Question]:
    return [question for question in pack.all(Question) if question.priority is Priority.MUST]


def test_the_fast_route_has_one_gate_for_everything(pack: Pack) -> None:
    needed = [question for question in musts(pack) if question.stage is not Stage.READINESS]

    (only,) = gates(Route.FAST, needed, ())

    assert set(only.needed) == set(needed)
    assert only.begins is Stage.IMPLEMENTATION
    assert Role.PROJECT in only.signers


@pytest.mark.parametrize(
    ("route", "number"), [(Route.FAST, 1), (Route.STANDARD, 3), (Route.FULL, 8), (Route.PAUSED, 8)]
)
def test_each_route_has_its_gates_and_each_question_stands_before_one(route: Route, number: int, pack: Pack) -> None:
    needed = [question for question in musts(pack) if question.stage is not Stage.READINESS]

    found = gates(route, needed, ())

    assert len(found) == number
    assert sorted(one.id for gate in found for one in gate.needed) == sorted(one.id for one in needed)


def test_a_gate_is_ready_when_all_that_it_needs_is_settled(pack: Pack) -> None:
    needed = needed_of(make_plan(outcome_of(NOTES, pack), pack))
    last = needed[-1].id

    (without_one,) = gates(Route.FAST, needed, {one.id for one in needed} - {last})
    (with_all,) = gates(Route.FAST, needed, {one.id for one in needed})

    assert not without_one.ready
    assert [one.id for one in without_one.open] == [last]
    assert with_all.ready


def test_on_the_full_route_leadership_alone_signs_what_commits(pack: Pack) -> None:
    signers = {gate.closes: gate.signers for gate in gates(Route.FULL, (), ())}

    assert signers[Stage.CONTRACT] == {Role.LEADERSHIP}
    assert signers[Stage.NEED] == {Role.LEADERSHIP, Role.PROCUREMENT}


def test_a_paused_purchase_waits_for_counsel() -> None:
    assert all(gate.signers == {Role.LEGAL} for gate in gates(Route.PAUSED, (), ()))


def test_a_change_of_route_does_not_reopen_what_was_passed() -> None:
    upcoming = next_gate(gates(Route.FULL, (), ()), [Stage.STRATEGY])

    assert upcoming is not None
    assert upcoming.closes is Stage.SOLICITATION


def test_after_the_last_gate_none_is_left() -> None:
    assert next_gate(gates(Route.FAST, (), ()), [Stage.CONTRACT]) is None


def test_what_is_not_known_to_apply_holds_nobody_up(pack: Pack) -> None:
    plan = make_plan(outcome_of({}, pack), pack)
    first, *rest = plan.questions
    unsure = replace(plan, questions=(replace(first, open_because=("domain",)), *rest))

    assert first.question not in needed_of(unsure)


def test_ai_in_use_has_one_gate_and_few_questions(pack: Pack) -> None:
    plan = make_plan(outcome_of(CHATBOT, pack), pack)

    few = few_that_matter(plan)
    (only,) = gates(plan.route, needed_of(plan, in_use=True), (), in_use=True)

    assert 3 <= len(few) <= 6
    assert {one.question.stage for one in few} <= set(IN_USE)
    assert [one.question for one in few] == list(only.needed)
    assert only.begins is Stage.IMPLEMENTATION


def test_a_pinned_plan_stays_until_the_update_is_taken(pack: Pack) -> None:
    outcome = outcome_of(CHATBOT, pack)
    plan = make_plan(outcome, pack)
    gone, *rest = plan.questions
    before = replace(
        pin(outcome, replace(plan, questions=tuple(rest))), pack_digest="older", tier=Tier.LOW, route=Route.STANDARD
    )

    kept_outcome, kept = held(before, outcome, plan, pack)
    change = update(before, outcome, plan, pack)

    assert kept_outcome.tier is Tier.LOW
    assert gone.question.id not in kept.ids()
    assert gone in kept.more
    assert [one.question.id for one in change.added] == [gone.question.id]
    assert change.tier_after is outcome.tier
    assert change.because


def test_a_question_that_the_guidance_dropped_leaves_a_pinned_plan_without_a_fault(pack: Pack) -> None:
    outcome = outcome_of(CHATBOT, pack)
    plan = make_plan(outcome, pack)
    pinned = replace(pin(outcome, plan), questions=("no-such-question", *plan.ids()))

    _, kept = held(pinned, outcome, plan, pack)

    assert kept.ids() == plan.ids()
    assert not update(pinned, outcome, plan, pack).anything
