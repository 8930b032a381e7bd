"""Loads the work on the example purchases: who sees to what, what was said and shown, decisions and gates."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from wellbought.pack.read import Pack
from wellbought.vocabulary import Stage
from wellbought.web.accounts.models import Membership
from wellbought.web.demo.clock import Clock
from wellbought.web.purchases import actions
from wellbought.web.purchases.models import Purchase
from wellbought.web.purchases.queries import approvers
from wellbought.web.purchases.snapshot import snapshot


def load_work(
    purchase: Purchase, raw: Mapping[str, Any], people: Mapping[str, Membership], pack: Pack, clock: Clock
) -> None:
    """Load what an example says under ``work``; whoever is not named there is a ``KeyError``."""
    for one in raw.get("assignments", ()):
        due = clock.now.date() + timedelta(days=one["due_in"]) if "due_in" in one else None
        actions.assign(
            member=people[one["by"]],
            purchase=purchase,
            question=one["question"],
            owner=people[one["owner"]],
            consulted=[people[name] for name in one.get("consulted", ())],
            due_on=due,
            seen=0,
            now=clock.at(one["days_ago"]),
        )
    for place, one in enumerate(raw.get("comments", ())):
        actions.comment(
            member=people[one["by"]],
            purchase=purchase,
            question=one["question"],
            text=one["text"],
            now=clock.at(one["days_ago"], minutes=place),
        )
    for one in raw.get("evidence", ()):
        _evidence(purchase, one, people[one["by"]], clock)
    for one in raw.get("decisions", ()):
        _decision(purchase, one, people[one["by"]], pack, clock)


def _evidence(purchase: Purchase, one: Mapping[str, Any], member: Membership, clock: Clock) -> None:
    now = clock.at(one["days_ago"])
    title, question = one["title"], one["question"]
    if "url" in one:
        actions.keep_link(member=member, purchase=purchase, question=question, title=title, url=one["url"], now=now)
        return
    upload = SimpleUploadedFile(one["file"], one["content"].encode())
    actions.keep_file(member=member, purchase=purchase, question=question, title=title, upload=upload, now=now)


def _decision(purchase: Purchase, one: Mapping[str, Any], member: Membership, pack: Pack, clock: Clock) -> None:
    now = clock.at(one["days_ago"])
    if "gate" not in one:
        actions.log_decision(
            member=member,
            purchase=purchase,
            title=one["title"],
            chosen=one["chosen"],
            alternatives=one.get("alternatives", ()),
            reasons=one["reasons"],
            question=one.get("question", ""),
            now=now,
        )
        return
    shot = snapshot(purchase, pack, on=now.date())
    gate = next(gate for gate in shot.gates() if gate.closes is Stage(one["gate"]))
    actions.pass_gate(
        member=member,
        purchase=purchase,
        gate=gate,
        upcoming=shot.next_gate(),
        signers=approvers(purchase, shot, gate),
        reasons=one["reasons"],
        override=one.get("override", False),
        title=one["title"],
        now=now,
    )
