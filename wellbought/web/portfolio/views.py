"""The pages of the portfolio."""

from dataclasses import replace
from datetime import date
from typing import TypeVar

from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from wellbought.documents.formats import FORMATS
from wellbought.pack.read import Pack
from wellbought.web.accounts.models import Membership
from wellbought.web.audit.actions import note
from wellbought.web.audit.models import Kind
from wellbought.web.policies.queries import pack_for
from wellbought.web.portfolio import files, queries
from wellbought.web.portfolio.charts import charts
from wellbought.web.portfolio.forms import WantedForm
from wellbought.web.portfolio.words import hold_names, money_words, next_step, why_held
from wellbought.web.ui.navigation import page_links

R = TypeVar("R", HttpResponse, StreamingHttpResponse)


@never_cache
@require_safe
def portfolio(request: HttpRequest) -> HttpResponse:
    """Show all purchases and systems in use, what is held up and why, and what it comes to."""
    member, pack, form = _asked(request)
    on = date.today()
    wanted = form.wanted(page=request.GET.get("page", ""))
    shown = queries.portfolio(member, wanted, on=on)
    query = request.GET.copy()
    query.pop("page", None)
    context = {
        "form": form,
        "wanted": wanted,
        "shown": shown,
        "charts": charts(shown.sums, pack),
        "hold_names": hold_names(),
        "why": lambda row, hold: why_held(row.standing, hold, pack),
        "next_step": lambda row: next_step(row.standing, pack),
        "money": lambda value: money_words(value.amount, value.currency),
        "query": query.urlencode(),
        "paging": page_links(shown.number, shown.pages, lambda number: f"?{_with_page(query.urlencode(), number)}"),
    }
    return render(request, "portfolio/portfolio.html", context)


@never_cache
@require_safe
def export(request: HttpRequest, ending: str) -> HttpResponse | StreamingHttpResponse:
    """Hand over the purchases that are asked for as a table; that it was taken is noted."""
    if ending not in files.TABLES:
        raise Http404
    member, pack, form = _asked(request)
    on = date.today()
    note(member=member, kind=Kind.TOOK, what="portfolio:export", detail=ending)
    rows = queries.all_rows(member, form.wanted(), on=on)
    if ending == "csv":
        lines = files.as_csv(rows, pack, on=on)
        return _offered(StreamingHttpResponse(lines, content_type="text/csv; charset=utf-8"), "portfolio.csv")
    made = files.as_xlsx(rows, pack, on=on, buyer=member.organisation.name)
    return _offered(HttpResponse(made, content_type=FORMATS["xlsx"].media_type), "portfolio.xlsx")


@never_cache
@require_safe
def board(request: HttpRequest, ending: str) -> HttpResponse:
    """Hand over a page for the board's meeting; that it was taken is noted."""
    if ending not in files.BOARD:
        raise Http404
    member, pack, form = _asked(request)
    on = date.today()
    note(member=member, kind=Kind.TOOK, what="portfolio:board-document", detail=ending)
    wanted = form.wanted()
    held = queries.first_rows(member, replace(wanted, hold=wanted.hold or "any"), on=on, most=files.MOST_HELD)
    renewing = queries.first_rows(
        member, replace(wanted, renews_within=90, sort="renewal"), on=on, most=files.MOST_HELD
    )
    sums = queries.sums_of(member, wanted, on=on)
    made = files.board_page(sums, held, renewing, pack, on=on, buyer=member.organisation.name)
    form_of_file = FORMATS[ending]
    response = HttpResponse(form_of_file.write(made), content_type=form_of_file.media_type)
    return _offered(response, f"portfolio-{on.isoformat()}.{ending}")


def _asked(request: HttpRequest) -> tuple[Membership, Pack, WantedForm]:
    member: Membership = request.member  # type: ignore[attr-defined]
    pack = pack_for(member.organisation, get_language())
    return member, pack, WantedForm(request.GET, pack=pack, vendors=queries.vendors_of(member))


def _with_page(query: str, number: int) -> str:
    return f"{query}&page={number}" if query else f"page={number}"


def _offered(response: R, name: str) -> R:
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
