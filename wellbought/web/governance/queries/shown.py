"""An organisation's own items as pages show them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from wellbought.pack.kinds import Approval, ClaimPattern, FactQuestion, Name, Policy, Question, Rule, Topic
from wellbought.pack.own import OWN_DECISION, OwnFault, OwnItem
from wellbought.pack.plain_conditions import NO, YES, FactIs, read_plain
from wellbought.pack.read import ItemUnknown, Pack
from wellbought.vocabulary import TEAM_ROLES, Role
from wellbought.web.accounts.models import Organisation
from wellbought.web.policies import queries as policies
from wellbought.web.policies.queries import InForce, Saved

#: The kinds that are edited in the browser, with what they are called.
EDITED_KINDS: Final[dict[str, tuple[Promise | str, Promise | str]]] = {
    Policy.kind: (gettext_lazy("Policies"), gettext_lazy("Add a policy")),
    Question.kind: (gettext_lazy("Our own questions"), gettext_lazy("Add a question")),
    Rule.kind: (gettext_lazy("Our own rules"), gettext_lazy("Add a rule")),
    Approval.kind: (gettext_lazy("Who signs"), gettext_lazy("Say who signs")),
    ClaimPattern.kind: (gettext_lazy("Vendors' phrases to mark"), gettext_lazy("Add phrases")),
}

#: What the fields of items are called.
FIELD_NAMES: Final[Mapping[str, Promise | str]] = {
    "title": gettext_lazy("Title"),
    "what": gettext_lazy("What it asks"),
    "text": gettext_lazy("Text"),
    "link": gettext_lazy("Link"),
    "file": gettext_lazy("File"),
    "owner": gettext_lazy("Whom to ask"),
    "in_force_on": gettext_lazy("In force from"),
    "review_on": gettext_lazy("Looked at again on"),
    "stages": gettext_lazy("Stages"),
    "stage": gettext_lazy("Stage"),
    "tiers": gettext_lazy("Tiers"),
    "questions": gettext_lazy("Questions"),
    "when": gettext_lazy("When"),
    "why": gettext_lazy("Why it matters"),
    "good_answer": gettext_lazy("What a good answer holds"),
    "warning_signs": gettext_lazy("Warning signs"),
    "evidence": gettext_lazy("Evidence to keep"),
    "lead": gettext_lazy("Lead"),
    "consulted": gettext_lazy("Consulted"),
    "priority": gettext_lazy("Priority"),
    "route": gettext_lazy("Route"),
    "topics": gettext_lazy("More in the guidance"),
    "because": gettext_lazy("Why"),
    "sources": gettext_lazy("Rests on"),
    "effect": gettext_lazy("What follows"),
    "tier": gettext_lazy("The tier is at least"),
    "involve": gettext_lazy("Bring in"),
    "role": gettext_lazy("Who signs"),
    "tier_from": gettext_lazy("From this tier on"),
    "value_from": gettext_lazy("From this value on"),
    "policy": gettext_lazy("Policy"),
    "label": gettext_lazy("Name"),
    "meaning": gettext_lazy("Meaning"),
    "claim_kind": gettext_lazy("Kind of claim"),
    "find": gettext_lazy("Phrases"),
    "unless": gettext_lazy("But not beside"),
    "marks": gettext_lazy("Marks"),
    "spares": gettext_lazy("Leaves alone"),
}

#: The fields whose values are ids of the vocabulary, with how their names begin in the pack.
_NAMED: Final[Mapping[str, str]] = {
    "owner": "role",
    "stages": "stage",
    "stage": "stage",
    "by": "stage",
    "tiers": "tier",
    "tier": "tier",
    "tier_from": "tier",
    "route": "route",
    "lead": "role",
    "consulted": "role",
    "role": "role",
    "priority": "priority",
    "claim_kind": "claim",
}


@dataclass(frozen=True, slots=True)
class ItemRow:
    """An item in a list."""

    title: str
    href: str
    state: str
    by: str
    at: Any


@dataclass(frozen=True, slots=True)
class KindRows:
    """The items of one kind."""

    kind: str
    title: str
    add: str
    rows: tuple[ItemRow, ...]


@dataclass(frozen=True, slots=True)
class OwnPage:
    """All that an organisation has decided for itself.

    :ivar names: its own names for teams
    :ivar others: items of kinds that are edited as files alone
    :ivar waiting: how many changes are not in force yet
    """

    kinds: tuple[KindRows, ...]
    names: tuple[str, ...]
    others: tuple[ItemRow, ...]
    in_force: InForce | None
    waiting: int


@dataclass(frozen=True, slots=True)
class FieldRow:
    """A field of an item, in words; ``code`` for an expression, ``href`` for something to open."""

    name: str
    values: tuple[str, ...]
    code: str = ""
    href: str = ""


@dataclass(frozen=True, slots=True)
class VersionRow:
    """A version of an item: who, when, and which fields are new."""

    saved: Saved
    changed: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True, slots=True)
class ItemPage:
    """One item with its history."""

    kind: str
    id: str
    title: str
    kind_title: str
    removed: bool
    number: int
    fields: tuple[FieldRow, ...]
    versions: tuple[VersionRow, ...]
    edited: bool


@dataclass(frozen=True, slots=True)
class FaultRow:
    """A fault, with the item and field that it is in."""

    title: str
    href: str
    field: str
    message: str


@dataclass(frozen=True, slots=True)
class PublishPage:
    """What would come into force."""

    changes: tuple[ItemRow, ...]
    faults: tuple[FaultRow, ...]
    seen_changes: int
    in_force: InForce | None


def own_page(organisation: Organisation, pack: Pack) -> OwnPage:
    """What the page of an organisation's own rules shows."""
    saved = policies.saved_items(organisation)
    kinds = tuple(
        KindRows(kind, str(title), str(add), tuple(_row(one, pack) for one in saved if one.item.kind == kind))
        for kind, (title, add) in EDITED_KINDS.items()
    )
    names = [one for one in saved if one.item.kind == Name.kind and not one.removed]
    others = [one for one in saved if one.item.kind not in EDITED_KINDS and one.item.kind != Name.kind]
    return OwnPage(
        kinds=kinds,
        names=tuple(str(one.item.fields.get("label", "")) for one in names),
        others=tuple(_row(one, pack) for one in others),
        in_force=policies.in_force(organisation),
        waiting=sum(one.state != "published" for one in saved),
    )


def publish_page(
    organisation: Organisation, pack: Pack, faults: tuple[OwnFault, ...], *, seen_changes: int
) -> PublishPage:
    """What the page before publishing shows."""
    saved = policies.saved_items(organisation)
    by_id = {(one.item.kind, one.item.id): one for one in saved}
    return PublishPage(
        changes=tuple(_row(one, pack) for one in saved if one.state != "published"),
        faults=tuple(_fault(fault, by_id, pack) for fault in faults),
        seen_changes=seen_changes,
        in_force=policies.in_force(organisation),
    )


def _fault(fault: OwnFault, by_id: Mapping[tuple[str, str], Saved], pack: Pack) -> FaultRow:
    field = fault.field.partition(".")[0]
    name = str(FIELD_NAMES.get(field, field))
    saved = by_id.get((fault.kind, fault.id))
    if saved is None:
        return FaultRow(f"{fault.kind} {fault.id}", "", name, fault.message)
    page = "edit" if fault.kind in EDITED_KINDS else "item"
    href = reverse(f"governance:{page}", args=[fault.kind, fault.id])
    return FaultRow(title_of(saved, pack), href, name, fault.message)


def _row(saved: Saved, pack: Pack) -> ItemRow:
    href = reverse("governance:item", args=[saved.item.kind, saved.item.id])
    return ItemRow(title_of(saved, pack), href, saved.state, saved.by, saved.at)


#: The field that names an item of a kind in a list.
_TITLES: Final[Mapping[str, str]] = {
    Policy.kind: "title",
    Question.kind: "text",
    Rule.kind: "because",
    Name.kind: "label",
    "term": "term",
}


def title_of(saved: Saved, pack: Pack) -> str:
    """What an item is called in a list."""
    fields, kind = saved.item.fields, saved.item.kind
    if kind == Approval.kind:
        who = _name(pack, "role", str(fields.get("role", "")))
        return _("%(who)s signs: %(why)s") % {"who": who, "why": fields.get("because", "")}
    if kind == ClaimPattern.kind:
        return ", ".join(map(str, fields.get("find", ())[:3]))
    return str(fields.get(_TITLES.get(kind, "title"), saved.item.id))


def item_page(organisation: Organisation, kind: str, item_id: str, pack: Pack) -> ItemPage | None:
    """One item with its history; ``None`` if the organisation never had it."""
    versions = policies.versions_of(organisation, kind, item_id)
    if not versions:
        return None
    newest = versions[0]
    title = str(EDITED_KINDS[kind][0]) if kind in EDITED_KINDS else kind
    return ItemPage(
        kind=kind,
        id=item_id,
        title=title_of(newest, pack),
        kind_title=title,
        removed=newest.removed,
        number=newest.number,
        fields=tuple(field_rows(newest.item.fields, pack)),
        versions=tuple(
            _version(one, before, pack) for one, before in zip(versions, (*versions[1:], None), strict=True)
        ),
        edited=kind in EDITED_KINDS,
    )


def _version(saved: Saved, before: Saved | None, pack: Pack) -> VersionRow:
    old = {row.name: _flat(row) for row in field_rows(before.item.fields, pack)} if before else {}
    new = {row.name: _flat(row) for row in field_rows(saved.item.fields, pack)}
    names = dict.fromkeys([*new, *old])
    changed = [(name, old.get(name, ""), new.get(name, "")) for name in names if old.get(name) != new.get(name)]
    return VersionRow(saved, tuple(changed) if before else ())


def _flat(row: FieldRow) -> str:
    return row.code or "\n".join(row.values)


def field_rows(fields: Mapping[str, Any], pack: Pack) -> Iterator[FieldRow]:
    """The fields of an item in words; what follows from a rule is taken apart."""
    for name, value in fields.items():
        if name == "effect" and isinstance(value, Mapping):
            yield from field_rows(value, pack)
            continue
        label = str(FIELD_NAMES.get(name, name))
        if name == "when":
            yield FieldRow(label, tuple(condition_in_words(str(value), pack)), code=str(value))
        elif name == "link":
            yield FieldRow(label, (str(value),), href=str(value))
        elif name == "file":
            yield FieldRow(label, (str(value),), href=reverse("governance:file", args=[value]))
        else:
            given = value if isinstance(value, list | tuple) else [value]
            yield FieldRow(label, tuple(_said(name, one, pack) for one in given))


#: The fields that name other items, with their kind and the field that says what those are called.
_NAMING: Final[Mapping[str, tuple[str, str]]] = {
    "questions": (Question.kind, "text"),
    "topics": (Topic.kind, "title"),
    "policy": (Policy.kind, "title"),
}


def _said(name: str, value: Any, pack: Pack) -> str:
    if isinstance(value, Mapping):
        return _said_of_parts(value, pack)
    if name in _NAMED:
        return _name(pack, _NAMED[name], str(value))
    if name in _NAMING:
        kind, field = _NAMING[name]
        return str(getattr(pack.items[kind].get(str(value)), field, value))
    if name == "sources":
        source = str(value).partition("@")[0]
        policy = pack.items[Policy.kind].get(source)
        return str(getattr(policy, "title", _("A decision of our own") if source == OWN_DECISION else value))
    return str(value)


def _said_of_parts(value: Mapping[str, Any], pack: Pack) -> str:
    if {"amount", "currency"} <= set(value):
        return f"{value['amount']} {value['currency']}"
    if {"role", "by"} <= set(value):
        parts = {"role": _name(pack, "role", value["role"]), "stage": _name(pack, "stage", value["by"])}
        return _("%(role)s, by: %(stage)s") % parts
    return ", ".join(f"{key}: {one}" for key, one in value.items())


def _name(pack: Pack, group: str, value: str) -> str:
    try:
        return pack.name(group, value).label
    except ItemUnknown:
        return value


def condition_in_words(text: str, pack: Pack) -> Iterator[str]:
    """A condition as people chose it, part by part; nothing for one that was written out."""
    plain = read_plain(text)
    if plain is None:
        return
    facts = {fact.key: fact for fact in pack.all(FactQuestion)}
    for part in plain.parts:
        if not isinstance(part, FactIs):
            yield _("Estimated value of at least %(amount)s %(currency)s") % {
                "amount": f"{part.amount:f}",
                "currency": part.currency,
            }
            continue
        fact = facts[part.key]
        labels: dict[str, str] = {option.value: option.label for option in fact.options}
        labels |= {YES: _("Yes"), NO: _("No")} if not fact.options else {}
        said = {"fact": fact.short, "value": labels.get(part.value, part.value)}
        yield _("%(fact)s is not: %(value)s") % said if part.negated else _("%(fact)s: %(value)s") % said


def names_now(pack: Pack) -> dict[str, str]:
    """What the teams are called, by role."""
    return {role.value: pack.name("role", role).label for role in TEAM_ROLES}


def names_as_items(labels: Mapping[Role, str], ours: Pack) -> tuple[OwnItem, ...]:
    """The organisation's names for the teams, where they differ from ours."""
    return tuple(
        OwnItem(Name.kind, f"role-{role}", {"label": label})
        for role, label in labels.items()
        if label.strip() and label != ours.name("role", role).label
    )
