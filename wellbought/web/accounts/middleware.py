"""The one gate in front of every page."""

from collections.abc import Callable
from typing import Any, TypeAlias

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.utils.functional import SimpleLazyObject

from wellbought.vocabulary import TEAM_ROLES
from wellbought.web.accounts import hold
from wellbought.web.accounts.queries import member_of
from wellbought.web.permissions import may, open_to_visitors

GetResponse: TypeAlias = Callable[[HttpRequest], HttpResponse]

SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})


class permissions:  # noqa: N801 - Django names a middleware by its path
    """Look up each page in the table; without a row, or without the right role, there is no way in."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Say, when it is first asked, in which membership the person works."""
        request.member = SimpleLazyObject(lambda: member_of(request))  # type: ignore[attr-defined]
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., HttpResponse], args: list[Any], kwargs: dict[str, Any]
    ) -> HttpResponse | None:
        """Let the request through, ask the person to sign in, or refuse."""
        name = request.resolver_match.view_name if request.resolver_match else ""
        acting = request.method not in SAFE_METHODS
        if open_to_visitors(name, acting=acting):
            return None
        if not request.user.is_authenticated:
            if may_any_member(name, acting=acting):
                return hold.ask_to_sign_in(request)
            raise PermissionDenied
        member = member_of(request)
        request.member = member  # type: ignore[attr-defined]
        if may(name, member.as_role if member else None, signed_in=True, acting=acting):
            return None
        raise PermissionDenied


def may_any_member(name: str, *, acting: bool) -> bool:
    """Whether some member may open the page, so that signing in may help."""
    return any(may(name, role, signed_in=True, acting=acting) for role in TEAM_ROLES)
