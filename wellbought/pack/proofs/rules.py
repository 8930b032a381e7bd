"""Rules and duties do something, at some time, somewhere that there is."""

import re
from collections.abc import Iterator

from wellbought.conditions import Condition, condition
from wellbought.pack.files import PackFault
from wellbought.pack.kinds import (
    Approval,
    Clause,
    Criterion,
    Disclosure,
    Duty,
    FactQuestion,
    Item,
    Policy,
    Question,
    Rule,
)
from wellbought.pack.partial import is_read
from wellbought.pack.proofs.telling import as_far_as_read, each, fault, items
from wellbought.pack.read import Pack
from wellbought.profile import SHAPES


@each(Rule)
def effects(pack: Pack, rule: Rule) -> Iterator[PackFault]:
    """A rule does something, and does not speak both for and against an approach."""
    for approach in rule.effect.towards.keys() & rule.effect.against.keys():
        yield fault(pack, rule, f"It speaks both for and against “{approach}”.", "effect")
    if not rule.effect.model_dump(exclude_defaults=True) and is_read(rule.effect, *type(rule.effect).model_fields):
        yield fault(pack, rule, "A rule has at least one effect.", "effect")


def periods(pack: Pack) -> Iterator[PackFault]:
    """What begins and ends does so in that order."""
    dated: list[Rule | Duty] = [*pack.all(Rule), *pack.all(Duty)]
    for item in dated:
        yield from as_far_as_read(_period(pack, item))


def _period(pack: Pack, item: Rule | Duty) -> Iterator[PackFault]:
    starts_on = item.starts_on if isinstance(item, Rule) else item.applies_on
    if starts_on and item.ends_on and item.ends_on < starts_on:
        yield fault(pack, item, f"It ends before it begins ({starts_on}).", "ends_on")


def of_places(pack: Pack) -> Iterator[PackFault]:
    """The rules and duties of a place hold there by themselves, and bear its name."""
    local: list[Rule | Duty] = [*pack.all(Rule), *pack.all(Duty)]
    for item in (one for one in local if one.origin in pack.jurisdictions):
        yield from as_far_as_read(_without_jurisdiction(pack, item))
        yield from as_far_as_read(_with_the_places_name(pack, item))


def _without_jurisdiction(pack: Pack, item: Rule | Duty) -> Iterator[PackFault]:
    if "jurisdiction" in condition(item.when).facts:
        yield fault(pack, item, "The rules of a place hold there by themselves; leave jurisdiction out.", "when")


def _with_the_places_name(pack: Pack, item: Rule | Duty) -> Iterator[PackFault]:
    if not item.id.startswith(f"{item.origin}-"):
        yield fault(pack, item, f"Its id begins with the place: “{item.origin}-…”.", "id")


def conditions(pack: Pack) -> Iterator[PackFault]:
    """Conditions can hold, and name places that there are; any other would hold never, without a word."""
    for fact in pack.all(FactQuestion):
        yield from as_far_as_read(_condition(pack, fact, "ask_when"))
    for item in items(pack):
        if isinstance(item, Rule | Duty | Question | Clause | Criterion | Disclosure | Policy | Approval):
            yield from as_far_as_read(_condition(pack, item, "when"))


def _condition(pack: Pack, item: Item, field: str) -> Iterator[PackFault]:
    read = condition(getattr(item, field))
    if not read.ever:
        yield fault(pack, item, "This never holds, whatever the facts are.", field)
    if "jurisdiction" not in read.facts or item.origin in pack.unread.adrift:
        return
    for place in sorted(_places_in(read) - set(pack.jurisdictions) - pack.unread.cards):
        known = ", ".join(pack.jurisdictions) or "none"
        yield fault(pack, item, f"“{place}” is not a place that there is. There are: {known}.", field)


def _places_in(read: Condition) -> set[str]:
    named = {str(name) for places in read.values["jurisdiction"] if isinstance(places, tuple) for name in places}
    # The condition counts every word in it among them, those of its other facts and currencies too.
    others = {value for key in read.facts for value in SHAPES[key].values}
    return {name for name in named - others if not re.fullmatch(r"[A-Z]{3}", name)}
