"""Looking after an organisation: its people, teams, settings and directories."""

from collections.abc import Mapping

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from wellbought.errors import WellboughtError
from wellbought.vocabulary import Role
from wellbought.web.accounts import actions, queries
from wellbought.web.accounts.actions.directories import DirectoryFacts
from wellbought.web.accounts.actions.members import MemberChange
from wellbought.web.accounts.forms import (
    DirectoryForm,
    InviteForm,
    MemberForm,
    OrganisationForm,
    TeamForm,
    place_choices,
    role_choices,
)
from wellbought.web.accounts.models import DirectoryKind, Membership, Team


def _member(request: HttpRequest) -> Membership:
    member: Membership = request.member  # type: ignore[attr-defined]
    return member


def _page(request: HttpRequest, template: str, current: str, context: Mapping[str, object]) -> HttpResponse:
    """A page beside the navigation of those who administer."""
    member = _member(request)
    form = context.get("form")
    status = 422 if form is not None and getattr(form, "is_bound", False) else 200
    sidebar = queries.administration(member, current)
    return render(
        request, template, {**context, "sidebar": sidebar, "organisation": member.organisation}, status=status
    )


@never_cache
@require_safe
def people(request: HttpRequest) -> HttpResponse:
    """List the people of the organisation; who administers sees invitations and may change them."""
    member = _member(request)
    context = {
        "people": queries.people_of(member.organisation),
        "invitations": queries.invitations_of(member.organisation) if member.is_administrator else (),
        "teams": queries.teams_of(member.organisation),
    }
    return _page(request, "accounts/people.html", "accounts:people", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def invite(request: HttpRequest) -> HttpResponse:
    """Invite somebody."""
    form = InviteForm(request.POST or None, roles=role_choices())
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            actions.invite(
                by=_member(request),
                email=given["email"],
                role=Role(given["role"]),
                is_administrator=given["is_administrator"],
            )
        except WellboughtError as error:
            form.add_error("email", error.message)
        else:
            messages.success(request, _("An invitation is on its way to %(email)s.") % {"email": given["email"]})
            return redirect("accounts:people")
    return _page(request, "accounts/invite.html", "accounts:people", {"form": form})


@require_POST
def resend(request: HttpRequest, key: str) -> HttpResponse:
    """Send an invitation again; the old link ends."""
    found = queries.invitation_by_key(_member(request).organisation, key)
    if found is None:
        raise Http404
    actions.invite(
        by=_member(request), email=found.email, role=Role(found.role), is_administrator=found.is_administrator
    )
    messages.success(request, _("An invitation is on its way to %(email)s.") % {"email": found.email})
    return redirect("accounts:people")


@require_POST
def revoke(request: HttpRequest, key: str) -> HttpResponse:
    """Withdraw an invitation."""
    found = queries.invitation_by_key(_member(request).organisation, key)
    if found is None:
        raise Http404
    actions.revoke(by=_member(request), invitation=found)
    messages.success(request, _("The invitation is withdrawn."))
    return redirect("accounts:people")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def member(request: HttpRequest, member_id: int) -> HttpResponse:
    """Change a member's role, or let them in or out."""
    found = queries.any_member(_member(request).organisation, member_id)
    if found is None:
        raise Http404
    now = {"role": found.role, "is_administrator": found.is_administrator, "is_active": found.is_active}
    form = MemberForm(request.POST or None, initial=now, roles=role_choices())
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        change = MemberChange(Role(given["role"]), given["is_administrator"], given["is_active"])
        try:
            actions.change_member(by=_member(request), member=found, change=change)
        except WellboughtError as error:
            form.add_error(None, error.message)
        else:
            messages.success(request, _("Saved."))
            return redirect("accounts:people")
    return _page(request, "accounts/member.html", "accounts:people", {"form": form, "who": found.person})


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def organisation(request: HttpRequest) -> HttpResponse:
    """Change what the organisation is called, where it is, and its rules for accounts."""
    ours = _member(request).organisation
    now = {
        "name": ours.name,
        "jurisdiction": ours.jurisdiction,
        "second_factor_required": ours.second_factor_required,
        "trail_days": ours.trail_days,
    }
    form = OrganisationForm(request.POST or None, initial=now, places=place_choices())
    if request.method == "POST" and form.is_valid():
        actions.change_organisation(by=_member(request), **form.cleaned_data)
        messages.success(request, _("Saved."))
        return redirect("accounts:organisation")
    return _page(request, "accounts/organisation.html", "accounts:organisation", {"form": form})


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def teams(request: HttpRequest) -> HttpResponse:
    """List the teams, and make one."""
    return _team(request, None)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def team(request: HttpRequest, key: str) -> HttpResponse:
    """Change a team, or delete it."""
    found = queries.team_by_key(_member(request).organisation, key)
    if found is None:
        raise Http404
    if request.method == "POST" and "delete" in request.POST:
        actions.delete_team(by=_member(request), team=found)
        messages.success(request, _("The team is deleted. Its people stay members."))
        return redirect("accounts:teams")
    return _team(request, found)


def _team(request: HttpRequest, found: Team | None) -> HttpResponse:
    ours = _member(request).organisation
    choices = [(str(one.id), one.name) for one in queries.members_in(ours)]
    now = {"name": found.name, "members": queries.member_ids_of(found)} if found else {}
    form = TeamForm(request.POST or None, initial=now, people=choices)
    if request.method == "POST" and form.is_valid():
        chosen = [queries.member_by_id(ours, one) for one in form.cleaned_data["members"]]
        try:
            actions.save_team(
                by=_member(request),
                team=found,
                name=form.cleaned_data["name"],
                members=[one for one in chosen if one is not None],
            )
        except WellboughtError as error:
            form.add_error("name", error.message)
        else:
            messages.success(request, _("Saved."))
            return redirect("accounts:teams")
    context = {"form": form, "team": found, "teams": queries.teams_of(ours)}
    return _page(request, "accounts/teams.html", "accounts:teams", context)


@never_cache
@require_safe
def directories(request: HttpRequest) -> HttpResponse:
    """List the directories through which people sign in."""
    found = queries.directories_of(_member(request).organisation)
    return _page(request, "accounts/directories.html", "accounts:directories", {"directories": found})


@sensitive_post_parameters("secret")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def new_directory(request: HttpRequest) -> HttpResponse:
    """Let people sign in through a directory."""
    form = DirectoryForm(request.POST or None, roles=role_choices())
    if request.method == "POST" and form.is_valid():
        given = dict(form.cleaned_data)
        given["kind"] = DirectoryKind(given["kind"])
        given["admits"] = Role(given["admits"]) if given["admits"] else None
        try:
            actions.add_directory(by=_member(request), facts=DirectoryFacts(**given))
        except WellboughtError as error:
            form.add_error("domain", error.message)
        else:
            messages.success(request, _("The directory is set up. Try it in another browser before you rely on it."))
            return redirect("accounts:directories")
    return _page(request, "accounts/directory_new.html", "accounts:directories", {"form": form})


@require_POST
def remove_directory(request: HttpRequest, key: str) -> HttpResponse:
    """Let nobody sign in through a directory any more."""
    found = queries.directory_by_key(_member(request).organisation, key)
    if found is None:
        raise Http404
    actions.remove_directory(by=_member(request), directory=found)
    messages.success(request, _("The directory is removed. Its people set a password by mail."))
    return redirect("accounts:directories")
