"""The readiness check for one person, without an account."""

from datetime import date
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.cache import patch_cache_control
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from wellbought.documents.readiness import Report
from wellbought.pack.read import Pack
from wellbought.readiness.scoring import assess
from wellbought.readiness.sheets import Round, Sheet
from wellbought.web.guidance.queries import pack_in
from wellbought.web.readiness import kept, queries
from wellbought.web.readiness.files import answers_response, report_response
from wellbought.web.readiness.forms import FieldForm, OpenForm, StatementsForm


@require_http_methods(["GET", "HEAD", "POST"])
def begin(request: HttpRequest) -> HttpResponse:
    """Ask for the field, and go on with the first dimension."""
    pack = pack_in(get_language())
    mine = kept.read(request, pack)
    form = FieldForm(pack, request.POST if request.method == "POST" else None, role=mine.role)
    if not form.is_valid():
        status = 422 if form.is_bound else 200
        return _page(request, "readiness/alone.html", {"form": form, "mine": mine}, status=status)
    sheet = Sheet(mine.sheet.answers, form.chosen)
    first = queries.steps_of(pack, form.chosen, sheet.answers)[0]
    response = redirect("readiness:alone-dimension", first.dimension.id)
    kept.write(response, sheet, secure=settings.HTTPS)
    return response


@require_http_methods(["GET", "HEAD", "POST"])
def dimension(request: HttpRequest, dimension_id: str) -> HttpResponse:
    """Ask for the statements of one dimension."""
    pack = pack_in(get_language())
    mine = kept.read(request, pack)
    steps = queries.steps_of(pack, mine.role, mine.sheet.answers)
    place = next((number for number, one in enumerate(steps) if one.dimension.id == dimension_id), None)
    if place is None:
        raise Http404
    step = steps[place]
    form = StatementsForm(step.statements, request.POST if request.method == "POST" else None, mine.sheet.answers)
    if not form.is_valid():
        context = {"form": form, "step": step, "place": place + 1, "count": len(steps), "back": _back(steps, place)}
        return _page(request, "readiness/dimension.html", context, status=422 if form.is_bound else 200)
    sheet = Sheet({**mine.sheet.answers, **form.answers}, mine.role)
    following = steps[place + 1 :]
    response = (
        redirect("readiness:alone-dimension", following[0].dimension.id)
        if following
        else redirect("readiness:alone-result")
    )
    kept.write(response, sheet, secure=settings.HTTPS)
    return response


@require_safe
def result(request: HttpRequest) -> HttpResponse:
    """Show where things stand, as one person sees them."""
    pack = pack_in(get_language())
    mine = kept.read(request, pack)
    steps = queries.steps_of(pack, mine.role, mine.sheet.answers)
    page = queries.result_page(_report(mine, pack), pack)
    return _page(request, "readiness/alone_result.html", {"page": page, "steps": steps})


@require_safe
def file(request: HttpRequest, ending: str) -> HttpResponse:
    """Hand the report, the slides or the answers over."""
    pack = pack_in(get_language())
    mine = kept.read(request, pack)
    if ending == "json":
        return answers_response(Round((mine.sheet,)))
    return report_response(_report(mine, pack), pack, ending, on=date.today())


@require_http_methods(["GET", "HEAD", "POST"])
def open_saved(request: HttpRequest) -> HttpResponse:
    """Go on with answers from a file."""
    pack = pack_in(get_language())
    form = OpenForm(pack, *((request.POST, request.FILES) if request.method == "POST" else ()))
    if not form.is_valid():
        return _page(request, "readiness/open.html", {"form": form}, status=422 if form.is_bound else 200)
    response = redirect("readiness:alone-result")
    kept.write(response, form.cleaned_data["file"], secure=settings.HTTPS)
    return response


@require_POST
def clear(request: HttpRequest) -> HttpResponse:
    """Forget all answers."""
    response = redirect("readiness:home")
    kept.forget(response)
    messages.success(request, _("Your answers have been deleted from this browser."))
    return response


def _report(mine: kept.Alone, pack: Pack) -> Report:
    return Report(assess(Round((mine.sheet,)), pack), "", "")


def _back(steps: tuple[queries.DimensionStep, ...], place: int) -> str:
    """The dimension before; nothing before the first."""
    return steps[place - 1].dimension.id if place else ""


def _page(request: HttpRequest, template: str, context: dict[str, Any], *, status: int = 200) -> HttpResponse:
    """A page made from a person's answers is kept by no cache on the way."""
    response = render(request, template, {**context, "pack": pack_in(get_language())}, status=status)
    patch_cache_control(response, private=True, no_cache=True)
    return response
