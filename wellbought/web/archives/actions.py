"""Writing an archive, and reading one in: whole, or not at all."""

import base64
import binascii
import hashlib
import os
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from itertools import islice
from pathlib import Path
from typing import Any, Final

from django.core.exceptions import ValidationError
from django.db import IntegrityError, models, transaction
from django.utils.translation import gettext as _

from wellbought import __version__
from wellbought.errors import WellboughtError
from wellbought.profile import parse_profile
from wellbought.purchase.archive import Archive, ArchiveRefused, Manifest, Row, Writer, table_part
from wellbought.vocabulary import TEAM_ROLES, Role
from wellbought.web.accounts.actions import take_in_former_member
from wellbought.web.accounts.models import Membership, Organisation, new_key
from wellbought.web.archives import queries
from wellbought.web.archives.sources import (
    MEMBER,
    NOWHERE,
    OF_A_PURCHASE,
    OF_AN_ORGANISATION,
    ONLY_ONE,
    OWN_PACK,
    TABLES,
    Table,
    refers_to,
)
from wellbought.web.audit.actions import note
from wellbought.web.audit.models import Kind
from wellbought.web.purchases.actions import drop_content, join_team, keep_content
from wellbought.web.purchases.models import Purchase
from wellbought.web.purchases.queries import at_one_moment

#: So many rows are written at once.
BATCH: Final = 500
#: The parts of an archive beside those of the tables.
PEOPLE: Final = "people"
ORGANISATION: Final = "organisation"
_KEY: Final = re.compile(r"[a-z0-9]{1,12}")

Tell = Callable[[int, int, str], None]


class PurchaseIsHere(ArchiveRefused):
    """The organisation has this very purchase already."""

    def __init__(self, title: str) -> None:
        super().__init__(
            _(
                "“%(title)s” is here already. To have it a second time beside the first, say that you want a copy. "
                "Nothing was read in."
            )
            % {"title": title}
        )


class PartUnknown(ArchiveRefused):
    """It holds a table that this version does not know."""

    def __init__(self, name: str) -> None:
        super().__init__(
            _("This archive holds “%(name)s”, which this version does not know. Bring the program up to date first.")
            % {"name": name}
        )


class RowRefused(ArchiveRefused):
    """A row holds what its table cannot."""


class OutOfReach(WellboughtError):
    """What should be taken along is not there for whoever asks."""

    def __init__(self) -> None:
        super().__init__(_("This is not there, or not for you to see."))


@dataclass(slots=True)
class Imported:
    """What came of reading an archive in.

    :ivar purchases: the keys under which its purchases stand here
    :ivar renewed: how many keys were taken already, so that new ones were drawn
    :ivar known: how many of its people were found among the organisation's own members
    :ivar left_out: what the organisation has of its own, and so was not read in
    """

    purchases: list[str] = field(default_factory=list)
    rows: int = 0
    files: int = 0
    renewed: int = 0
    known: int = 0
    former: int = 0
    left_out: list[str] = field(default_factory=list)


# ---- Writing


def export_purchase(purchase: Purchase, target: Path, *, now: datetime) -> Manifest:
    """Write a purchase to a file, which is complete or not there at all."""
    with _whole(target) as opened, _writer(opened, "purchase", purchase.title, now) as writer:
        people: set[str] = set()
        for table in OF_A_PURCHASE:
            writer.table(table.name, queries.rows_of(table, {table.owner: purchase.pk}, people))
        writer.table(PEOPLE, queries.people_named(purchase.organisation, people))
        for key, chunks in queries.evidence_files({"purchase": purchase}):
            writer.evidence(key, chunks)
        return writer.close()


def export_organisation(organisation: Organisation, target: Path, *, now: datetime) -> Manifest:
    """Write an organisation with all its purchases to a file, which is complete or not there at all."""
    with _whole(target) as opened, _writer(opened, "organisation", organisation.name, now) as writer:
        about = {"name": organisation.name, "jurisdiction": organisation.jurisdiction, "key": organisation.key}
        writer.table(ORGANISATION, [about])
        people: set[str] = set()
        for table in OF_A_PURCHASE:
            owner = "organisation" if table.owner == "pk" else f"{table.owner}__organisation"
            writer.table(table.name, queries.rows_of(table, {owner: organisation.pk}, people))
        for table in OF_AN_ORGANISATION:
            writer.table(table.name, queries.rows_of(table, {table.owner: organisation.pk}, people))
        writer.table(PEOPLE, queries.people_named(organisation, people))
        for key, chunks in queries.evidence_files({"purchase__organisation": organisation}):
            writer.evidence(key, chunks)
        return writer.close()


@contextmanager
def _whole(target: Path) -> Iterator[Any]:
    """A file that bears its name only once it is whole. All is read as it stood at one moment."""
    being_made = target.with_name(f".{target.name}.{os.getpid()}")
    try:
        with being_made.open("wb") as opened, at_one_moment():
            yield opened
        being_made.replace(target)
    finally:
        being_made.unlink(missing_ok=True)


def _writer(opened: Any, scope: str, title: str, now: datetime) -> Writer:
    return Writer(opened, scope=scope, title=title, made_at=now, made_by=f"wellbought {__version__}")


# ---- Reading


def import_archive(
    source: Path,
    *,
    organisation: Organisation,
    member: Membership | None,
    match_people: bool,
    as_copy: bool,
    now: datetime,
    tell: Tell = lambda _done, _total, _note: None,
) -> Imported:
    """Read an archive into an organisation: all of it, or nothing.

    :param member: who brings it in, and joins the teams unless they lead; nobody where it is done on the machine itself
    :param match_people: whether the organisation's members whose addresses fit become the people of the archive; the
        others are former members here, who cannot sign in
    :param as_copy: whether a purchase may be here a second time
    :raises ArchiveRefused: saying what is wrong; nothing is kept then
    """
    kept_files: list[str] = []
    try:
        with Archive(source) as archive, transaction.atomic():
            reading = _Reading(archive, organisation, as_copy=as_copy, kept_files=kept_files, tell=tell)
            return reading.read(member, match_people=match_people, now=now)
    except BaseException as error:
        for kept in kept_files:
            drop_content(kept)
        if isinstance(error, IntegrityError):
            raise RowRefused(_("This archive contradicts itself: two of its rows cannot both be kept.")) from error
        raise


class _Reading:
    """One archive being read in. It remembers under which number each row stands here."""

    def __init__(
        self, archive: Archive, organisation: Organisation, *, as_copy: bool, kept_files: list[str], tell: Tell
    ) -> None:
        self._archive, self._organisation = archive, organisation
        self._as_copy, self._kept_files, self._tell = as_copy, kept_files, tell
        self._numbers: dict[str, dict[str, int]] = {MEMBER: {}}
        self._made = Imported()

    def read(self, member: Membership | None, *, match_people: bool, now: datetime) -> Imported:
        for name in self._archive.tables:
            if name not in {PEOPLE, ORGANISATION, *(table.name for table in TABLES)}:
                raise PartUnknown(name)
        self._people(match=match_people)
        total = self._archive.manifest.rows
        skipped = self._skipped()
        for table in TABLES:
            if table.name in skipped:
                continue
            rows = enumerate(self._archive.rows(table.name), start=1)
            numbers = self._numbers[table.model] = {}
            while batch := list(islice(rows, BATCH)):
                self._keep(table, batch, numbers)
                self._made.rows += len(batch)
                self._tell(self._made.rows, total, table.name)
        if member is not None:
            self._joined(member, now)
        return self._made

    def _skipped(self) -> frozenset[str]:
        """What an organisation has of its own is not mixed with what another had."""
        skipped: set[str] = set()
        for names in ({"teams", "team-members"}, OWN_PACK):
            first = next(table for table in OF_AN_ORGANISATION if table.name in names)
            there = first.rows._base_manager.filter(organisation=self._organisation).exists()
            if there and any(True for _row in self._archive.rows(first.name)):
                self._made.left_out.append(first.name)
                skipped |= names
        return frozenset(skipped)

    def _people(self, *, match: bool) -> None:
        ours = queries.members_by_person_key(self._organisation) if match else {}
        numbers = self._numbers[MEMBER]
        for place, row in enumerate(self._archive.rows(PEOPLE), start=1):
            where = f"{table_part(PEOPLE)}:{place}"
            key, name, role = (row.get(part) for part in ("key", "name", "role"))
            if not isinstance(key, str) or not re.fullmatch(r"[0-9a-z]{1,40}", key) or role not in TEAM_ROLES:
                raise RowRefused(_("A person has a key, a name and a role of a team."), where=where)
            if not isinstance(name, str) or not 0 < len(name) <= 120 or "\x00" in name:  # noqa: PLR2004 - as accounts keeps it
                raise RowRefused(_("A person's name has 1 to 120 characters."), where=where)
            if key in ours:
                numbers[key] = ours[key]
                self._made.known += 1
            else:
                address = f"{key}.{self._organisation.key}@{NOWHERE}"
                former = take_in_former_member(
                    organisation=self._organisation, name=name, email=address, role=Role(role)
                )
                numbers[key] = former.pk
                self._made.former += 1

    def _keep(self, table: Table, batch: Sequence[tuple[int, Row]], numbers: dict[str, int]) -> None:
        taken = self._taken(table, [row for _place, row in batch])
        made = []
        for place, row in batch:
            where = f"{table_part(table.name)}:{place}"
            unknown = set(row) - {one.name for one in table.fields}
            if unknown:
                raise RowRefused(
                    _("This version knows no field “%(name)s” here.") % {"name": min(unknown)}, where=where
                )
            try:
                made.append(self._row(table, row, taken, where))
            except (ValidationError, binascii.Error, TypeError, ValueError, OverflowError) as error:
                told = "; ".join(error.messages) if isinstance(error, ValidationError) else str(error)
                raise RowRefused(told, where=where) from None
        kept = table.rows._base_manager.bulk_create(made)
        for (place, row), one in zip(batch, kept, strict=True):
            reference = _reference(table, row)
            if reference in numbers:
                raise RowRefused(_("This row is there twice."), where=f"{table_part(table.name)}:{place}")
            numbers[reference] = one.pk
            if isinstance(one, Purchase):
                self._made.purchases.append(one.key)

    def _taken(self, table: Table, rows: Sequence[Row]) -> frozenset[str]:
        """The keys among some rows that are in use here already."""
        if not table.known_by_key:
            return frozenset()
        keys = [str(row.get("key")) for row in rows]
        found = table.rows._base_manager.filter(key__in=keys)
        if table.model == "purchases.Purchase" and not self._as_copy:
            ours = found.filter(organisation=self._organisation).values_list("title", flat=True).first()
            if ours is not None:
                raise PurchaseIsHere(ours)
        return frozenset(found.values_list("key", flat=True))

    def _row(self, table: Table, row: Row, taken: frozenset[str], where: str) -> models.Model:
        values: dict[str, Any] = {}
        for one in table.fields:
            if one.name not in row:
                if one.has_default() or one.null or one.blank:
                    continue
                raise RowRefused(_("This row lacks “%(name)s”.") % {"name": one.name}, where=where)
            raw = row[one.name]
            if refers_to(one):
                values[one.attname] = self._number(one, raw, where)
            elif not isinstance(one, models.FileField):
                values[one.name] = _clean(one, raw)
        if table.known_by_key and values["key"] in taken:
            values["key"] = new_key()
            self._made.renewed += 1
        if table.model == "purchases.Purchase":
            parse_profile(values["facts"], mixes=True)
        if any(refers_to(one) == "" and one.name == "file" for one in table.fields):
            values |= self._file(row, values, where)
        if table.owner in ("pk", "organisation"):
            values["organisation"] = self._organisation
        return table.rows(**values)

    def _number(self, one: Any, raw: Any, where: str) -> int | None:
        if raw is None and one.null:
            return None
        model = refers_to(one)
        found = self._numbers.get(model, {}).get(raw if isinstance(raw, str) else "")
        if found is None:
            told = _("“%(name)s” names something that is not in the archive: %(value)s")
            raise RowRefused(told % {"name": one.name, "value": str(raw)[:80]}, where=where)
        return found

    def _file(self, row: Row, values: Mapping[str, Any], where: str) -> dict[str, Any]:
        """The file of a piece of evidence, looked at as if somebody had sent it."""
        if not row.get("file"):
            return {}
        content = self._archive.evidence(str(row["key"]))
        if content is None:
            raise RowRefused(_("Its file is not in the archive."), where=where)
        if hashlib.sha256(content).hexdigest() != values.get("digest"):
            raise RowRefused(_("Its file is another than the one that was kept."), where=where)
        kept, media_type = keep_content(
            purchase_key=str(row["purchase"])[:12], key=values["key"], name=values["name"], content=content
        )
        self._kept_files.append(kept)
        self._made.files += 1
        return {"file": kept, "media_type": media_type, "size": len(content)}

    def _joined(self, member: Membership, now: datetime) -> None:
        """Who brings a purchase in joins its team, unless they lead and so see it anyway."""
        for purchase in Purchase.objects.filter(key__in=self._made.purchases):
            if member.as_role is not Role.LEADERSHIP:
                join_team(purchase=purchase, member=member)
            note(member=member, kind=Kind.CHANGED, what="archive-imported", about=purchase.key)


def _reference(table: Table, row: Row) -> str:
    """How other rows name this one."""
    return "/".join(str(row[name]) for name in table.key) or ONLY_ONE


def _clean(one: Any, raw: Any) -> Any:
    """A value that the column can hold.

    :raises ValidationError, ValueError: if it cannot
    """
    if raw is None:
        if not one.null:
            raise ValidationError(_("“%(name)s” is empty.") % {"name": one.name})
        return None
    if isinstance(one, models.JSONField):
        return raw
    if isinstance(one, models.BinaryField):
        return base64.b64decode(str(raw), validate=True)
    if not isinstance(raw, str | int | bool) or (isinstance(raw, str) and "\x00" in raw):
        raise ValidationError(_("“%(name)s” holds what it cannot.") % {"name": one.name})
    value = one.to_python(raw)
    one.run_validators(value)
    if one.choices and value not in {choice for choice, _name in one.flatchoices} | ({""} if one.blank else set()):
        raise ValidationError(_("“%(name)s” cannot be “%(value)s”.") % {"name": one.name, "value": str(value)[:80]})
    if one.name == "key" and not _KEY.fullmatch(str(value)):
        raise ValidationError(_("A key has up to twelve letters and figures."))
    return value
