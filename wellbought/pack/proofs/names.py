"""What items name is there: ids of other items, ids of before, kinds with ids, names for the vocabulary."""

import re
import typing
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any, Final

from pydantic import BaseModel

from wellbought.pack.coverage import guide_ids
from wellbought.pack.files import PackFault
from wellbought.pack.kinds import KINDS, AskedAs, Covered, Item, Name, Names
from wellbought.pack.proofs.telling import as_far_as_read, each, fault, is_there, items, read_of
from wellbought.pack.read import Pack
from wellbought.vocabulary import Approach, ClaimKind, Priority, Role, Route, Stage, Status, Tier

#: The parts of the vocabulary that people meet by name; “unknown” is a name too where a value may be missing.
NAMED: dict[str, tuple[str, ...]] = {
    "stage": tuple(Stage),
    "role": tuple(Role),
    "approach": (*Approach, "unknown"),
    "tier": (*Tier, "unknown"),
    "route": (*Route, "unknown"),
    "priority": tuple(Priority),
    "status": tuple(Status),
    "claim": tuple(ClaimKind),
}

Steps = tuple[int | str, ...]

_REFERENCE: Final = re.compile(r"[a-z][a-z0-9-]*(@.*)?")


def old_ids(pack: Pack) -> Iterator[PackFault]:
    """An old id leads to one item only."""
    for kind in KINDS:
        renamed: dict[str, str] = {}
        for item in read_of(pack, kind, "formerly"):
            for place, old in enumerate(item.formerly):
                if old in pack.items[kind.kind]:
                    yield fault(pack, item, f"“{old}” is the id of a {kind.kind} that there is.", "formerly", place)
                elif old in renamed:
                    message = f"“{old}” leads to “{renamed[old]}” already."
                    yield fault(pack, item, message, "formerly", place)
                renamed.setdefault(old, item.id)


def names(pack: Pack) -> Iterator[PackFault]:
    """Every item that another names exists."""
    for item in items(pack):
        if item.origin in pack.unread.adrift:
            continue
        for kind, item_id, steps in named_by(pack, item):
            if item_id not in pack.items[kind] and not pack.unread.may_give(kind, item_id):
                entry = pack.entries[item.kind, item.id]
                yield entry.fault(f"There is no {kind} “{item_id}”.", *steps)


def named_by(pack: Pack, item: Item) -> Iterator[tuple[str, str, Steps]]:
    """What an item names; where only a part of it is right, what stands in its file."""
    if (item.kind, item.id) in pack.unread.partial:
        yield from _named_in(type(item), pack.entries[item.kind, item.id].all_fields())
    else:
        yield from named(item)


def named(item: BaseModel, steps: Steps = ()) -> Iterator[tuple[str, str, Steps]]:
    """Every name of another item in an item: its kind, its id, and where it stands."""
    for field, kind in _naming_fields(type(item)):
        value = getattr(item, field)
        if value is None:
            continue
        if kind is None:
            if isinstance(value, BaseModel):
                yield from named(value, (*steps, field))
            elif isinstance(value, tuple):
                for place, part in enumerate(value):
                    yield from named(part, (*steps, field, place))
        elif isinstance(value, str):
            yield kind, value, (*steps, field)
        elif value is not None:
            for place, reference in enumerate(value):
                yield kind, reference.partition("@")[0], (*steps, field, place)


def _named_in(model: type[BaseModel], fields: Mapping[str, Any], steps: Steps = ()) -> Iterator[tuple[str, str, Steps]]:
    """The same for fields as they stand in a file, of which some are wrong."""
    for field, kind in _naming_fields(model):
        value = fields.get(field)
        parts = list(enumerate(value)) if isinstance(value, list) else [(None, value)]
        for place, part in parts:
            where = (*steps, field) if place is None else (*steps, field, place)
            if kind is None and isinstance(part, Mapping):
                inner = next(one for one in _parts(model.model_fields[field].annotation) if _is_model(one))
                yield from _named_in(inner, part, where)
            elif kind is not None and isinstance(part, str) and _REFERENCE.fullmatch(part):
                yield kind, part.partition("@")[0], where


@cache
def _naming_fields(model: type[BaseModel]) -> tuple[tuple[str, str | None], ...]:
    """The fields that name items, each with their kind; ``None`` for those that may hold fields that do."""
    found: list[tuple[str, str | None]] = []
    for name, field in model.model_fields.items():
        kinds = [mark.kind for mark in _marks(field) if isinstance(mark, Names)]
        if kinds:
            found.append((name, kinds[0]))
        elif any(_is_model(part) for part in _parts(field.annotation)):
            found.append((name, None))
    return tuple(found)


def _is_model(part: object) -> bool:
    return isinstance(part, type) and issubclass(part, BaseModel)


def _parts(annotation: Any) -> tuple[Any, ...]:
    return (annotation, *typing.get_args(annotation))


def _marks(field: Any) -> tuple[Any, ...]:
    found = list(field.metadata)
    for part in typing.get_args(field.annotation):
        found += getattr(part, "__metadata__", ())
    return tuple(found)


def vocabulary(pack: Pack) -> Iterator[PackFault]:
    """Every id of the vocabulary has a name for people."""
    path = pack.folders["core"] / Name.folder
    for group, values in NAMED.items():
        for value in values:
            if not is_there(pack, Name.kind, f"{group}-{value}"):
                yield PackFault(f"There is no name “{group}-{value}”.", path=path)


def coverage(pack: Pack) -> Iterator[PackFault]:
    """Nothing of the model guide is missing, and what is said to cover it exists."""
    missing = [subject for subject in guide_ids() if not is_there(pack, Covered.kind, subject)]
    if missing:
        path = pack.folders["core"] / Covered.folder
        yield PackFault(f"The guide's subjects are not all covered: {', '.join(missing)}.", path=path)
    for covered in pack.all(Covered):
        yield from as_far_as_read(_covered(pack, covered))


def _covered(pack: Pack, covered: Covered) -> Iterator[PackFault]:
    for place, name in enumerate(covered.by):
        kind, _, item_id = name.partition("/")
        if not is_there(pack, kind, item_id):
            yield fault(pack, covered, f"There is no {kind} “{item_id}”.", "by", place)


@each(AskedAs)
def asked(pack: Pack, one: AskedAs) -> Iterator[PackFault]:
    """What people ask leads to a piece that the search finds."""
    kind, _, item_id = one.of.partition("/")
    if not is_there(pack, kind, item_id):
        yield fault(pack, one, f"There is no {kind} “{item_id}”.", "of")
