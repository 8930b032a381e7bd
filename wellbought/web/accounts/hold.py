"""Holding what a person wrote while they sign in again, so that an expired session loses nothing.

What they sent is signed and put into the sign-in page itself; nothing is kept on the server. After signing in they see
it and save it with one click. Files cannot be carried along; the page says so.
"""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import render
from django.urls import Resolver404, resolve, reverse
from django.utils.http import url_has_allowed_host_and_scheme

from wellbought.web.accounts.forms import SignInForm
from wellbought.web.accounts.queries import any_directory, example_people

SALT = "wellbought.held-form"
#: What was written is held this long (in seconds).
LONGEST = 60 * 60 * 24
NOT_HELD = frozenset({"csrfmiddlewaretoken"})


@dataclass(frozen=True, slots=True)
class Held:
    """A form that was sent while nobody was signed in."""

    path: str
    fields: tuple[tuple[str, str], ...]
    had_files: bool


def ask_to_sign_in(request: HttpRequest) -> HttpResponse:
    """Lead to the sign-in page; what was being sent comes along."""
    if request.method in ("GET", "HEAD"):
        return HttpResponseRedirect(f"{reverse('accounts:sign-in')}?{_query(next=request.get_full_path())}")
    form = SignInForm(initial={"held": pack_up(request)})
    return render(request, "accounts/sign_in.html", sign_in_context(form), status=401)


def sign_in_context(form: SignInForm) -> dict[str, Any]:
    """What the sign-in page shows."""
    return {
        "form": form,
        "held": bool(form["held"].value()),
        "examples": example_people() if settings.DEMO else (),
        "directories": any_directory(),
        "open_sign_up": settings.OPEN_SIGN_UP,
    }


def pack_up(request: HttpRequest) -> str:
    """Sign what was sent, so that it can travel in a page."""
    fields = [(name, value) for name, values in request.POST.lists() if name not in NOT_HELD for value in values]
    content = {"path": request.get_full_path(), "fields": fields, "files": bool(request.FILES)}
    return signing.dumps(content, salt=SALT, compress=True)


def unpack(text: str) -> Held | None:
    """What was held; ``None`` if it is not ours, too old, or for a page that does not exist."""
    try:
        content = signing.loads(text, salt=SALT, max_age=LONGEST)
        path = str(content["path"])
        resolve(path.partition("?")[0])
    except (signing.BadSignature, Resolver404, KeyError, TypeError):
        return None
    return Held(path, tuple((str(name), str(value)) for name, value in content["fields"]), bool(content["files"]))


def is_ours(request: HttpRequest) -> bool:
    """Whether a form was sent from a page of this site; what another site sends is never offered to be saved."""
    origin = request.headers.get("Origin") or request.headers.get("Referer", "")
    return bool(origin) and url_has_allowed_host_and_scheme(origin, allowed_hosts={request.get_host()})


def safe_next(request: HttpRequest, given: str) -> str:
    """An address on this site to go on to; the list of purchases if the one given leads elsewhere."""
    if url_has_allowed_host_and_scheme(given, allowed_hosts={request.get_host()}, require_https=request.is_secure()):
        return given
    return reverse("purchases:list")


def _query(**values: str) -> str:
    query = QueryDict(mutable=True)
    query.update(values)
    return query.urlencode()
