"""Items as pages name them: where each is read, what it is called, where it is used, and what it rests on."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from functools import cache
from types import MappingProxyType
from typing import Final, TypeVar

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from wellbought.conditions import condition
from wellbought.pack.kinds import (
    KINDS,
    Chapter,
    Clause,
    Criterion,
    Disclosure,
    Duty,
    FactQuestion,
    Item,
    Question,
    Source,
    Term,
    Topic,
)
from wellbought.pack.proofs.names import named
from wellbought.pack.proofs.words import links_of
from wellbought.pack.read import ItemUnknown, Pack
from wellbought.vocabulary import Grade
from wellbought.web.guidance.queries.packs import pack_in

#: Kinds that prose links to, as in ``[words](question:id)``.
LINKED_KINDS: Final = ("topic", "question", "term", "clause", "source", "criterion", "disclosure", "duty")
#: Kinds that have pages, with the field that is their title. A duty is read on the page of its place.
TITLES: Final[Mapping[str, str]] = MappingProxyType(
    {
        Topic.kind: "title",
        Question.kind: "text",
        Clause.kind: "title",
        Criterion.kind: "title",
        Disclosure.kind: "ask",
        Duty.kind: "title",
        Term.kind: "term",
        Source.kind: "title",
        Chapter.kind: "title",
    }
)

#: What people call one item of a kind.
SINGULAR: Final[Mapping[str, str]] = MappingProxyType(
    {
        Topic.kind: gettext_noop("Topic"),
        Question.kind: gettext_noop("Key question"),
        Clause.kind: gettext_noop("Contract point"),
        Criterion.kind: gettext_noop("Evaluation criterion"),
        Disclosure.kind: gettext_noop("Vendor disclosure"),
        Duty.kind: gettext_noop("Duty"),
        Term.kind: gettext_noop("Glossary"),
    }
)
#: The same of many, for those kinds in which other items are cited or words used.
PLURAL: Final[Mapping[type[Item], str]] = MappingProxyType(
    {
        Topic: gettext_noop("Topics"),
        Question: gettext_noop("Key questions"),
        Clause: gettext_noop("Contract points"),
        Criterion: gettext_noop("Evaluation criteria"),
        Disclosure: gettext_noop("Vendor disclosures"),
        Duty: gettext_noop("Duties"),
    }
)

Key = tuple[str, str]
Kind = TypeVar("Kind", bound=Item)


@dataclass(frozen=True, slots=True)
class Ref:
    """A link to an item.

    :ivar origin: the title of the pack that it comes from, unless that is core
    """

    kind: str
    id: str
    title: str
    href: str
    origin: str


@dataclass(frozen=True, slots=True)
class Uses:
    """Where something is cited or used: items of one kind."""

    label: str
    items: tuple[Ref, ...]


@dataclass(frozen=True, slots=True)
class Cited:
    """A source as a page cites it.

    :ivar href: its own page here; ``url`` leads to the text itself
    :ivar places: where in it, as ``Article 26``
    """

    id: str
    title: str
    href: str
    url: str
    issuer: str
    places: tuple[str, ...]
    checked: date
    grade: str
    status: str
    note: str


def href_of(pack: Pack, kind: str, item_id: str) -> str:
    """Where an item is read.

    :raises wellbought.pack.read.ItemUnknown: if there is none
    """
    item = pack.get(_kind(kind), item_id)
    if isinstance(item, Duty):
        return f"{reverse('guidance:place', args=[item.origin])}#{item.id}"
    return reverse(f"guidance:{kind}", args=[item.id])


def title_of(item: Item) -> str:
    """What an item is called."""
    title: str = getattr(item, TITLES[item.kind])
    return title


def ref(pack: Pack, item: Item) -> Ref:
    """A link to an item."""
    return Ref(item.kind, item.id, title_of(item), href_of(pack, item.kind, item.id), from_pack(pack, item))


def refs(pack: Pack, kind: type[Item], ids: Iterable[str]) -> tuple[Ref, ...]:
    """Links to items of one kind, each once. That all of them are there is proven by ``wellbought pack check``."""
    return tuple(ref(pack, item) for item in _there(pack, kind, ids))


def _there(pack: Pack, kind: type[Kind], ids: Iterable[str]) -> Iterator[Kind]:
    for item_id in dict.fromkeys(ids):
        with suppress(ItemUnknown):
            yield pack.get(kind, item_id)


def naming(pack: Pack, kind: str, item_id: str, *, by: type[Item]) -> tuple[Ref, ...]:
    """The items of a kind that name an item, in a field or in their prose."""
    keys = _naming().get((kind, item_id), ())
    return refs(pack, by, (named_id for named_kind, named_id in keys if named_kind == by.kind))


def cited(pack: Pack, references: Iterable[str]) -> tuple[Cited, ...]:
    """Sources, each once, with all the places in it that are meant."""
    places: dict[str, dict[str, None]] = {}
    for reference in references:
        source_id, _at, place = reference.partition("@")
        found = places.setdefault(source_id, {})
        if place:
            found[place] = None
    return tuple(_cited(pack, source, tuple(places[source.id])) for source in _there(pack, Source, places))


def _cited(pack: Pack, source: Source, places: tuple[str, ...]) -> Cited:
    return Cited(
        id=source.id,
        title=source.title,
        href=reverse("guidance:source", args=[source.id]),
        url=source.url or "",
        issuer=source.issuer,
        places=places,
        checked=source.checked,
        grade=grade_name(source.grade),
        status=pack.name("status", source.status).label,
        note=source.note or "",
    )


def grade_name(grade: Grade) -> str:
    """How a source was checked, in words."""
    if grade is Grade.PRIMARY:
        return _("Read in the issuer's own text")
    return _("Read in an account by others")


def from_pack(pack: Pack, item: Item) -> str:
    """The title of the pack that an item comes from, for items that are a place's, or one's own; empty for core."""
    return pack.cards[item.origin].title if item.origin != "core" else ""


def depends_on(pack: Pack, when: str) -> tuple[str, ...]:
    """The facts of a purchase that a condition looks at, by their short names."""
    asking = {fact.key: fact.short for fact in pack.all(FactQuestion)}
    return tuple(asking[key] for key in condition(when).facts if key in asking)


@cache
def _naming() -> Mapping[Key, tuple[Key, ...]]:
    """For each item, the items that name it. Ids are the same in every language."""
    pack = pack_in("en")
    found: dict[Key, dict[Key, None]] = {}
    for kind in KINDS:
        for item in pack.all(kind):
            for key in _names_in(item):
                found.setdefault(key, {})[item.kind, item.id] = None
    return MappingProxyType({key: tuple(keys) for key, keys in found.items()})


def _names_in(item: Item) -> Iterator[Key]:
    for kind, item_id, _steps in named(item):
        yield kind, item_id
    if isinstance(item, Topic | Clause):
        yield from links_of(item.body)


@cache
def _kind(name: str) -> type[Item]:
    return next(kind for kind in KINDS if kind.kind == name)
