"""The answers of a check. They live in a signed cookie in the visitor's own browser, and nowhere on the server."""

import base64
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from wellbought.errors import WellboughtError
from wellbought.pack.read import Pack
from wellbought.profile import Fact, Profile, parse_profile

COOKIE = "check"
SALT = "wellbought.check"
#: Answers are kept this long (in seconds) after the last one: 60 days.
KEPT = 60 * 60 * 24 * 60


@dataclass(frozen=True, slots=True)
class Answers:
    """What a visitor has said so far.

    :ivar seen: the facts that they were asked for, so that "I don't know yet" differs from "not asked"
    """

    profile: Profile = field(default_factory=Profile)
    seen: tuple[str, ...] = ()

    def with_fact(self, key: str, fact: Fact) -> "Answers":
        """The same with one more answer; ``None`` is "I don't know yet"."""
        return Answers(self.profile.with_facts({key: fact}), tuple(dict.fromkeys([*self.seen, key])))

    @property
    def begun(self) -> bool:
        """Whether anything has been answered."""
        return bool(self.seen)


def read(request: HttpRequest, pack: Pack) -> Answers:
    """The answers that a browser sent; none if they are missing, too old, or were tampered with."""
    raw = request.COOKIES.get(COOKIE)
    return _unsigned(raw, pack.jurisdictions) if raw else Answers()


@lru_cache(maxsize=512)
def _unsigned(raw: str, jurisdictions: tuple[str, ...]) -> Answers:
    """Each page of a check brings the same cookie again, so what it says is kept for a while."""
    try:
        content = signing.loads(raw, salt=SALT, max_age=KEPT)
        profile = parse_profile(content["facts"], jurisdictions=jurisdictions, mixes=True)
        return Answers(profile, tuple(str(key) for key in content["seen"]))
    except (signing.BadSignature, WellboughtError, KeyError, TypeError):
        return Answers()


def write(response: HttpResponse, answers: Answers, *, secure: bool) -> None:
    """Let the browser keep the answers."""
    content: Mapping[str, object] = {"facts": answers.profile.as_json(), "seen": list(answers.seen)}
    response.set_cookie(
        COOKIE,
        signing.dumps(content, salt=SALT, compress=True),
        max_age=KEPT,
        secure=secure,
        httponly=True,
        samesite="Lax",
    )


def forget(response: HttpResponse) -> None:
    """Let the browser forget the answers."""
    response.delete_cookie(COOKIE, samesite="Lax")


def from_text(text: str, pack: Pack) -> Answers:
    """The answers in a saved check or a shared link.

    :raises WellboughtError: saying what is wrong with it
    """
    try:
        raw = json.loads(_unfolded(text.strip()))
    except (ValueError, RecursionError):
        raise WellboughtError(
            _("This is not a saved check. Use the JSON file that the result page offers, or a whole shared link.")
        ) from None
    if isinstance(raw, dict) and isinstance(raw.get("profile"), dict):
        raw = raw["profile"]
    profile = parse_profile(raw, jurisdictions=pack.jurisdictions)
    return Answers(profile, profile.known())


def _unfolded(text: str) -> str:
    """The JSON in what was pasted: itself, or what a shared link holds after its #."""
    if text.startswith(("{", "[")):
        return text
    folded = text.rpartition("#")[2]
    return base64.urlsafe_b64decode(folded + "=" * (-len(folded) % 4)).decode()
