"""What the pages of the check show, as small frozen objects."""

import base64
import json
from dataclasses import dataclass
from datetime import date

from django.http import HttpRequest
from django.urls import reverse

from wellbought.pack.read import Pack
from wellbought.profile import Profile
from wellbought.purchase import Purchase, purchase_of_profile
from wellbought.triage.interview import asked, counting
from wellbought.web.checks.answers import Answers, read
from wellbought.web.interview.queries import said


@dataclass(frozen=True, slots=True)
class AnswerRow:
    """One line of "check your answers"."""

    key: str
    short: str
    said: str
    known: bool
    href: str


def answer_rows(pack: Pack, answers: Answers) -> tuple[AnswerRow, ...]:
    """Each question that applies with its answer."""
    return tuple(
        AnswerRow(
            key=fact.key,
            short=fact.short,
            said=said(pack, fact, answers.profile.fact(fact.key)),
            known=answers.profile.fact(fact.key) is not None,
            href=reverse("checks:question", args=[fact.id]),
        )
        for fact in asked(pack, answers.profile)
    )


def purchase_of(answers: Answers, pack: Pack, *, on: date) -> Purchase:
    """The answers that count, checked: what every page and file about the result is made from."""
    return purchase_of_profile(counting(pack, answers.profile), pack, on=on)


def share_fragment(profile: Profile) -> str:
    """The answers as the part of an address after ``#``, which browsers never send to a server."""
    compact = json.dumps(profile.as_json(), ensure_ascii=False, separators=(",", ":"))
    return base64.urlsafe_b64encode(compact.encode()).decode().rstrip("=")


def profile_of_check(request: HttpRequest, pack: Pack) -> Profile:
    """The facts of the check in a visitor's browser, as far as they count; all unknown if there is none."""
    return counting(pack, read(request, pack).profile)
