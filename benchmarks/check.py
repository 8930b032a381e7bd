"""How fast a purchase is checked: ``python benchmarks/check.py``.

Profiles are drawn at random with a fixed seed, about a third of their facts unknown. The floor is the
rule engine alone: every rule's compiled condition run once with all its facts known, in the same process. What a check
adds to that is the three values, the reasons, the duties, what is open, and the plan.
"""

import json
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal
from functools import partial
from pathlib import Path

from figures import ROOT, Figure, cpu_ms, percentile, tell

from wellbought.conditions import condition
from wellbought.pack.kinds import Duty, Question, Rule
from wellbought.pack.read import Pack, load_pack
from wellbought.plan import Plan, make_plan
from wellbought.profile import SHAPES, Fact, FactKind, Profile, Value, impossible_mixes
from wellbought.triage import check
from wellbought.triage.lower import smallest_change

SEED = 20261123
MANY = 10_000
SINGLE = 300
ON = date(2026, 11, 23)
UNKNOWN = 0.3


def profiles(pack: Pack, count: int) -> list[Profile]:
    """Profiles that differ, the same on every run. No two facts in one contradict each other."""
    draw = random.Random(SEED)  # noqa: S311 - the same numbers each time are the point
    made: list[Profile] = []
    while len(made) < count:
        profile = Profile().with_facts({key: _fact(draw, key, pack) for key in SHAPES})
        if not impossible_mixes(profile):
            made.append(profile)
    return made


def _fact(draw: random.Random, key: str, pack: Pack) -> Fact:
    if draw.random() < UNKNOWN:
        return None
    shape = SHAPES[key]
    if shape.kind is FactKind.YES_NO:
        return draw.random() < 0.5
    if shape.kind is FactKind.VALUE:
        return Value(Decimal(draw.randrange(1_000, 5_000_000)), draw.choice(["EUR", "USD", "GBP", "COP"]))
    values = pack.jurisdictions if key == "jurisdiction" else shape.values
    if shape.kind is FactKind.CHOICE:
        return draw.choice(values)
    least = 0 if shape.may_be_empty else 1
    return tuple(draw.sample(values, draw.randint(least, min(2, len(values)))))


def figures() -> Iterator[Figure]:
    """Measure."""
    pack = load_pack()
    drawn = profiles(pack, MANY)

    def both(profile: Profile) -> Plan:
        return make_plan(check(profile, pack, on=ON), pack)

    first = cpu_ms(partial(both, drawn[0]))
    rest = [cpu_ms(partial(both, profile)) for profile in drawn[1:SINGLE]]
    yield Figure("a check with its plan, the very first of a process, CPU", first, "ms", at_most=10)
    yield Figure(f"the next {SINGLE - 1}, median", percentile(rest, 0.5), "ms", at_most=10)
    yield Figure(f"the next {SINGLE - 1}, 95th percentile", percentile(rest, 0.95), "ms", at_most=10)

    yield Figure(f"{MANY:,} profiles in one process, check and plan", _rate(both, drawn), "a second", at_least=500)
    yield Figure("  once more, every verdict known", _rate(both, drawn), "a second")
    yield Figure("  the check alone", _rate(lambda profile: check(profile, pack, on=ON), drawn), "a second")
    yield Figure("a command over the same, start to end (check --jsonl)", _as_command(drawn), "a second", at_least=500)

    floor = _floor(pack, drawn[:SINGLE])
    yield Figure("floor: all conditions run once, every fact known, CPU", floor, "ms")
    yield Figure("  a check with its plan, as a multiple of the floor", percentile(rest, 0.5) / floor, "times")
    lower = [cpu_ms(partial(_lowered, profile, pack)) for profile in drawn[:SINGLE]]
    yield Figure("the search for the smallest change (result page only), median", percentile(lower, 0.5), "ms")
    yield Figure("  95th percentile", percentile(lower, 0.95), "ms")


def _rate(action: Callable[[Profile], object], drawn: list[Profile]) -> float:
    """How many a second of CPU, which is one of the clock on a quiet machine. What is made is dropped again."""
    began = time.process_time()
    for profile in drawn:
        action(profile)
    return len(drawn) / (time.process_time() - began)


def _lowered(profile: Profile, pack: Pack) -> None:
    smallest_change(check(profile, pack, on=ON), pack, on=ON)


def _floor(pack: Pack, drawn: list[Profile]) -> float:
    """Milliseconds of CPU to run every condition of the pack once, unknown facts replaced by some value."""
    conditions = [condition(rule.when) for rule in pack.all(Rule)]
    conditions += [condition(duty.when) for duty in pack.all(Duty)]
    conditions += [condition(question.when) for question in pack.all(Question)]
    settled = []
    for profile in drawn:
        facts = {key: profile.fact(key) for key in SHAPES}
        settled.append(
            [
                (one, tuple(one.values[key][0] if facts[key] is None else facts[key] for key in one.facts))
                for one in conditions
            ]
        )
    return cpu_ms(lambda: [one.runs_true(facts) for row in settled for one, facts in row]) / len(drawn)


def _as_command(drawn: list[Profile]) -> float:
    with tempfile.TemporaryDirectory() as folder:
        lines = Path(folder, "profiles.jsonl")
        rows = ({"id": str(number), "profile": profile.as_json()} for number, profile in enumerate(drawn))
        lines.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
        began = time.perf_counter()
        done = subprocess.run(
            [sys.executable, "-m", "wellbought", "check", "--jsonl", str(lines)],
            cwd=ROOT,
            stdout=subprocess.PIPE,
            check=True,
        )
        took = time.perf_counter() - began
    assert done.stdout.count(b"\n") == len(drawn)
    return len(drawn) / took


if __name__ == "__main__":
    sys.exit(tell("Check", figures()))
