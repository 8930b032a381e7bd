"""The trail of access and change, for those who administer an organisation and those who lead it."""

import csv
import json
from collections.abc import Iterator

from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from wellbought.web.audit import actions, queries
from wellbought.web.audit.forms import WantedForm
from wellbought.web.audit.models import Kind
from wellbought.web.audit.queries import EventRow

COLUMNS = ("at", "who", "role", "kind", "what", "about", "detail")


@never_cache
@require_safe
def trail(request: HttpRequest) -> HttpResponse:
    """Show who saw and changed what."""
    member = request.member  # type: ignore[attr-defined]
    form = WantedForm(request.GET or None)
    number = request.GET.get("page", "1")
    shown = queries.trail(member.organisation, form.wanted(), page=int(number) if number.isdecimal() else 1)
    query = request.GET.copy()
    query.pop("page", None)
    context = {"form": form, "trail": shown, "query": query.urlencode(), "organisation": member.organisation}
    return render(request, "audit/trail.html", context)


@never_cache
@require_safe
def export(request: HttpRequest, ending: str) -> HttpResponse | StreamingHttpResponse:
    """Hand over the whole trail as CSV or JSON; that it was taken is itself noted."""
    if ending not in ("csv", "json"):
        raise Http404
    member = request.member  # type: ignore[attr-defined]
    actions.note(member=member, kind=Kind.TOOK, what="audit:export", detail=ending)
    rows = queries.all_events(member.organisation, WantedForm(request.GET or None).wanted())
    lines = _csv(rows) if ending == "csv" else _json(rows)
    kind = "text/csv; charset=utf-8" if ending == "csv" else "application/json"
    response = StreamingHttpResponse(lines, content_type=kind)
    response["Content-Disposition"] = f'attachment; filename="trail.{ending}"'
    return response


class _Echo:
    """A file that gives back what is written to it."""

    def write(self, text: str) -> str:
        return text


def _csv(rows: Iterator[EventRow]) -> Iterator[str]:
    writer = csv.writer(_Echo())
    yield "\ufeff" + str(writer.writerow(COLUMNS))
    for row in rows:
        yield str(writer.writerow(_harmless(value) for value in _values(row)))


def _json(rows: Iterator[EventRow]) -> Iterator[str]:
    yield "["
    for place, row in enumerate(rows):
        yield (",\n" if place else "\n") + json.dumps(dict(zip(COLUMNS, _values(row), strict=True)), ensure_ascii=False)
    yield "\n]\n"


def _values(row: EventRow) -> tuple[str, ...]:
    role = row.role.value if row.role else ""
    return (row.at.isoformat(), row.who, role, row.kind.value, row.what, row.about, row.detail)


def _harmless(value: str) -> str:
    """A value that no spreadsheet takes for a formula."""
    return f"'{value}" if value[:1] in "=+-@\t\r" and value else value
