"""Market research inside a purchase: what was found, what is kept of it, and red flags of the own procedure."""

from typing import Any, Final

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from wellbought.errors import WellboughtError
from wellbought.pack.read import Pack
from wellbought.web.market import actions, queries
from wellbought.web.market.forms import FactsForm, PinForm, VendorForm
from wellbought.web.market.queries import Asked
from wellbought.web.market.views.shared import SAYING, Places, ask_form, page_number, with_data
from wellbought.web.purchases import frame
from wellbought.web.purchases.models import Purchase

#: The market's side of red flags: the measure that each is held against.
_FLAG_MEASURES: Final = {"notice_period": "notice-period", "concentration": "concentration"}


@require_safe
def research(request: HttpRequest, key: str) -> HttpResponse:
    """Show what the team has pinned, and the ways on."""
    found, pack = frame.found(request, key)
    context = {
        "research": queries.research_of(found),
        "withdrawn": queries.withdrawn_of(found),
        "starting": _starting(found),
        "absent": queries.why_absent(),
        "digest": queries.digest(),
    }
    return _page(request, "market/research.html", found, pack, context)


@require_safe
@with_data
def search(request: HttpRequest, key: str) -> HttpResponse:
    """Search what others bought, beginning with what this purchase is about."""
    found, pack = frame.found(request, key)
    form = ask_form(request.GET or {"q": _starting(found).words})
    asked = form.asked()
    context = {
        "form": form,
        "asked": asked,
        "found": queries.search(asked, page=page_number(request)) if form.is_valid() else None,
        "whole": queries.overview(),
        "pinned": queries.pinned_contracts(found),
    }
    return _page(request, "market/search.html", found, pack, context, status=200 if form.is_valid() else 422)


@require_safe
@with_data
def contract(request: HttpRequest, key: str) -> HttpResponse:
    """Show one contract's facts, to pin it or to list its suppliers."""
    found, pack = frame.found(request, key)
    shown = queries.contract(request.GET.get("ocid", ""))
    if shown is None:
        raise Http404
    listed = frozenset(one.name.casefold() for one in queries.vendors_of(found))
    context = {"page": shown, "pinned": queries.pinned_contracts(found), "listed": listed}
    return _page(request, "market/contract.html", found, pack, context)


@require_safe
@with_data
def figures(request: HttpRequest, key: str) -> HttpResponse:
    """List the figures over contracts like this purchase."""
    found, pack = frame.found(request, key)
    form = ask_form(request.GET or {"q": _starting(found).words})
    context = {"form": form, "asked": form.asked(), "report": queries.report()}
    return _page(request, "market/figures.html", found, pack, context, status=200 if form.is_valid() else 422)


@require_safe
@with_data
def figure(request: HttpRequest, key: str, measure: str) -> HttpResponse:
    """Show a figure over contracts like this purchase, to pin it."""
    found, pack = frame.found(request, key)
    form = ask_form(request.GET)
    asked = form.asked()
    shown = queries.figure(measure, asked, comparison=request.GET.get("compare", "euro"))
    context = {"figure": shown, "asked": asked, "form": form, "pin_form": PinForm()}
    return _page(request, "market/figure.html", found, pack, context)


@require_POST
@with_data
def pin(request: HttpRequest, key: str) -> HttpResponse:
    """Keep a contract or a figure with the purchase."""
    found, _pack = frame.found(request, key)
    form = PinForm(request.POST)
    asked = ask_form(request.POST).asked()
    if not form.is_valid():
        raise Http404
    subject, dataset = _to_pin(form, asked)
    try:
        actions.pin(
            member=frame.member_of(request),
            purchase=found,
            found=subject,
            origin=actions.Origin(dataset, asked.words, asked.filters()),
            note=form.cleaned_data["note"],
            now=timezone.now(),
        )
    except WellboughtError as error:
        messages.warning(request, error.message)
    else:
        messages.success(request, _("Pinned. It stands in the market brief and the strategy from now on."))
    return redirect("market:research", key)


@require_http_methods(["GET", "HEAD", "POST"])
def finding(request: HttpRequest, key: str, pinned_key: str) -> HttpResponse:
    """Show a finding as it was pinned, or take it back."""
    found, pack = frame.found(request, key)
    kept = queries.finding_for(found, pinned_key)
    if kept is None:
        raise Http404
    if request.method == "POST":
        actions.take_back(member=frame.member_of(request), finding=kept, now=timezone.now())
        messages.success(request, _("Taken back. It is kept in the purchase’s history."))
        return redirect("market:research", key)
    context = {
        "finding": queries.told(kept),
        "withdrawn_at": kept.withdrawn_at,
        "withdrawn_by": kept.withdrawn_by.person.name if kept.withdrawn_by else "",
        "digest": queries.digest(),
    }
    return _page(request, "market/finding.html", found, pack, context)


@require_http_methods(["GET", "HEAD", "POST"])
def vendors(request: HttpRequest, key: str) -> HttpResponse:
    """Show the vendors to tell of the tender, and add one."""
    found, pack = frame.found(request, key)
    form = VendorForm(request.POST or None)
    if form.is_bound and form.is_valid():
        try:
            actions.list_vendor(
                member=frame.member_of(request), purchase=found, now=timezone.now(), **form.cleaned_data
            )
        except WellboughtError as error:
            form.add_error("name", error.message)
        else:
            messages.success(request, _("%(name)s is on the list.") % {"name": form.cleaned_data["name"]})
            return redirect("market:vendors", key)
    context = {"form": form, "rows": queries.vendors_of(found)}
    return _page(request, "market/vendors.html", found, pack, context, status=422 if form.is_bound else 200)


@require_POST
def strike(request: HttpRequest, key: str, vendor_key: str) -> HttpResponse:
    """Take a vendor off the list."""
    found, _pack = frame.found(request, key)
    if not actions.strike_vendor(member=frame.member_of(request), purchase=found, key=vendor_key, now=timezone.now()):
        raise Http404
    messages.success(request, _("Taken off the list."))
    return redirect("market:vendors", key)


@require_http_methods(["GET", "HEAD", "POST"])
def flags(request: HttpRequest, key: str) -> HttpResponse:
    """Show the red flags of the own procedure, and note what is known of it."""
    found, pack = frame.found(request, key)
    known = queries.own_facts(found)
    form = FactsForm(request.POST or None, initial=_initial(known))
    if form.is_bound and form.is_valid():
        try:
            actions.note_facts(
                member=frame.member_of(request),
                purchase=found,
                facts=form.facts(),
                seen=form.cleaned_data["seen"],
                now=timezone.now(),
            )
        except WellboughtError as error:
            # What they wrote stays, to be saved over the version that is now before their eyes.
            form = FactsForm({**request.POST.dict(), "seen": known.number if known else 0})
            form.add_error(None, error.message)
        else:
            messages.success(request, _("Saved."))
            return redirect("market:flags", key)
    context = {"form": form, "known": known, **_flags(found, known)}
    return _page(request, "market/flags.html", found, pack, context, status=422 if form.is_bound else 200)


def _flags(found: Purchase, known: Any) -> dict[str, Any]:
    """The flags, held against contracts like this purchase where there are data."""
    if queries.missing_libraries():
        return {"flags": (), "compared": False}
    try:
        market = queries.own_flags(_FLAG_MEASURES, _starting(found))
    except queries.MarketAbsent:
        market = {}
    facts = known.values if known else {}
    return {"flags": queries.flags_of(facts, market), "compared": any(market.values())}


def _initial(known: Any) -> dict[str, Any]:
    if known is None:
        return {"seen": 0}
    share = known.values["supplier_share"]
    return {**known.values, "share": float(share * 100) if share is not None else None, "seen": known.number}


def _to_pin(form: PinForm, asked: Asked) -> tuple[Any, str]:
    """What is to be pinned, read from the data anew, and the digest of the data."""
    if form.cleaned_data["ocid"]:
        shown = queries.contract(form.cleaned_data["ocid"])
        if shown is not None:
            return shown.row.pinned(), shown.dataset
    elif form.cleaned_data["measure"]:
        drawn = queries.pinned(form.cleaned_data["measure"], asked, comparison=form.cleaned_data["compare"] or "euro")
        if drawn is not None:
            return drawn
    raise Http404


def _starting(found: Purchase) -> Asked:
    """What a purchase is about, as a question to the data."""
    return Asked(words=f"{found.title}. {found.summary}".strip(" .")[:2_000])


def _page(
    request: HttpRequest,
    template: str,
    found: Purchase,
    pack: Pack,
    context: dict[str, Any],
    *,
    status: int = 200,
) -> HttpResponse:
    around = {"layout": "layouts/workspace.html", "places": Places(found.key), **SAYING}
    return frame.page(request, template, found, pack, {**around, **context}, part="market:research", status=status)
