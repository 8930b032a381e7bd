"""Signing in and out, in every way that there is."""

from allauth.account.internal.flows.login import perform_password_login
from allauth.account.models import Login
from allauth.core import ratelimit
from allauth.mfa.webauthn.views import login_webauthn
from django.conf import settings
from django.contrib.auth import authenticate, login, logout
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from wellbought.web.accounts import actions, hold, library, queries
from wellbought.web.accounts.forms import DirectoryEntryForm, SignInForm

#: Where the session keeps what comes after signing in, while a second factor or a directory is asked.
GOING_ON = "going_on"


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
    if actions.must_wait(email) or not ratelimit.consume(request, action="login"):
        form.add_error(None, _("Too many wrong passwords. Wait 15 minutes, then try again."))
        return _sign_in_page(request, form, status=429)
    person = authenticate(request, username=email, password=form.cleaned_data["password"])
    if person is None:
        actions.note_failure(email)
        form.add_error(None, _("The e-mail address and the password do not belong together. Try again."))
        return _sign_in_page(request, form, status=422)
    actions.forget_failures(email)
    _remember_where_to(request, next_page=form.cleaned_data["next"], held=form.cleaned_data["held"])
    entrance = Login(user=person, redirect_url=reverse("accounts:go-on"))
    response = perform_password_login(request, {"email": email}, entrance)
    return go_on(request) if request.user.is_authenticated else response


@require_POST
def enter_as(request: HttpRequest, member_id: int) -> HttpResponse:
    """Enter as one of the example people. There is no such page outside the demo."""
    if not settings.DEMO:
        raise PermissionDenied
    person = queries.person_of_example(member_id)
    if person is None:
        raise Http404
    login(request, person, backend="django.contrib.auth.backends.ModelBackend")
    library.note_sign_in(request)
    _remember_where_to(request, next_page=request.POST.get("next", ""), held=request.POST.get("held", ""))
    return go_on(request)


@never_cache
@require_POST
def passkey(request: HttpRequest) -> HttpResponse:
    """Sign in with a passkey alone."""
    if not request.POST.get("credential"):
        return redirect("accounts:sign-in")
    _remember_where_to(request, next_page=request.POST.get("next", ""), held=request.POST.get("held", ""))
    response: HttpResponse = login_webauthn(request)
    return response


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def directory(request: HttpRequest) -> HttpResponse:
    """Find the directory that vouches for an address, and lead there.

    The way out is a link and not a redirect: our content policy lets no form of ours end at another site.
    """
    form = DirectoryEntryForm(request.POST or None, initial={"next": request.GET.get("next", "")})
    if request.method != "POST" or not form.is_valid():
        return render(request, "accounts/directory.html", {"form": form}, status=422 if form.is_bound else 200)
    found = queries.directory_for(form.cleaned_data["email"])
    if found is None:
        form.add_error("email", _("No directory is known for this address. Sign in with a password instead."))
        return render(request, "accounts/directory.html", {"form": form}, status=422)
    _remember_where_to(request, next_page=form.cleaned_data["next"], held=form.cleaned_data["held"])
    way = found.app.get_provider(request).redirect(request, process="login", next_url=reverse("accounts:go-on"))
    return render(request, "accounts/to_directory.html", {"domain": found.domain, "href": way["Location"]})


@never_cache
def go_on(request: HttpRequest) -> HttpResponse:
    """Go on, once signed in, to what was being written or to where the person was heading."""
    where = request.session.pop(GOING_ON, {})
    waiting = hold.unpack(where.get("held", "")) if where.get("held") else None
    if waiting is not None:
        return render(request, "accounts/held.html", {"held": waiting, "expired": False})
    return HttpResponseRedirect(hold.safe_next(request, where.get("next", "")))


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


def _remember_where_to(request: HttpRequest, *, next_page: str, held: str) -> None:
    request.session[GOING_ON] = {"next": next_page, "held": held}


def _sign_in_page(request: HttpRequest, form: SignInForm, *, status: int = 200) -> HttpResponse:
    return render(request, "accounts/sign_in.html", hold.sign_in_context(form), status=status)
