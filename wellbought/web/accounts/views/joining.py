"""Accepting an invitation, and setting up an organisation."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from wellbought.errors import WellboughtError
from wellbought.vocabulary import Role
from wellbought.web.accounts import actions, library, queries
from wellbought.web.accounts.actions.invitations import digest
from wellbought.web.accounts.forms import NewPasswordForm, SignUpForm, role_choices
from wellbought.web.accounts.models import Invitation


@sensitive_post_parameters("password", "again")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    """Show an invitation; accepting it makes an account, or adds a membership to the one that there is."""
    found = queries.invitation_by_digest(digest(token))
    if found is None:
        return render(request, "accounts/invitation_closed.html", status=404)
    known = queries.person_by_email(found.email)
    if known is not None:
        return _join(request, found, signed_in=request.user == known)
    form = NewPasswordForm(request.POST or None, initial={"name": found.name}, email=found.email)
    if request.method == "POST" and form.is_valid():
        try:
            member = actions.accept(
                invitation=found, name=form.cleaned_data["name"], password=form.cleaned_data["password"], person=None
            )
        except WellboughtError as error:
            form.add_error(None, error.message)
        else:
            login(request, member.person, backend="django.contrib.auth.backends.ModelBackend")
            library.note_sign_in(request)
            messages.success(request, _("Welcome. Add a passkey or one-time codes now, so that the account is yours."))
            return redirect("mfa_index")
    return _page(request, found, {"form": form, "directory": queries.directory_for(found.email)})


def _join(request: HttpRequest, found: Invitation, *, signed_in: bool) -> HttpResponse:
    """Let somebody with an account join, once they are signed in as themselves."""
    if request.method == "POST" and signed_in:
        member = actions.accept(invitation=found, name="", password=None, person=queries.person_by_email(found.email))
        request.session[queries.SESSION_KEY] = member.pk
        messages.success(request, _("You are a member of %(name)s now.") % {"name": member.organisation.name})
        return redirect("purchases:list")
    return _page(request, found, {"form": None, "signed_in": signed_in})


def _page(request: HttpRequest, found: Invitation, context: dict[str, object]) -> HttpResponse:
    context = {"directory": None, "signed_in": False, **context}
    form = context["form"]
    status = 422 if form is not None and getattr(form, "is_bound", False) else 200
    return render(request, "accounts/invitation.html", {"invitation": found, **context}, status=status)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def sign_up(request: HttpRequest) -> HttpResponse:
    """Ask for an organisation's name and an address; the rest happens behind the link that is mailed there."""
    if not settings.OPEN_SIGN_UP:
        raise Http404
    form = SignUpForm(request.POST or None, roles=role_choices())
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        actions.invite_founder(
            organisation=given["organisation"],
            jurisdiction=(),
            email=given["email"],
            name=given["name"],
            role=Role(given["role"]),
        )
        return render(request, "accounts/sign_up_sent.html", {"email": given["email"]})
    return render(request, "accounts/sign_up.html", {"form": form}, status=422 if form.is_bound else 200)
