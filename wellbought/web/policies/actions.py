"""Everything that changes what an organisation has decided for itself."""

import re
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path, PurePath
from tempfile import TemporaryDirectory
from typing import Any, Final

from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from wellbought.documents.kit import KIT_PREFIX
from wellbought.errors import SeveralErrors, WellboughtError
from wellbought.pack.kinds import Name, Question
from wellbought.pack.own import OwnFault, OwnFolder, OwnItem, read_own, unpack
from wellbought.web.accounts.models import Membership, Organisation
from wellbought.web.policies import queries
from wellbought.web.policies.models import ItemVersion, OwnPack, PolicyFile, Publication

LARGEST_FILE: Final = 5 * 1024 * 1024
MOST_ITEMS: Final = 2000
#: What a policy may be kept as: the ending, how such a file begins, and its media type.
FILE_KINDS: Final[dict[str, tuple[bytes, str]]] = {
    "pdf": (b"%PDF-", "application/pdf"),
    "docx": (b"PK\x03\x04", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    "odt": (b"PK\x03\x04", "application/vnd.oasis.opendocument.text"),
    "txt": (b"", "text/plain; charset=utf-8"),
    "md": (b"", "text/markdown; charset=utf-8"),
}


class ItemChanged(WellboughtError):
    """Somebody else saved this item in the meantime. Both are kept for a person to bring together."""

    def __init__(self, theirs: queries.Saved | None) -> None:
        super().__init__(_("Somebody else saved this while you were writing."))
        self.theirs = theirs


class DraftChanged(WellboughtError):
    """The draft is not the one that the person looked at when they said to publish it."""

    def __init__(self) -> None:
        super().__init__(_("Somebody saved a change while you were reading. Look again, then publish."))


class DraftAtFault(WellboughtError):
    """The draft cannot be published as it is."""

    def __init__(self, faults: Sequence[OwnFault]) -> None:
        super().__init__(_("The draft has faults. Mend them, then publish."))
        self.faults = tuple(faults)


class FileRefused(WellboughtError):
    """A file that is not kept: too large, or not what its name says."""


@transaction.atomic
def save_item(
    *,
    member: Membership,
    kind: str,
    item_id: str,
    fields: dict[str, Any],
    seen: int,
    now: datetime,
    removed: bool = False,
) -> ItemVersion:
    """Add a version of an item to the draft. Nothing is in force until it is published.

    :param seen: the number of the version that the person had before them; 0 if there was none
    :raises ItemChanged: if there is a newer one by now
    """
    pack = _held(member.organisation)
    newest = ItemVersion.objects.filter(pack=pack, kind=kind, item=item_id, newest=True).first()
    if (newest.number if newest else 0) != seen:
        raise ItemChanged(queries.saved_item(member.organisation, kind, item_id))
    if newest is not None and newest.fields == fields and newest.removed == removed:
        return newest
    ItemVersion.objects.filter(pack=pack, kind=kind, item=item_id, newest=True).update(newest=False)
    version = ItemVersion(
        pack=pack, kind=kind, item=item_id, number=seen + 1, fields=fields, removed=removed, by=member, at=now
    )
    try:
        with transaction.atomic():
            version.save(force_insert=True)
    except IntegrityError:
        raise ItemChanged(queries.saved_item(member.organisation, kind, item_id)) from None
    OwnPack.objects.filter(pk=pack.pk).update(changes=pack.changes + 1)
    return version


def remove_item(*, member: Membership, kind: str, item_id: str, seen: int, now: datetime) -> None:
    """Take an item out of the draft. Its versions are kept, and it can be brought back by saving it anew.

    :raises ItemChanged: if somebody saved it in the meantime
    """
    before = queries.saved_item(member.organisation, kind, item_id)
    fields = dict(before.item.fields) if before else {}
    save_item(member=member, kind=kind, item_id=item_id, fields=fields, seen=seen, now=now, removed=True)


@transaction.atomic
def publish(*, member: Membership, seen_changes: int, now: datetime) -> Publication:
    """Put the draft into force.

    :param seen_changes: how many changes the draft had when the person looked at it
    :raises DraftChanged: if there are more by now
    :raises DraftAtFault: with every fault, by item and field
    """
    organisation = member.organisation
    pack = _held(organisation)
    if pack.changes != seen_changes:
        raise DraftChanged
    proof = queries.prove(organisation, queries.draft_items(organisation), on=now.date())
    if proof.faults:
        raise DraftAtFault(proof.faults)
    made = Publication.objects.create(pack=pack, number=pack.number + 1, by=member, at=now)
    newest = ItemVersion.objects.filter(pack=pack, newest=True)
    asked_before = newest.filter(removed=True, kind=Question.kind, item__in=_ever_published(pack, Question.kind))
    made.versions.set([*newest.filter(removed=False), *asked_before])
    OwnPack.objects.filter(pk=pack.pk).update(number=made.number)
    queries.forget_published(organisation)
    return made


def _ever_published(pack: OwnPack, kind: str) -> QuerySet[ItemVersion, str]:
    versions = ItemVersion.objects.filter(pack=pack, kind=kind, publications__isnull=False)
    return versions.values_list("item", flat=True).distinct()


@transaction.atomic
def keep_file(*, member: Membership, name: str, content: bytes, now: datetime) -> str:
    """Keep a file for a policy, under a name of its own.

    :returns: the name under which it is kept
    :raises FileRefused: if it is too large, or not what its name says
    """
    ending = PurePath(name).suffix.lstrip(".").lower()
    if ending not in FILE_KINDS:
        raise FileRefused(_("Give the policy as one of: %(endings)s.") % {"endings": ", ".join(FILE_KINDS).upper()})
    if len(content) > LARGEST_FILE:
        raise FileRefused(_("This file is larger than 5 MB. Give a smaller one, or a link to it."))
    begins, media_type = FILE_KINDS[ending]
    if not content.startswith(begins) or (not begins and _is_no_text(content)):
        raise FileRefused(_("This file is not what its name says. Save it anew in the program that it comes from."))
    pack = _held(member.organisation)
    stem = re.sub(r"[^\w.-]+", "-", PurePath(name).stem).strip("-.") or "policy"
    wanted, number = f"{stem[:80]}.{ending}", 2
    while (there := PolicyFile.objects.filter(pack=pack, name=wanted).first()) is not None:
        if bytes(there.content) == content:
            return wanted
        wanted, number = f"{stem[:80]}-{number}.{ending}", number + 1
    PolicyFile.objects.create(pack=pack, name=wanted, media_type=media_type, content=content, by=member, at=now)
    return wanted


def _is_no_text(content: bytes) -> bool:
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        return True
    return b"\x00" in content


def import_archive(*, member: Membership, content: bytes, now: datetime) -> int:
    """Read a pack from an archive into the draft, whole or not at all.

    :returns: how many items are new or changed
    :raises WellboughtError: with everything in it that is not right, by file and line
    """
    with TemporaryDirectory() as into:
        folder, faults = read_own(unpack(content, Path(into)))
    if faults or folder is None:
        raise SeveralErrors([_without_folder(into, fault) for fault in faults])
    return import_folder(member=member, folder=folder, now=now)


def _without_folder(into: str, fault: WellboughtError) -> WellboughtError:
    return WellboughtError(fault.message, where=(fault.where or "").removeprefix(f"{into}/"))


@transaction.atomic
def import_folder(*, member: Membership, folder: OwnFolder, now: datetime) -> int:
    """Put the items of a pack into the draft, over those of the same ids. What else is in the draft stays.

    :raises WellboughtError: with everything that is wrong with what the draft would then be
    """
    organisation = member.organisation
    items = queries.without_made_sources(folder.items)
    if len(items) > MOST_ITEMS:
        raise WellboughtError(_("A pack of an organisation holds up to %(most)s items.") % {"most": MOST_ITEMS})
    given = {(one.kind, one.id): one for one in items}
    others = [one for one in queries.draft_items(organisation) if (one.kind, one.id) not in given]
    proof = queries.prove(organisation, [*others, *items], on=now.date())
    if proof.faults:
        raise SeveralErrors(
            [
                WellboughtError(fault.message, where=f"{fault.kind}/{fault.id} {fault.field}".strip())
                for fault in proof.faults
            ]
        )
    for name, file_content in folder.files.items():
        keep_file(member=member, name=name, content=file_content, now=now)
    return keep_items(member=member, items=items, now=now)


@transaction.atomic
def keep_items(*, member: Membership, items: Sequence[OwnItem], now: datetime) -> int:
    """Save several items over what the draft has of them.

    :returns: how many are new or changed
    """
    changed = 0
    for one in items:
        before = queries.saved_item(member.organisation, one.kind, one.id)
        seen = before.number if before else 0
        made = save_item(member=member, kind=one.kind, item_id=one.id, fields=dict(one.fields), seen=seen, now=now)
        changed += made.number != seen
    return changed


@transaction.atomic
def keep_kit(*, member: Membership, items: Sequence[OwnItem], now: datetime) -> None:
    """Save the limits of the governance kit; those of an earlier choice that are gone now leave the draft."""
    given = {(one.kind, one.id) for one in items}
    for saved in queries.saved_items(member.organisation):
        item = saved.item
        if item.id.startswith(KIT_PREFIX) and (item.kind, item.id) not in given and not saved.removed:
            remove_item(member=member, kind=item.kind, item_id=item.id, seen=saved.number, now=now)
    keep_items(member=member, items=items, now=now)


@transaction.atomic
def keep_names(*, member: Membership, items: Sequence[OwnItem], now: datetime) -> None:
    """Save what the organisation calls the teams; a name that it no longer gives is ours again."""
    given = {one.id for one in items}
    for saved in queries.saved_items(member.organisation):
        if saved.item.kind == Name.kind and saved.item.id not in given and not saved.removed:
            remove_item(member=member, kind=Name.kind, item_id=saved.item.id, seen=saved.number, now=now)
    keep_items(member=member, items=items, now=now)


def _held(organisation: Organisation) -> OwnPack:
    """The organisation's row, which nobody else can hold until this is saved."""
    OwnPack.objects.get_or_create(organisation=organisation)
    return OwnPack.objects.select_for_update().get(organisation=organisation)
