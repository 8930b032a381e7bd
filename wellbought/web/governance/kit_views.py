"""The pages of the governance kit. They need no account, and keep nothing: the choices stand in the address."""

from datetime import date

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from wellbought.documents.assemble import write
from wellbought.documents.kit import kit_document, kit_kinds, limit_items
from wellbought.errors import WellboughtError
from wellbought.governance import SIZES
from wellbought.web.governance.forms import KitForm
from wellbought.web.governance.queries.kit import kit_page
from wellbought.web.guidance.queries import pack_in
from wellbought.web.interview.files import CONTENT_TYPES
from wellbought.web.permissions import may
from wellbought.web.policies import actions


@require_safe
def kit(request: HttpRequest) -> HttpResponse:
    """Ask how large the organisation is, then for the choices, filled in with what we would suggest."""
    size = request.GET.get("size", "")
    sized = size if size in SIZES else ""
    # From a readiness result, the weakest dimensions come along.
    weak = tuple(request.GET.getlist("weak-spots"))[:3]
    form = KitForm(pack_in(get_language()), None, size=sized, organisation=_organisation(request), weak=weak)
    context = {"form": form, "sized": sized, "asked_size": bool(size), "weak": weak}
    return render(request, "governance/kit.html", context)


@require_safe
def drafts(request: HttpRequest) -> HttpResponse:
    """Show the drafts that follow from the choices, and the limits that can become rules."""
    pack = pack_in(get_language())
    form = KitForm(pack, request.GET, size=request.GET.get("size", ""))
    if not form.is_valid() or form.kit is None:
        return render(request, "governance/kit.html", {"form": form, "sized": True, "asked_size": True}, status=422)
    page = kit_page(form.kit, pack, answers=request.GET.urlencode(), on=date.today())
    member = getattr(request, "member", None)
    role = member.as_role if member else None
    may_approve = may("governance:limits", role, signed_in=role is not None, acting=True)
    return render(request, "governance/drafts.html", {"page": page, "may_approve": may_approve})


@require_safe
def draft(request: HttpRequest, kind: str, ending: str) -> HttpResponse:
    """Hand out one draft as a file."""
    pack = pack_in(get_language())
    form = KitForm(pack, request.GET, size=request.GET.get("size", ""))
    if kind not in kit_kinds(pack) or ending not in CONTENT_TYPES:
        raise Http404
    if not form.is_valid() or form.kit is None:
        return render(request, "governance/kit.html", {"form": form, "sized": True, "asked_size": True}, status=422)
    made = kit_document(kind, form.kit, pack, on=date.today(), language=pack.language)
    try:
        content = write(made, ending, pack)
    except WellboughtError:
        raise Http404 from None
    response = HttpResponse(content, content_type=CONTENT_TYPES[ending])
    response["Content-Disposition"] = f'attachment; filename="{made.file_name}.{ending}"'
    return response


@require_POST
def limits(request: HttpRequest) -> HttpResponse:
    """Take the limits into the draft of the organisation's own rules, for somebody to publish."""
    pack = pack_in(get_language())
    form = KitForm(pack, QueryDict(request.POST.get("answers", "")))
    if not form.is_valid() or form.kit is None:
        return render(request, "governance/kit.html", {"form": form, "sized": True, "asked_size": True}, status=422)
    items = limit_items(form.kit, pack, on=date.today())
    actions.keep_kit(member=request.member, items=items, now=timezone.now())  # type: ignore[attr-defined]
    messages.success(request, _("The limits stand in your draft. See what they would do, then publish them."))
    return redirect("governance:publish")


def _organisation(request: HttpRequest) -> str:
    member = getattr(request, "member", None)
    given: str = request.GET.get("organisation", "") or (member.organisation.name if member else "")
    return given
