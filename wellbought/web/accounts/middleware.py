"""The one gate in front of every page."""

from collections.abc import Callable
from typing import Any, TypeAlias

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext as _

from wellbought.vocabulary import TEAM_ROLES
from wellbought.web.accounts import hold
from wellbought.web.accounts.models import Membership
from wellbought.web.accounts.queries import has_second_factor, member_of, vouched_too_little
from wellbought.web.audit import watched
from wellbought.web.audit.actions import note
from wellbought.web.permissions import PAGES, may, open_to_visitors

GetResponse: TypeAlias = Callable[[HttpRequest], HttpResponse]

#: Pages about the account itself, which a directory of one organisation alone does not open to members of others.
OF_THE_ACCOUNT = frozenset(
    name
    for name in PAGES
    if name.startswith("mfa_")
    or name in ("account_reauthenticate", "account_change_password", "account_set_password")
    or name in ("accounts:you", "accounts:leave", "accounts:my-data")
)
#: What stays open to those who still lack a second factor that their organisation asks for.
WAYS_OUT = frozenset({"accounts:sign-out", "account_logout", "accounts:switch", "accounts:go-on"})
#: From this status on, a page showed nothing of what was asked for.
NOT_SHOWN = 400
SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})


class permissions:  # noqa: N801 - Django names a middleware by its path
    """Look up each page in the table; without a row, or without the right role, there is no way in."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Say, when it is first asked, in which membership the person works."""
        request.member = SimpleLazyObject(lambda: member_of(request))  # type: ignore[attr-defined]
        response = self.get_response(request)
        watching = getattr(request, "watching", None)
        if watching is not None and response.status_code < NOT_SHOWN:
            note(**watching)
        return response

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
        role = member.as_role if member else None
        administrator = member is not None and member.is_administrator
        if not may(name, role, signed_in=True, acting=acting, administrator=administrator):
            raise PermissionDenied
        if name in OF_THE_ACCOUNT and vouched_too_little(request.session, request.user.pk):
            raise PermissionDenied
        if member is not None and name not in OF_THE_ACCOUNT | WAYS_OUT and _lacks_a_factor(member):
            messages.warning(request, _("Your organisation asks for a second factor. Set one up to go on."))
            return redirect("mfa_index")
        kind, about = watched.kind_of(name), watched.about(kwargs)
        if member is not None and kind and about:
            request.watching = {"member": member, "kind": kind, "what": name, "about": about}  # type: ignore[attr-defined]
        return None


def may_any_member(name: str, *, acting: bool) -> bool:
    """Whether some member may open the page, so that signing in may help."""
    return any(may(name, role, signed_in=True, acting=acting, administrator=True) for role in TEAM_ROLES)


def _lacks_a_factor(member: Membership) -> bool:
    return member.organisation.second_factor_required and not has_second_factor(member.person_id)
