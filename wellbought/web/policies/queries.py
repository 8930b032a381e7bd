"""What an organisation has decided for itself, and the pack that follows from it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from typing import Final

from django.utils.text import slugify

from wellbought.claims.proof import pattern_faults
from wellbought.pack.kinds import PackCard
from wellbought.pack.own import OwnFault, OwnFolder, OwnItem, faults_in, is_made_source, lay_over, with_sources
from wellbought.pack.read import Pack
from wellbought.vocabulary import Role
from wellbought.web.accounts.models import Membership, Organisation
from wellbought.web.guidance.queries import pack_in
from wellbought.web.policies.models import ItemVersion, OwnPack, PolicyFile, Publication

#: How many packs of organisations are kept, by publication and language; the longest unused goes first.
KEPT: Final = 256


@dataclass(frozen=True, slots=True)
class Saved:
    """An item as it was saved.

    :ivar state: ``new``, ``changed``, ``removed`` or ``published``, against what is in force
    """

    item: OwnItem
    number: int
    removed: bool
    by: str
    role: Role
    at: datetime
    state: str = "published"


@dataclass(frozen=True, slots=True)
class InForce:
    """What an organisation has published last."""

    number: int
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Proof:
    """A draft laid over our packs, as it would be if it were published.

    :ivar faults: what keeps it from being published
    """

    pack: Pack
    faults: tuple[OwnFault, ...]


def pack_for(organisation: Organisation | None, language: str | None) -> Pack:
    """The packs with what the organisation has published laid over them; ours alone where it has not.

    One query for each request, however often it is asked: the organisation that it is asked for remembers.
    """
    base = pack_in(language)
    if organisation is None:
        return base
    published = _published(organisation)
    return base if published is None else _laid(published, organisation.key, organisation.name, base.language)


def _published(organisation: Organisation) -> int | None:
    """The key of the newest publication."""
    known = organisation.__dict__.get("_own_pack_published", False)
    if known is False:
        newest = Publication.objects.filter(pack__organisation=organisation).order_by("-number")
        known = organisation.__dict__["_own_pack_published"] = newest.values_list("pk", flat=True).first()
    return known if isinstance(known, int) else None


def forget_published(organisation: Organisation) -> None:
    """Ask anew which publication is the newest: there is a new one."""
    organisation.__dict__.pop("_own_pack_published", None)


@lru_cache(maxsize=KEPT)
def _laid(publication_id: int, key: str, title: str, language: str) -> Pack:
    """A publication never changes, so what is laid over from it stays right. What is at fault by now is left out."""
    found = Publication.objects.select_related("pack__organisation").get(pk=publication_id)
    items = tuple(_item(version) for version in found.versions.order_by("id"))
    organisation = found.pack.organisation
    own = with_sources(items, issuer=organisation.name, on=found.at.date())
    return lay_over(pack_in(language), card_of(organisation, found.number, found.at.date()), own)[0]


def card_of(organisation: Organisation, number: int, on: date) -> PackCard:
    """What the organisation's pack says of itself."""
    return PackCard(
        id=f"org-{organisation.key}",
        title=organisation.name,
        version=f"{on.year}.{on.month}.{number}",
        lays_over="core",
        summary=f"What {organisation.name} has decided for itself.",
        licence="All rights reserved",
    )


def in_force(organisation: Organisation) -> InForce | None:
    """What is published, by whom and when."""
    newest = (
        Publication.objects.filter(pack__organisation=organisation)
        .select_related("by__person")
        .order_by("-number")
        .first()
    )
    return InForce(newest.number, newest.by.person.name, newest.at) if newest else None


def saved_items(organisation: Organisation) -> tuple[Saved, ...]:
    """All items as they were saved last, and how they differ from what is in force."""
    newest = (
        ItemVersion.objects.filter(pack__organisation=organisation, newest=True)
        .select_related("by__person")
        .order_by("kind", "item")
    )
    published = _numbers_in_force(organisation)
    found = []
    for version in newest:
        before = published.get((version.kind, version.item))
        if version.removed and before in (None, version.number):
            continue
        found.append(_saved(version, _state(version, before)))
    return tuple(found)


def _numbers_in_force(organisation: Organisation) -> dict[tuple[str, str], int]:
    publication = Publication.objects.filter(pack__organisation=organisation).order_by("-number").first()
    if publication is None:
        return {}
    return {(kind, item): number for kind, item, number in publication.versions.values_list("kind", "item", "number")}


def _state(version: ItemVersion, before: int | None) -> str:
    if version.removed:
        return "removed"
    if before is None:
        return "new"
    return "published" if before == version.number else "changed"


def versions_of(organisation: Organisation, kind: str, item_id: str) -> tuple[Saved, ...]:
    """All versions of an item, the newest first."""
    found = (
        ItemVersion.objects.filter(pack__organisation=organisation, kind=kind, item=item_id)
        .select_related("by__person")
        .order_by("-number")
    )
    return tuple(_saved(version, "") for version in found)


def saved_item(organisation: Organisation, kind: str, item_id: str) -> Saved | None:
    """An item as it was saved last; ``None`` if there never was one."""
    found = (
        ItemVersion.objects.filter(pack__organisation=organisation, kind=kind, item=item_id, newest=True)
        .select_related("by__person")
        .first()
    )
    return _saved(found, "") if found else None


def prove(organisation: Organisation, items: Sequence[OwnItem], *, on: date, language: str | None = None) -> Proof:
    """Lay a draft over our packs, and say all that is wrong with it."""
    own = with_sources(items, issuer=organisation.name, on=on)
    pack, faults = lay_over(pack_in(language), card_of(organisation, 0, on), own)
    return Proof(pack, (*faults, *faults_in(pack), *pattern_faults(pack)))


def draft_pack(organisation: Organisation, *, on: date, language: str | None) -> Pack:
    """The packs with the draft laid over them; what is at fault in it is left out."""
    own = with_sources(draft_items(organisation), issuer=organisation.name, on=on)
    return lay_over(pack_in(language), card_of(organisation, 0, on), own)[0]


def draft_items(organisation: Organisation) -> tuple[OwnItem, ...]:
    """The items that a publication would hold now."""
    return tuple(saved.item for saved in saved_items(organisation) if not saved.removed)


def folder_of(organisation: Organisation, *, on: date) -> OwnFolder:
    """The organisation's pack with its drafts, for files; with the sources that make it whole."""
    newest = in_force(organisation)
    items = draft_items(organisation)
    named = {str(one.fields["file"]) for one in items if one.fields.get("file")}
    kept = PolicyFile.objects.filter(pack__organisation=organisation, name__in=named).order_by("name")
    return OwnFolder(
        card_of(organisation, newest.number if newest else 0, on),
        with_sources(items, issuer=organisation.name, on=newest.at.date() if newest else on),
        {one.name: bytes(one.content) for one in kept},
    )


def kept_file(organisation: Organisation, name: str) -> tuple[str, bytes] | None:
    """The media type and content of a file that a policy names."""
    found = PolicyFile.objects.filter(pack__organisation=organisation, name=name).first()
    return (found.media_type, bytes(found.content)) if found else None


def free_id(organisation: Organisation, kind: str, title: str, prefix: str = "own") -> str:
    """An id for a new item, from its title; told apart from ours, and from all that the organisation ever had."""
    words = slugify(title)[:60].strip("-") or kind
    taken = set(ItemVersion.objects.filter(pack__organisation=organisation, kind=kind).values_list("item", flat=True))
    wanted = f"{prefix}-{words}"
    number = 2
    while wanted in taken or wanted in pack_in("en").items[kind]:
        wanted = f"{prefix}-{words}-{number}"
        number += 1
    return wanted


def number_of_changes(organisation: Organisation) -> int:
    """How often something was saved, so that a page can tell whether it is still what somebody looked at."""
    return OwnPack.objects.filter(organisation=organisation).values_list("changes", flat=True).first() or 0


def without_made_sources(items: Sequence[OwnItem]) -> tuple[OwnItem, ...]:
    """The items without the sources that are made by themselves."""
    return tuple(one for one in items if not is_made_source(one, items))


def _item(version: ItemVersion) -> OwnItem:
    # A question that was taken out is asked no more, and stays where its answers can be read.
    never = {"when": "false"} if version.removed else {}
    return OwnItem(version.kind, version.item, {**version.fields, **never})


def _saved(version: ItemVersion, state: str) -> Saved:
    by: Membership = version.by
    item = OwnItem(version.kind, version.item, version.fields)
    return Saved(item, version.number, version.removed, by.person.name, by.as_role, version.at, state)
