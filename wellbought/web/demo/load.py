"""Loads the examples, through the same actions that people use."""

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

import yaml
from django.db import transaction
from django.utils import timezone

from wellbought.errors import WellboughtError
from wellbought.pack.own import OwnItem
from wellbought.pack.read import Pack
from wellbought.profile import parse_profile
from wellbought.purchase import AnswerState
from wellbought.vocabulary import Arrival, Role
from wellbought.web.accounts.actions import add_member, found_organisation
from wellbought.web.accounts.models import Membership, Organisation
from wellbought.web.demo.clock import Clock
from wellbought.web.demo.learning import load_learning
from wellbought.web.demo.readiness import load_round
from wellbought.web.demo.work import load_work
from wellbought.web.policies.actions import keep_items, publish
from wellbought.web.policies.queries import pack_for
from wellbought.web.purchases.actions import Arrived, choose_team, save_answer, start_purchase

EXAMPLES = Path(__file__).parent / "examples"


class ExampleBroken(WellboughtError):
    """An example names a question or a person that does not exist."""


@transaction.atomic
def load_examples(*, now: datetime | None = None) -> None:
    """Load the example organisation and its purchases, unless they are there already.

    :raises ExampleBroken: naming the file and the question or person that does not exist
    """
    if Organisation.objects.exists():
        return
    clock = Clock(now or timezone.now())
    people = _people(yaml.safe_load((EXAMPLES / "organisation.yaml").read_text(encoding="utf-8")))
    _rules(yaml.safe_load((EXAMPLES / "rules.yaml").read_text(encoding="utf-8")), people, clock)
    pack = pack_for(next(iter(people.values())).organisation, "en")
    load_round(yaml.safe_load((EXAMPLES / "readiness.yaml").read_text(encoding="utf-8")), people, pack, clock)
    load_learning(yaml.safe_load((EXAMPLES / "learning.yaml").read_text(encoding="utf-8")), people, pack, clock)
    for path in sorted(EXAMPLES.glob("purchase-*.yaml")):
        _purchase(path, yaml.safe_load(path.read_text(encoding="utf-8")), people, pack, clock)


def _people(raw: Mapping[str, Any]) -> dict[str, Membership]:
    organisation = found_organisation(name=raw["name"], jurisdiction=raw["jurisdiction"])
    return {
        one["id"]: add_member(
            organisation=organisation,
            name=one["name"],
            email=one["email"],
            role=Role(one["role"]),
            password=None,
        )
        for one in raw["people"]
    }


def _rules(raw: Mapping[str, Any], people: Mapping[str, Membership], clock: Clock) -> None:
    """What the organisation has decided for itself, published."""
    member = _person(people, raw["by"], EXAMPLES / "rules.yaml")
    items = [
        OwnItem(one["kind"], one["id"], {key: value for key, value in one.items() if key not in ("kind", "id")})
        for one in raw["items"]
    ]
    keep_items(member=member, items=items, now=clock.at(raw["days_ago"]))
    publish(member=member, seen_changes=len(items), now=clock.at(raw["days_ago"], minutes=5))


def _purchase(path: Path, raw: Mapping[str, Any], people: Mapping[str, Membership], pack: Pack, clock: Clock) -> None:
    purchase = start_purchase(
        member=_person(people, raw["started_by"], path),
        title=raw["title"],
        summary=raw["summary"],
        profile=parse_profile(raw["profile"], jurisdictions=pack.jurisdictions),
        pack=pack,
        now=clock.at(raw["started_days_ago"]),
        arrived=_arrived(raw.get("arrived"), clock),
    )
    choose_team(purchase=purchase, members=[_person(people, one, path) for one in raw["team"]])
    known = pack.items["question"].keys()
    for place, answer in enumerate(raw["answers"]):
        if answer["question"] not in known:
            raise ExampleBroken(f"There is no question “{answer['question']}”.", where=str(path))
        drafts = [*answer.get("earlier", ()), answer["text"]]
        for number, text in enumerate(drafts):
            newest = number == len(drafts) - 1
            save_answer(
                member=_person(people, answer["by"], path),
                purchase=purchase,
                question=answer["question"],
                text=text,
                state=AnswerState(answer["state"]) if newest else AnswerState.DRAFTED,
                seen=number,
                now=clock.at(answer["days_ago"], minutes=place + number),
            )

    try:
        load_work(purchase, raw.get("work", {}), people, pack, clock)
    except KeyError as unknown:
        raise ExampleBroken(f"There is no {unknown}.", where=str(path)) from None


def _arrived(raw: Mapping[str, Any] | None, clock: Clock) -> Arrived | None:
    if raw is None:
        return None
    return Arrived(Arrival(raw["how"]), vendor=raw["vendor"], since=clock.at(raw["days_ago"]).date())


def _person(people: Mapping[str, Membership], name: str, path: Path) -> Membership:
    if name not in people:
        raise ExampleBroken(f"There is no person “{name}”. There are: {', '.join(people)}.", where=str(path))
    return people[name]
