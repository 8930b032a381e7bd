"""The pages of market research that anyone may read, and bringing data in."""

from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_http_methods, require_safe

from wellbought.errors import WellboughtError
from wellbought.pack.translate import SOURCE_LANGUAGE
from wellbought.web.guidance.markdown import prose
from wellbought.web.market import actions, queries
from wellbought.web.market.forms import BringForm
from wellbought.web.market.views.shared import SAYING, Places, ask_form, page_number, with_data


@require_safe
@with_data
def home(request: HttpRequest) -> HttpResponse:
    """Search what others bought."""
    form = ask_form(request.GET)
    asked = form.asked()
    found = queries.search(asked, page=page_number(request)) if form.is_valid() and request.GET else None
    return _page(
        request,
        "market/search.html",
        {"form": form, "asked": asked, "found": found, "whole": queries.overview(), "pinned": {}},
        status=200 if form.is_valid() else 422,
    )


@require_safe
@with_data
def data(request: HttpRequest) -> HttpResponse:
    """Tell what the data are, where they are from, and what they can carry."""
    text = queries.sources_text()
    context = {
        "report": queries.report(),
        "sources": prose(text, text, SOURCE_LANGUAGE, deeper=1).html if text else "",
        "may_bring": _may_bring(request),
    }
    return _page(request, "market/data.html", context)


@require_safe
@with_data
def contract(request: HttpRequest) -> HttpResponse:
    """Show one contract's facts."""
    found = queries.contract(request.GET.get("ocid", ""))
    if found is None:
        raise Http404
    return _page(request, "market/contract.html", {"page": found, "pinned": {}, "listed": frozenset()})


@require_safe
@with_data
def figures(request: HttpRequest) -> HttpResponse:
    """List the figures that the data can carry."""
    form = ask_form(request.GET)
    context = {"form": form, "asked": form.asked(), "report": queries.report()}
    return _page(request, "market/figures.html", context, status=200 if form.is_valid() else 422)


@require_safe
@with_data
def figure(request: HttpRequest, measure: str) -> HttpResponse:
    """Show a figure with its chart, its table and its limits."""
    form = ask_form(request.GET)
    asked = form.asked()
    shown = queries.figure(measure, asked, comparison=request.GET.get("compare", "euro"))
    return _page(request, "market/figure.html", {"figure": shown, "asked": asked, "form": form})


@require_safe
@with_data
def chart(request: HttpRequest, measure: str, ending: str) -> HttpResponse:
    """Give a figure's chart: as a drawing, or as Vega-Lite for the script that makes it answer."""
    asked, comparison = ask_form(request.GET).asked(), request.GET.get("compare", "euro")
    drawn: str | dict[str, Any]
    response: HttpResponse
    if ending == "svg":
        drawn = queries.chart_drawing(measure, asked, comparison=comparison)
        response = HttpResponse(drawn, content_type="image/svg+xml")
    else:
        drawn = queries.chart_specification(measure, asked, comparison=comparison)
        response = JsonResponse(drawn)
    if not drawn:
        raise Http404
    # The address names the state of the data, so what was fetched once holds.
    patch_cache_control(response, private=True, max_age=86_400)
    return response


@require_http_methods(["GET", "HEAD", "POST"])
def bring(request: HttpRequest) -> HttpResponse:
    """Take a file of contracting data, and bring it in in the background."""
    if not _may_bring(request):
        raise Http404
    form = BringForm(request.POST, request.FILES) if request.method == "POST" else BringForm()
    if form.is_bound and form.is_valid():
        try:
            job = actions.take_file(
                member=request.member,  # type: ignore[attr-defined]
                file=form.cleaned_data["file"],
                source=form.cleaned_data["source"],
                back=reverse("market:data"),
            )
        except WellboughtError as error:
            form.add_error(None, error.message)
        else:
            return redirect("background:job", job)
    return render(request, "market/bring.html", {"form": form}, status=422 if form.is_bound else 200)


def _may_bring(request: HttpRequest) -> bool:
    member = getattr(request, "member", None)
    allowed = settings.MARKET_BRING and not settings.OPEN_SIGN_UP
    return bool(allowed and member and member.is_administrator)


def _page(request: HttpRequest, template: str, context: dict[str, Any], *, status: int = 200) -> HttpResponse:
    around = {"layout": "layouts/page.html", "purchase": None, "places": Places(), **SAYING}
    return render(request, template, {**around, **context}, status=status)
