"""Situations in ``tests/cases/triage``: a profile in, what core must say of it and why a careful person agrees."""

import json
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from wellbought.pack.kinds import Rule
from wellbought.pack.read import CONTENT, Pack, read_pack
from wellbought.profile import parse_profile
from wellbought.triage import Outcome, check

CASES = Path(__file__).parent.parent / "cases" / "triage"
TODAY = date(2026, 11, 23)
EXPECTED = {"tier", "range", "approach", "alongside", "route", "fires", "not_fires", "open", "involve"}


@dataclass(frozen=True, slots=True)
class Situation:
    """One purchase and what core must say of it."""

    theme: str
    name: str
    profile: dict[str, Any]
    expect: dict[str, Any]
    why: str = field(repr=False)
    source: str = field(repr=False, default="")


@cache
def core() -> Pack:
    """Core alone: what a place adds is that place's to prove."""
    pack, _ = read_pack([CONTENT / "core"])
    return pack


@cache
def situations() -> tuple[Situation, ...]:
    return tuple(Situation(path.stem, **entry) for path in sorted(CASES.glob("*.*")) for entry in _entries(path))


def _entries(path: Path) -> list[dict[str, Any]]:
    """Cases from published systems are JSON, for whoever wants to take them along; others are written by hand."""
    text = path.read_text(encoding="utf-8")
    entries: list[dict[str, Any]] = json.loads(text)["cases"] if path.suffix == ".json" else yaml.safe_load(text)
    return entries


@cache
def outcome_of(place: int) -> Outcome:
    return check(parse_profile(situations()[place].profile), core(), on=TODAY)


def _named(situation: Situation) -> str:
    return f"{situation.theme}: {situation.name}"


@pytest.mark.parametrize("situation", situations(), ids=_named)
def test_core_says_what_a_careful_person_would(situation: Situation) -> None:
    expect = situation.expect

    outcome = check(parse_profile(situation.profile), core(), on=TODAY)

    fired = {rule.id for rule in outcome.fired}
    said: dict[str, object] = {
        "tier": outcome.tier,
        "range": [outcome.tier_range.least, outcome.tier_range.most],
        "approach": outcome.approach[0] if outcome.approach else None,
        "alongside": list(outcome.approach[1:]),
        "route": outcome.route,
        "fires": [rule for rule in expect.get("fires", ()) if rule in fired],
        "not_fires": [rule for rule in expect.get("not_fires", ()) if rule not in fired],
        "open": {key: _could(outcome, key) for key in expect.get("open", ())},
        "involve": {one.role: one.by for one in outcome.involved if one.role in expect.get("involve", ())},
    }
    assert {key: said[key] for key in expect} == expect, situation.why


def _could(outcome: Outcome, key: str) -> object:
    found = next((one for one in outcome.open if one.key == key), None)
    return found.could_raise_to if found else "not open"


def test_every_situation_is_told_apart_and_says_why() -> None:
    told = situations()

    assert len({situation.name for situation in told}) == len(told) >= 90
    assert sum(situation.theme.startswith("published-") for situation in told) >= 40
    assert all(len(situation.why) > 3 for situation in told)
    assert all(set(situation.expect) <= EXPECTED and situation.expect for situation in told)


def test_every_rule_of_core_is_shown_by_a_situation() -> None:
    fired = {rule.id for place in range(len(situations())) for rule in outcome_of(place).fired}

    silent = [rule.id for rule in core().all(Rule) if rule.id not in fired]

    assert silent == []


def test_every_rule_named_by_a_situation_exists() -> None:
    named = {rule for one in situations() for kind in ("fires", "not_fires") for rule in one.expect.get(kind, ())}

    assert named <= {rule.id for rule in core().all(Rule)}
