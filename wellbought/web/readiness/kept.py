"""Answers without an account. They live in a signed cookie in the visitor's own browser, and nowhere on the server."""

from dataclasses import dataclass, field
from typing import Final

from django.core import signing
from django.http import HttpRequest, HttpResponse

from wellbought.errors import WellboughtError
from wellbought.pack.read import Pack
from wellbought.readiness.sheets import Sheet, parse_round
from wellbought.vocabulary import Role

COOKIE: Final = "readiness"
SALT: Final = "wellbought.readiness"
#: Answers are kept this long (in seconds) after the last one: 60 days.
KEPT: Final = 60 * 60 * 24 * 60


@dataclass(frozen=True, slots=True)
class Alone:
    """What a visitor said so far.

    :ivar begun: whether they have chosen a field; ``None`` as a role is all of it
    """

    sheet: Sheet = field(default_factory=lambda: Sheet({}))
    begun: bool = False

    @property
    def role(self) -> Role | None:
        """The field that was chosen."""
        return self.sheet.role


def read(request: HttpRequest, pack: Pack) -> Alone:
    """The answers that a browser sent; none if they are missing, too old, or were tampered with."""
    raw = request.COOKIES.get(COOKIE)
    if not raw:
        return Alone()
    try:
        content = signing.loads(raw, salt=SALT, max_age=KEPT)
        return Alone(parse_round(content, pack).sheets[0], begun=True)
    except (signing.BadSignature, WellboughtError):
        return Alone()


def write(response: HttpResponse, sheet: Sheet, *, secure: bool) -> None:
    """Let the browser keep the answers."""
    content = {"role": sheet.role, "answers": sheet.as_json()["answers"]}
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
