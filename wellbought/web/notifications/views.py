"""What a person is told, and how they stop it."""

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from wellbought.web.notifications import actions, queries
from wellbought.web.notifications.forms import WishesForm
from wellbought.web.notifications.models import Topic


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def wishes(request: HttpRequest) -> HttpResponse:
    """Show and change which mails a person gets."""
    person_id = int(request.user.pk or 0)
    now = [topic for topic, wanted in queries.wants(person_id).items() if wanted]
    form = WishesForm(request.POST if request.method == "POST" else None, initial={"topics": now})
    if request.method == "POST" and form.is_valid():
        actions.choose(person_id=person_id, wanted=[Topic(one) for one in form.cleaned_data["topics"]])
        messages.success(request, _("Saved."))
        return redirect("notifications:wishes")
    return render(request, "notifications/wishes.html", {"form": form}, status=422 if form.is_bound else 200)


@csrf_exempt  # a mail program sends this form for the person (RFC 8058); the token says who it is
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def unsubscribe(request: HttpRequest, token: str) -> HttpResponse:
    """Stop one kind of mail by the link in it. Only a press of the button does it, as programs open links too."""
    found = queries.whose_token(token)
    if found is None:
        return render(request, "notifications/unsubscribe.html", {"state": "unknown"}, status=404)
    if request.method == "POST":
        actions.unsubscribe(person_id=found[0], topic=found[1])
        return render(request, "notifications/unsubscribe.html", {"state": "done"})
    return render(request, "notifications/unsubscribe.html", {"state": "ask"})


@never_cache
@require_safe
def mails(request: HttpRequest) -> HttpResponse:
    """Show the mails that the demo did not send. There is no such page elsewhere."""
    if not settings.DEMO:
        raise PermissionDenied
    return render(request, "notifications/mails.html", {"mails": queries.kept_mails()})
