"""Reading what goes along, table by table, without holding it all in memory."""

import base64
from collections.abc import Iterator, Mapping
from typing import Any

from django.db import models

from wellbought.purchase.archive import Row
from wellbought.web.accounts.models import Membership, Organisation
from wellbought.web.archives.sources import MEMBER, Table, joined, person_key, reference_lookups, refers_to
from wellbought.web.purchases.models import Purchase
from wellbought.web.purchases.queries import evidence_with_files


def purchase_to_take(member: Membership, key: str) -> Purchase | None:
    """A purchase that a member may see."""
    return Purchase.objects.visible_to(member).filter(key=key).select_related("organisation").first()


def purchase_by_key(key: str) -> Purchase | None:
    """A purchase, for whoever has the machine itself."""
    return Purchase.objects.filter(key=key).select_related("organisation").first()


def organisation_by_key(key: str) -> Organisation | None:
    """An organisation, for whoever has the machine itself."""
    return Organisation.objects.filter(key=key).first()


def organisations() -> tuple[Organisation, ...]:
    """Every organisation, for whoever has the machine itself."""
    return tuple(Organisation.objects.order_by("name"))


def rows_of(table: Table, owned_by: Mapping[str, Any], people: set[str]) -> Iterator[Row]:
    """The rows of a table, the oldest first.

    :param owned_by: whose, as a lookup from the table
    :param people: receives the keys of those who are named
    """
    columns = [(field, reference_lookups(field) if refers_to(field) else (field.name,)) for field in table.fields]
    names = [name for _field, lookups in columns for name in lookups]
    found = table.rows._base_manager.filter(**owned_by).order_by("pk")
    for values in found.values_list(*names).iterator(chunk_size=1000):
        row: dict[str, Any] = {}
        start = 0
        for field, lookups in columns:
            mine = values[start : start + len(lookups)]
            start += len(lookups)
            row[field.name] = joined(lookups, mine) if refers_to(field) else plain(field, mine[0])
            if refers_to(field) == MEMBER and row[field.name]:
                people.add(row[field.name])
        yield row


def people_named(organisation: Organisation, keys: set[str]) -> Iterator[Row]:
    """Name and role of those whom the rows name, by key. Addresses stay here."""
    members = Membership.objects.filter(organisation=organisation).select_related("person")
    found = {person_key(member.person.email): member for member in members}
    for key in sorted(keys & set(found)):
        yield {"key": key, "name": found[key].person.name, "role": found[key].role}


def members_by_person_key(organisation: Organisation) -> Mapping[str, int]:
    """The organisation's own active members by the keys that archives know them by."""
    found = Membership.objects.filter(organisation=organisation, is_active=True)
    return {person_key(address): pk for pk, address in found.values_list("pk", "person__email")}


def evidence_files(owned_by: Mapping[str, Any]) -> Iterator[tuple[str, Iterator[bytes]]]:
    """The files of evidence by key, each in pieces."""
    for kept in evidence_with_files(owned_by):
        yield kept.key, _in_pieces(kept.file)


def _in_pieces(file: Any) -> Iterator[bytes]:
    with file.open("rb") as opened:
        yield from opened.chunks()


def plain(field: Any, value: Any) -> Any:
    """A value as JSON holds it, without loss. A file is told by whether there is one."""
    if isinstance(field, models.FileField):
        return bool(value)
    if isinstance(field, models.BinaryField):
        return base64.b64encode(bytes(value)).decode()
    if value is None or isinstance(field, models.JSONField) or isinstance(value, bool | int):
        return value
    return value.isoformat() if hasattr(value, "isoformat") else str(value)
