"""Signing in and out."""

from django.conf import settings
from django.contrib.auth import authenticate, login, logout
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from wellbought.web.accounts import actions, hold, queries
from wellbought.web.accounts.forms import SignInForm


@sensitive_post_parameters("password")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def sign_in(request: HttpRequest) -> HttpResponse:
    """Sign a person in, and go on to where they were heading or to what they were writing."""
    if request.method != "POST":
        return _sign_in_page(request, SignInForm(initial={"next": request.GET.get("next", "")}))
    form = SignInForm(request.POST)
    if not form.is_valid():
        return _sign_in_page(request, form, status=422)
    email = form.cleaned_data["email"]
    if actions.must_wait(email):
        form.add_error(None, _("Too many wrong passwords. Wait 15 minutes, then try again."))
        return _sign_in_page(request, form, status=429)
    person = authenticate(request, username=email, password=form.cleaned_data["password"])
    if person is None:
        actions.note_failure(email)
        form.add_error(None, _("The e-mail address and the password do not belong together. Try again."))
        return _sign_in_page(request, form, status=422)
    actions.forget_failures(email)
    login(request, person)
    return _go_on(request, next_page=form.cleaned_data["next"], held=form.cleaned_data["held"])


@require_POST
def enter_as(request: HttpRequest, member_id: int) -> HttpResponse:
    """Enter as one of the example people. There is no such page outside the demo."""
    if not settings.DEMO:
        raise PermissionDenied
    person = queries.person_of_example(member_id)
    if person is None:
        raise Http404
    login(request, person, backend="django.contrib.auth.backends.ModelBackend")
    return _go_on(request, next_page=request.POST.get("next", ""), held=request.POST.get("held", ""))


@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """Sign out and return to the home page."""
    logout(request)
    return redirect("guidance:home")


@never_cache
def form_expired(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form came without its proof of origin, mostly because cookies were cleared: keep what was written."""
    held = hold.unpack(hold.pack_up(request)) if hold.is_ours(request) else None
    return render(request, "accounts/held.html", {"held": held, "expired": True}, status=403)


def _go_on(request: HttpRequest, *, next_page: str, held: str) -> HttpResponse:
    waiting = hold.unpack(held) if held else None
    if waiting is not None:
        return render(request, "accounts/held.html", {"held": waiting, "expired": False})
    return HttpResponseRedirect(hold.safe_next(request, next_page))


def _sign_in_page(request: HttpRequest, form: SignInForm, *, status: int = 200) -> HttpResponse:
    context = {
        "form": form,
        "held": bool(form["held"].value()),
        "examples": queries.example_people() if settings.DEMO else (),
    }
    return render(request, "accounts/sign_in.html", context, status=status)
