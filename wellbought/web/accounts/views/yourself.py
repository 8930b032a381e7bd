"""A person's own account: name, language, organisations, data, leaving."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from wellbought.errors import WellboughtError
from wellbought.web.accounts import actions, library, queries
from wellbought.web.accounts.forms import LeaveForm, YouForm
from wellbought.web.accounts.models import Person
from wellbought.web.audit.queries import events_of_person


def _person(request: HttpRequest) -> Person:
    person: Person = request.user  # type: ignore[assignment]
    return person


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def you(request: HttpRequest) -> HttpResponse:
    """Show a person their account, and change name and language."""
    person = _person(request)
    now = {"name": person.name, "language": person.language or get_language()}
    form = YouForm(request.POST or None, initial=now, languages=settings.LANGUAGES)
    if request.method == "POST" and form.is_valid():
        actions.change_person(person=person, name=form.cleaned_data["name"], language=form.cleaned_data["language"])
        messages.success(request, _("Saved."))
        return redirect("accounts:you")
    context = {
        "form": form,
        "places": queries.places_of(request, queries.member_of(request)),
        "has_password": person.has_usable_password(),
        "has_factor": queries.has_second_factor(person.pk),
    }
    return render(request, "accounts/you.html", context, status=422 if form.is_bound else 200)


@require_POST
def switch(request: HttpRequest, member_id: int) -> HttpResponse:
    """Work in another of one's organisations."""
    chosen = next((one for one in queries.places_of(request, None) if one.member_id == member_id), None)
    if chosen is None:
        raise Http404
    request.session[queries.SESSION_KEY] = chosen.member_id
    library.note_sign_in(request)
    messages.success(request, _("You work in %(name)s now.") % {"name": chosen.organisation})
    return redirect("purchases:list")


@never_cache
@require_safe
def my_data(request: HttpRequest) -> HttpResponse:
    """Hand a person what is held of them, as JSON."""
    person = _person(request)
    trail = [
        {"at": row.at, "kind": row.kind, "what": row.what, "about": row.about} for row in events_of_person(person.pk)
    ]
    response = JsonResponse({**queries.own_entries(person), "trail": trail}, json_dumps_params={"indent": 2})
    response["Content-Disposition"] = 'attachment; filename="my-data.json"'
    return response


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def leave(request: HttpRequest) -> HttpResponse:
    """Forget a person; what they wrote stays, without their name."""
    form = LeaveForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.forget_person(person=_person(request), confirmation=form.cleaned_data["confirmation"])
        except WellboughtError as error:
            form.add_error("confirmation", error.message)
        else:
            logout(request)
            return render(request, "accounts/left.html")
    return render(request, "accounts/leave.html", {"form": form}, status=422 if form.is_bound else 200)
