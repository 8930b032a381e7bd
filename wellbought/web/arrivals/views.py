"""The back door: one page, for anyone in the organisation."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from wellbought.errors import WellboughtError
from wellbought.pack.read import Pack
from wellbought.profile import Profile
from wellbought.web.accounts.models import Membership
from wellbought.web.arrivals.forms import RecordForm
from wellbought.web.policies.queries import pack_for
from wellbought.web.purchases.actions import Arrived, start_purchase
from wellbought.web.purchases.frame import member_of
from wellbought.web.purchases.models import Purchase


@require_http_methods(["GET", "HEAD", "POST"])
def record(request: HttpRequest) -> HttpResponse:
    """Record AI that is in use already; it becomes a purchase with a tier, an owner and a few questions."""
    pack = pack_for(member_of(request).organisation, get_language())
    form = RecordForm(pack, request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            made = _record(form, member_of(request), pack)
        except WellboughtError as error:
            form.add_error(None, error.message)
        else:
            messages.success(request, _("Thank you. It is on record, and you are its owner for now."))
            return redirect("purchases:purchase", made.key)
    return render(request, "arrivals/record.html", {"form": form}, status=422 if request.method == "POST" else 200)


def _record(form: RecordForm, member: Membership, pack: Pack) -> Purchase:
    places = tuple(member.organisation.jurisdiction)
    profile = Profile().with_facts({**form.facts(), **({"jurisdiction": places} if places else {})})
    said = form.cleaned_data
    return start_purchase(
        member=member,
        title=said["title"],
        summary=said["summary"],
        profile=profile,
        pack=pack,
        now=timezone.now(),
        arrived=Arrived(form.arrival, vendor=said["vendor"], since=said["since"]),
    )
