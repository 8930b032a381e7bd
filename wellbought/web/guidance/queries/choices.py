"""The choices that narrow each list, and how a page offers them."""

import dataclasses
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar
from urllib.parse import urlencode

from django.utils.translation import gettext as _

from wellbought.pack.read import Pack
from wellbought.vocabulary import Approach, Priority, Role, Route, Stage, Status, Tier

#: Routes on which questions are asked; ``paused`` asks none.
ASKING_ROUTES: tuple[Route, ...] = (Route.FAST, Route.STANDARD, Route.FULL)


def one_of(values: Iterable[str], name: str = "") -> Any:
    """A choice from a list; the empty string stands for all.

    :param name: its name in the address, if it differs from the field's
    """
    return dataclasses.field(default="", metadata={"allowed": frozenset(values), "name": name})


def free(default: str | int | bool = "", name: str = "") -> Any:  # noqa: FBT001 - the default is the kind of value
    """A choice that is words, a number or a tick."""
    return dataclasses.field(default=default, metadata={"allowed": None, "name": name})


@dataclass(frozen=True, slots=True)
class GuideChoice:
    """Which topics."""

    role: str = one_of(Role)
    stage: str = one_of(Stage)
    approach: str = one_of(Approach)


@dataclass(frozen=True, slots=True)
class QuestionChoice:
    """Which questions.

    :ivar approach: those that concern a purchase of this kind
    :ivar tier: those that are asked at this tier, which are those of the route that it calls for
    :ivar route: those that are asked on this route, which are those of lighter routes too
    :ivar whole: all on one page, however many
    """

    words: str = free(name="q")
    stage: str = one_of(Stage)
    role: str = one_of(Role)
    priority: str = one_of(Priority)
    approach: str = one_of(Approach)
    tier: str = one_of(Tier)
    route: str = one_of(ASKING_ROUTES)
    page: int = free(1)
    whole: bool = free(default=False, name="all")


@dataclass(frozen=True, slots=True)
class ClauseChoice:
    """Which contract points."""

    group: str = one_of(("commercial", "data", "technical", "responsibility", "exit"))
    route: str = one_of(ASKING_ROUTES)


@dataclass(frozen=True, slots=True)
class CriterionChoice:
    """Which criteria."""

    group: str = one_of(("fit", "performance", "data", "security", "responsibility", "delivery", "cost", "vendor"))
    role: str = one_of(Role)


@dataclass(frozen=True, slots=True)
class DisclosureChoice:
    """Which disclosures."""

    group: str = one_of(
        ("product", "model", "data", "performance", "people", "security", "operation", "commercial", "company")
    )
    answer: str = one_of(("promise", "description", "evidence"))
    route: str = one_of(ASKING_ROUTES)


@dataclass(frozen=True, slots=True)
class SourceChoice:
    """Which sources.

    :ivar pack: the pack that brings them
    """

    words: str = free(name="q")
    status: str = one_of(Status)
    pack: str = free()
    page: int = free(1)


@dataclass(frozen=True, slots=True)
class DutyChoice:
    """Which duties of a place."""

    stage: str = one_of(Stage)
    role: str = one_of(Role)


@dataclass(frozen=True, slots=True)
class SearchChoice:
    """What to search for."""

    words: str = free(name="q")
    kind: str = one_of(("topic", "question", "term", "clause", "criterion", "disclosure", "duty"))
    stage: str = one_of(Stage)
    role: str = one_of(Role)
    approach: str = one_of(Approach)


@dataclass(frozen=True, slots=True)
class Option:
    """One thing to choose."""

    value: str
    label: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class Select:
    """A list to choose from."""

    name: str
    label: str
    options: tuple[Option, ...]


@dataclass(frozen=True, slots=True)
class PageLink:
    """The way to one page of a long list."""

    number: int
    href: str
    current: bool


Pages = tuple[PageLink, ...]
Item = TypeVar("Item")


def select(name: str, label: str, every: str, values: Iterable[tuple[str, str]], chosen: str) -> Select:
    """A list to choose from.

    :param every: what the first entry says, which narrows nothing
    :param values: each with what it is called
    """
    options = [Option("", every, not chosen), *(Option(value, text, value == chosen) for value, text in values)]
    return Select(name, label, tuple(options))


def stages(pack: Pack, chosen: str, among: Iterable[Stage] = tuple(Stage)) -> Select:
    """A choice of stage."""
    return select("stage", _("Stage"), _("All stages"), _named(pack, "stage", among), chosen)


def roles(pack: Pack, chosen: str, among: Iterable[Role]) -> Select:
    """A choice of role."""
    return select("role", _("Role"), _("All roles"), _named(pack, "role", among), chosen)


def approaches(pack: Pack, chosen: str) -> Select:
    """A choice of approach."""
    return select("approach", _("Way to buy"), _("All ways"), _named(pack, "approach", Approach), chosen)


def priorities(pack: Pack, chosen: str) -> Select:
    """A choice of priority."""
    return select("priority", _("Priority"), _("All priorities"), _named(pack, "priority", Priority), chosen)


def routes(pack: Pack, chosen: str) -> Select:
    """A choice of route."""
    return select("route", _("Asked on the route"), _("All routes"), _named(pack, "route", ASKING_ROUTES), chosen)


def tiers(pack: Pack, chosen: str) -> Select:
    """A choice of tier."""
    return select("tier", _("Tier"), _("All tiers"), _named(pack, "tier", Tier), chosen)


def on_route(lightest: str, chosen: str) -> bool:
    """Whether something that is asked from one route upwards is asked on another."""
    return not chosen or Route(lightest).rank <= Route(chosen).rank


def query(choice: Any, **changes: str | int | bool) -> str:
    """The choices, with changes, as the end of an address, such as ``?stage=need``."""
    changed = dataclasses.replace(choice, **changes)
    pairs = []
    for field in dataclasses.fields(changed):
        value = getattr(changed, field.name)
        if value != field.default:
            pairs.append((field.metadata["name"] or field.name, "1" if value is True else value))
    return f"?{urlencode(pairs)}"


def paged(choice: QuestionChoice | SourceChoice, items: Sequence[Item], size: int) -> tuple[Sequence[Item], Pages]:
    """The items of the page that was chosen, and the way to the others; none if they all stand on one."""
    last = max(1, -(-len(items) // size))
    page = min(choice.page, last)
    shown = items[(page - 1) * size : page * size]
    if last == 1:
        return shown, ()
    return shown, tuple(
        PageLink(number, query(choice, page=number), current=number == page) for number in range(1, last + 1)
    )


def _named(pack: Pack, group: str, values: Iterable[str]) -> list[tuple[str, str]]:
    return [(value, pack.name(group, value).label) for value in values]
