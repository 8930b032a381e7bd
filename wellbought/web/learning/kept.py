"""Progress without an account. It lives in a signed cookie in the visitor's own browser, and nowhere on the server."""

from collections.abc import Mapping
from typing import Final

from django.core import signing
from django.http import HttpRequest, HttpResponse

from wellbought.learning.course import Progress

COOKIE: Final = "course"
SALT: Final = "wellbought.course"
#: Progress is kept this long (in seconds) after the last step: half a year.
KEPT: Final = 60 * 60 * 24 * 182


def read(request: HttpRequest) -> dict[str, Progress]:
    """The progress that a browser sent, by course; none if it is missing, too old, or was tampered with."""
    raw = request.COOKIES.get(COOKIE)
    if not raw:
        return {}
    try:
        content = signing.loads(raw, salt=SALT, max_age=KEPT)
        return {
            str(course): Progress(
                frozenset(map(str, one["done"])), one["best"] if one["best"] is None else int(one["best"])
            )
            for course, one in content.items()
        }
    except (signing.BadSignature, KeyError, TypeError, ValueError, AttributeError):
        return {}


def write(response: HttpResponse, progress: Mapping[str, Progress], *, secure: bool) -> None:
    """Let the browser keep the progress."""
    content = {course: {"done": sorted(one.done), "best": one.best} for course, one in progress.items()}
    response.set_cookie(
        COOKIE,
        signing.dumps(content, salt=SALT, compress=True),
        max_age=KEPT,
        secure=secure,
        httponly=True,
        samesite="Lax",
    )


def forget(response: HttpResponse) -> None:
    """Let the browser forget the progress."""
    response.delete_cookie(COOKIE, samesite="Lax")
