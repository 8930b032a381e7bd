"""What the pages of the trail read."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from django.core.paginator import Paginator

from wellbought.vocabulary import Role
from wellbought.web.audit.models import Event, Events, Kind

if TYPE_CHECKING:
    from wellbought.web.accounts.models import Organisation

#: So many events are shown on a page.
PER_PAGE = 100


@dataclass(frozen=True, slots=True)
class EventRow:
    """One event as the trail shows it."""

    at: datetime
    who: str
    role: Role | None
    kind: Kind
    what: str
    about: str
    detail: str


@dataclass(frozen=True, slots=True)
class Trail:
    """One page of the trail."""

    rows: tuple[EventRow, ...]
    number: int
    pages: int


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which events someone asks for; what is ``None`` or empty does not matter."""

    kind: str = ""
    about: str = ""
    member_id: int | None = None
    since: date | None = None
    until: date | None = None


def trail(organisation: "Organisation", wanted: Wanted, *, page: int) -> Trail:
    """A page of the events of an organisation, the newest first."""
    pages = Paginator(_wanted(organisation, wanted).order_by("-at", "-id"), PER_PAGE)
    shown = pages.get_page(page)
    return Trail(tuple(_row(event) for event in shown), shown.number, pages.num_pages)


def all_events(organisation: "Organisation", wanted: Wanted) -> Iterator[EventRow]:
    """All events that are asked for, the oldest first, without holding them all in memory."""
    for event in _wanted(organisation, wanted).order_by("at", "id").iterator(chunk_size=1000):
        yield _row(event)


def events_of_person(person_id: int) -> Iterator[EventRow]:
    """What the trail holds of one person, in all their organisations."""
    found = Event.objects.filter(member__person_id=person_id).select_related("member__person").order_by("at", "id")
    for event in found.iterator(chunk_size=1000):
        yield _row(event)


def _wanted(organisation: "Organisation", wanted: Wanted) -> Events:
    found: Events = Event.objects.of_organisation(organisation.pk).select_related("member__person")
    if wanted.kind:
        found = found.filter(kind=wanted.kind)
    if wanted.about:
        found = found.filter(about=wanted.about)
    if wanted.member_id is not None:
        found = found.filter(member_id=wanted.member_id)
    if wanted.since:
        found = found.filter(on__gte=wanted.since)
    if wanted.until:
        found = found.filter(on__lte=wanted.until)
    return found


def _row(event: Event) -> EventRow:
    return EventRow(
        event.at,
        event.member.person.name if event.member else "",
        event.member.as_role if event.member else None,
        Kind(event.kind),
        event.what,
        event.about,
        event.detail,
    )
