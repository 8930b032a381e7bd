"""Loads the example round of the readiness check, which has ended, and its plan."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from wellbought.pack.read import Pack
from wellbought.readiness.sheets import parse_answer
from wellbought.web.accounts.models import Membership
from wellbought.web.demo.clock import Clock
from wellbought.web.readiness import actions, queries


def load_round(raw: Mapping[str, Any], people: Mapping[str, Membership], pack: Pack, clock: Clock) -> None:
    """Load a round; whoever is not named in the example is a ``KeyError``."""
    members = [people[name] for name in raw["answers"]]
    made = actions.start_round(
        member=people[raw["by"]],
        title=raw["title"],
        named=raw["named"],
        invited=[one.pk for one in members],
        now=clock.at(raw["days_ago"]),
        tell=False,
    )
    for name, answers in raw["answers"].items():
        seat = queries.seat_of(made, people[name])
        assert seat is not None
        levels = {statement: parse_answer(answer) for statement, answer in answers.items()}
        now = clock.at(raw["days_ago"] - 1)
        actions.save_answers(seat=seat, answers=levels, now=now)
        actions.hand_in(seat=seat, now=now)
    actions.end_round(found=made, pack=pack, now=clock.at(raw["days_ago"] - 3))
    for one in raw["actions"]:
        words = actions.ActionWords(one["text"], people[one["owner"]], clock.now.date() + timedelta(days=one["due_in"]))
        actions.add_action(
            member=people[raw["by"]],
            found=made,
            dimension=one["dimension"],
            words=words,
            now=clock.at(raw["days_ago"] - 4),
        )
