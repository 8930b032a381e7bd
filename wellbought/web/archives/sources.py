"""Which tables go along in an archive, in the order in which they are read in, and by what their rows are known.

A new table about a purchase gets a line here; ``tests/web/test_archives.py`` names the tables that have neither a line
nor a reason in ``LEFT_BEHIND``.
"""

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, Final

from django.apps import apps
from django.db import models

#: What stands for the one row of a kind that an organisation has.
ONLY_ONE: Final = "own"
MEMBER: Final = "accounts.Membership"
ORGANISATION: Final = "accounts.Organisation"
#: The domain of addresses of people who came in an archive; no mail goes to it.
NOWHERE: Final = "archive.invalid"


@dataclass(frozen=True, slots=True)
class Table:
    """A table that goes along.

    :ivar owner: the lookup from a row to its purchase or, for what belongs to the organisation, to that
    :ivar key: the fields by which a row is known wherever it is read; none where there is but one
    """

    name: str
    model: str
    owner: str
    key: tuple[str, ...]

    @property
    def rows(self) -> type[models.Model]:
        """The table itself."""
        found: type[models.Model] = apps.get_model(self.model)
        return found

    @property
    def fields(self) -> tuple[Any, ...]:
        """The columns that go along: all but the database's own number, and whose it is."""
        return tuple(
            field
            for field in self.rows._meta.concrete_fields
            if not field.primary_key and not (field.is_relation and _label(field) == ORGANISATION)
        )

    @property
    def known_by_key(self) -> bool:
        """Whether rows have a key of their own, which stands in addresses."""
        return self.key == ("key",)


#: Of each purchase.
OF_A_PURCHASE: Final = (
    Table("purchases", "purchases.Purchase", "pk", ("key",)),
    Table("team", "purchases.TeamMember", "purchase", ("purchase", "member")),
    Table("facts", "purchases.FactsVersion", "purchase", ("purchase", "number")),
    Table("plans", "purchases.PlanVersion", "purchase", ("purchase", "number")),
    Table("answer-versions", "purchases.AnswerVersion", "purchase", ("purchase", "question", "number")),
    Table("answers", "purchases.Answer", "purchase", ("purchase", "question")),
    Table("assignments", "purchases.Assignment", "purchase", ("purchase", "question")),
    Table("consultations", "purchases.Consultation", "assignment__purchase", ("assignment", "member")),
    Table("comments", "purchases.Comment", "purchase", ("key",)),
    Table("mentions", "purchases.Mention", "comment__purchase", ("comment", "member")),
    Table("evidence", "purchases.Evidence", "purchase", ("key",)),
    Table("decisions", "purchases.Decision", "purchase", ("key",)),
    Table("meetings", "meetings.Meeting", "purchase", ("key",)),
    Table("attendees", "meetings.Attendee", "meeting__purchase", ("meeting", "member")),
    Table("agenda-items", "meetings.AgendaItem", "meeting__purchase", ("meeting", "place")),
    Table("vendor-texts", "claims.VendorText", "purchase", ("key",)),
    Table("claims", "claims.Claim", "text__purchase", ("key",)),
    Table("claim-versions", "claims.ClaimVersion", "claim__text__purchase", ("claim", "number")),
    Table("market-findings", "market.Finding", "purchase", ("key",)),
    Table("vendors-to-invite", "market.Vendor", "purchase", ("key",)),
    Table("market-facts", "market.OwnFacts", "purchase", ("purchase", "number")),
)
#: Of the organisation itself.
OF_AN_ORGANISATION: Final = (
    Table("teams", "accounts.Team", "organisation", ("key",)),
    Table("team-members", "accounts.Team_members", "team__organisation", ("team", "membership")),
    Table("own-packs", "policies.OwnPack", "organisation", ()),
    Table("own-items", "policies.ItemVersion", "pack__organisation", ("kind", "item", "number")),
    Table("publications", "policies.Publication", "pack__organisation", ("number",)),
    Table(
        "published-items",
        "policies.Publication_versions",
        "publication__pack__organisation",
        ("publication", "itemversion"),
    ),
    Table("policy-files", "policies.PolicyFile", "pack__organisation", ("name",)),
)
TABLES: Final = (*OF_A_PURCHASE, *OF_AN_ORGANISATION)
OWN_PACK: Final = frozenset({"own-packs", "own-items", "publications", "published-items", "policy-files"})

#: Tables about an organisation or its purchases that stay behind, and why.
LEFT_BEHIND: Final[Mapping[str, str]] = MappingProxyType(
    {
        "accounts.Membership": "people go along by name and role, in a part of their own",
        "accounts.Invitation": "an invitation lets somebody into this place alone",
        "readiness.Round": "people answered for those who were named to them, and for nobody elsewhere",
        "readiness.Agreement": "an agreement on how this organisation asks its people",
        "accounts.Directory": "a directory vouches for this place alone",
        "audit.Clearing": "a row that lives only while old events are being deleted",
        "audit.Event": "who looked at what stays with those who answer for it; it has an export of its own",
    }
)


def _label(field: Any) -> str:
    return str(field.related_model._meta.label)


def by_model(label: str) -> Table | None:
    """The table of a model, if it goes along."""
    return next((table for table in TABLES if table.model == label), None)


def refers_to(field: Any) -> str:
    """The model that a field refers to; empty for a plain value."""
    return _label(field) if field.is_relation else ""


def lookups(table: Table, start: str = "") -> Iterator[str]:
    """The columns by which a row is known, followed to plain values; a member's is their address."""
    fields = {field.name: field for field in table.fields}
    for name in table.key:
        yield from _followed(fields[name], start)


def _followed(field: Any, start: str) -> Iterator[str]:
    model = refers_to(field)
    if not model:
        yield f"{start}{field.name}"
    elif model == MEMBER:
        yield f"{start}{field.name}__person__email"
    else:
        table = by_model(model)
        assert table is not None, f"{model} does not go along, and something refers to it"
        yield from lookups(table, f"{start}{field.name}__")


def reference_lookups(field: Any) -> tuple[str, ...]:
    """The columns that say which row a field refers to."""
    return tuple(_followed(field, ""))


def person_key(address: str) -> str:
    """How a person is known in archives: the digest of their address, or what came in one before.

    Who knows an address can tell whether it is meant; nobody can read it from the archive.
    """
    lower = address.strip().lower()
    local, _at, domain = lower.rpartition("@")
    if domain == NOWHERE:
        return local.partition(".")[0]
    return hashlib.sha256(f"wellbought-person:{lower}".encode()).hexdigest()[:40]


def joined(names: tuple[str, ...], values: tuple[Any, ...]) -> str | None:
    """A reference as it stands in an archive; ``None`` if the row refers to nothing."""
    if values and values[0] is None:
        return None
    parts = (
        person_key(value) if name.endswith("person__email") else str(value)
        for name, value in zip(names, values, strict=True)
    )
    return "/".join(parts) or ONLY_ONE
