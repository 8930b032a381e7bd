"""What the law and policy of a place add."""

from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from django.urls import reverse
from django.utils.translation import gettext as _

from wellbought.pack.kinds import Clause, Duty, PackCard, Question, Topic
from wellbought.pack.read import ItemUnknown, Pack
from wellbought.vocabulary import Role, Stage
from wellbought.web.guidance.queries import choices
from wellbought.web.guidance.queries.choices import DutyChoice, Select
from wellbought.web.guidance.queries.items import Cited, Ref, cited, refs
from wellbought.web.guidance.queries.packs import pack_in


@dataclass(frozen=True, slots=True)
class PlaceRow:
    """A place in the list."""

    card: PackCard
    href: str
    duties: int


@dataclass(frozen=True, eq=False)
class PlacesPage:
    """The places whose rules are here."""

    title: str
    description: str
    rows: tuple[PlaceRow, ...]


@dataclass(frozen=True, slots=True)
class DutyRow:
    """A duty with what belongs to it."""

    duty: Duty
    status: str
    roles: tuple[str, ...]
    questions: tuple[Ref, ...]
    clauses: tuple[Ref, ...]
    sources: tuple[Cited, ...]


@dataclass(frozen=True, slots=True)
class StageDuties:
    """The duties that come up at one stage."""

    stage: Stage
    label: str
    rows: tuple[DutyRow, ...]


@dataclass(frozen=True, eq=False)
class PlacePage:
    """One place: its duties by stage, its guidance, and its words."""

    id: str
    href: str
    title: str
    description: str
    card: PackCard
    selects: tuple[Select, ...]
    stages: tuple[StageDuties, ...]
    count: int
    narrowed: bool
    topics: tuple[Ref, ...]
    words: tuple[tuple[str, str], ...]


@lru_cache(maxsize=8)
def places_page(language: str) -> PlacesPage:
    """The places whose rules are here."""
    pack = pack_in(language)
    rows = tuple(
        PlaceRow(card, reverse("guidance:place", args=[card.id]), len(_duties(pack, card)))
        for card in sorted(pack.cards.values(), key=lambda card: card.title)
        if card.lays_over
    )
    return PlacesPage(
        title=_("Rules of your place"),
        description=_("What law and policy add where you are: duties, dates, and who they bind."),
        rows=rows,
    )


@lru_cache(maxsize=128)
def place_page(language: str, place_id: str, chosen: DutyChoice) -> PlacePage:
    """One place.

    :raises wellbought.pack.read.ItemUnknown: if its rules are not here
    """
    pack = pack_in(language)
    card = pack.cards.get(place_id)
    if card is None:
        raise ItemUnknown(f"pack/{place_id}")
    of_place = _duties(pack, card)
    duties = [
        duty
        for duty in of_place
        if (not chosen.stage or chosen.stage == duty.stage) and (not chosen.role or chosen.role in duty.roles)
    ]
    stages = []
    for stage in Stage:
        rows = tuple(_row(pack, duty) for duty in duties if duty.stage is stage)
        if rows:
            stages.append(StageDuties(stage, pack.name("stage", stage).label, rows))
    return PlacePage(
        id=card.id,
        href=reverse("guidance:place", args=[card.id]),
        title=card.title,
        description=card.summary,
        card=card,
        selects=(
            choices.stages(pack, chosen.stage, [stage for stage in Stage if _any_at(of_place, stage)]),
            choices.roles(pack, chosen.role, [role for role in Role if _any_for(of_place, role)]),
        ),
        stages=tuple(stages),
        count=len(duties),
        narrowed=chosen != DutyChoice(),
        topics=refs(pack, Topic, (topic.id for topic in pack.all(Topic) if topic.origin == card.id)),
        words=tuple(card.words.items()),
    )


def _duties(pack: Pack, card: PackCard) -> list[Duty]:
    """The duties of a pack by the day from which they apply; those without a day come last."""
    duties = [duty for duty in pack.all(Duty) if duty.origin == card.id]
    return sorted(duties, key=lambda duty: (duty.applies_on or date.max, duty.id))


def _any_at(duties: list[Duty], stage: Stage) -> bool:
    return any(duty.stage is stage for duty in duties)


def _any_for(duties: list[Duty], role: Role) -> bool:
    return any(role in duty.roles for duty in duties)


def _row(pack: Pack, duty: Duty) -> DutyRow:
    return DutyRow(
        duty=duty,
        status=pack.name("status", duty.status).label,
        roles=tuple(pack.name("role", role).label for role in duty.roles),
        questions=refs(pack, Question, duty.questions),
        clauses=refs(pack, Clause, duty.clauses),
        sources=cited(pack, duty.sources),
    )
