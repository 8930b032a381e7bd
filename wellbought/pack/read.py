"""Reads packs: core, and the overlays laid over it, as one proven whole."""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from types import MappingProxyType
from typing import Any, TypeVar

from pydantic import ValidationError

from wellbought.errors import SeveralErrors
from wellbought.pack.files import Entry, PackFault, entries, load_yaml, read_text, unknown_folders
from wellbought.pack.kinds import KINDS, Duty, Item, Name, PackCard, Question, Rule

#: The packs that come with the product.
CONTENT = Path(__file__).parent.parent / "content"

Kind = TypeVar("Kind", bound=Item)


class PackInvalid(SeveralErrors):
    """A pack that cannot be used; holds every :class:`PackFault` with its file, line and field."""


class ItemUnknown(KeyError):
    """No item of that kind has that id."""


@dataclass(frozen=True, eq=False)
class Pack:
    """Guidance that has been read and proven: core with its overlays.

    :ivar cards: what each pack says of itself, core first
    :ivar folders: where each pack lies, by its id
    :ivar items: by kind, then by id
    :ivar entries: the same as they stand in the files, for messages that name a line
    :ivar language: the language that its words are in
    """

    cards: Mapping[str, PackCard]
    folders: Mapping[str, Path]
    items: Mapping[str, Mapping[str, Item]]
    digest: str
    language: str = "en"
    entries: Mapping[tuple[str, str], Entry] = field(default_factory=dict, repr=False)

    def all(self, kind: type[Kind]) -> tuple[Kind, ...]:
        """All items of one kind, in the order in which they were read."""
        return tuple(self.items[kind.kind].values())  # type: ignore[arg-type]

    def get(self, kind: type[Kind], item_id: str) -> Kind:
        """One item, by its id or one that it formerly had.

        :raises ItemUnknown: if there is none
        """
        of_kind = self.items[kind.kind]
        found = of_kind.get(item_id) or of_kind.get(self._renamed.get((kind.kind, item_id), ""))
        if found is None:
            raise ItemUnknown(f"{kind.kind}/{item_id}")
        return found  # type: ignore[return-value]

    def name(self, group: str, value: str | None) -> Name:
        """What people call an id of the vocabulary, such as ``name("tier", "high")``; ``None`` is "not known"."""
        return self.get(Name, f"{group}-{value or 'unknown'}")

    def file(self, name: str) -> Path | None:
        """A file of the pack such as ``documents/strategy.md``; an overlay's own comes before core's."""
        for folder in reversed(tuple(self.folders.values())):
            if (folder / name).is_file():
                return folder / name
        return None

    @property
    def version(self) -> str:
        """The version of core, as ``2026.11``."""
        return self.cards["core"].version

    @cached_property
    def jurisdictions(self) -> tuple[str, ...]:
        """The ids of the overlays that stand for a place."""
        return tuple(card.id for card in self.cards.values() if card.jurisdiction)

    def place_of(self, item: Rule | Duty | Question) -> str | None:
        """The jurisdiction that an item is bound to; ``None`` if it holds everywhere."""
        return item.origin if item.origin in self.jurisdictions else None

    def is_own(self, item: Item) -> bool:
        """Whether an item comes from an organisation's own pack: neither from core nor from a place."""
        card = self.cards[item.origin]
        return card.lays_over is not None and not card.jurisdiction

    @cached_property
    def _renamed(self) -> dict[tuple[str, str], str]:
        return {
            (kind, old): item.id
            for kind, of_kind in self.items.items()
            for item in of_kind.values()
            for old in item.formerly
        }


def read_pack(folders: Iterable[Path]) -> tuple[Pack, list[PackFault]]:
    """Read core and overlays in the order given, and say what is wrong with each file.

    What is wrong is left out of the pack; use :func:`wellbought.pack.check.check_pack` for a pack that must be right.
    """
    faults: list[PackFault] = []
    cards: dict[str, PackCard] = {}
    found: dict[str, Path] = {}
    raw: dict[tuple[str, str], tuple[Entry, str]] = {}
    digest = hashlib.sha256()
    for folder in folders:
        card = _read_card(folder, cards, faults)
        if card is None:
            continue
        cards[card.id], found[card.id] = card, folder
        digest.update(f"{card.id}@{card.version}".encode())
        faults += unknown_folders(folder)
        for kind in KINDS:
            for entry in entries(folder, kind, faults):
                _lay(raw, entry, card, faults)
    items: dict[str, dict[str, Item]] = {kind.kind: {} for kind in KINDS}
    for (kind_id, item_id), (entry, origin) in raw.items():
        item = prove(entry, origin, faults)
        if item is not None:
            items[kind_id][item_id] = item
            digest.update(repr(sorted(entry.all_fields().items())).encode())
    pack = Pack(
        cards=MappingProxyType(cards),
        folders=MappingProxyType(found),
        items=MappingProxyType({kind: MappingProxyType(of_kind) for kind, of_kind in items.items()}),
        digest=digest.hexdigest()[:12],
        entries=MappingProxyType({key: entry for key, (entry, _) in raw.items()}),
    )
    return pack, faults


def bundled_folders() -> list[Path]:
    """The packs that come with the product: core, then the places by name."""
    places = sorted(path.parent for path in CONTENT.glob("*/pack.yaml") if path.parent.name != "core")
    return [CONTENT / "core", *places]


def load_pack(folders: Iterable[Path] | None = None) -> Pack:
    """The packs as one, proven file by file.

    :param folders: core first; the packs that come with the product if left out
    :raises PackInvalid: with every fault in any file
    """
    pack, faults = read_pack(folders if folders is not None else bundled_folders())
    if faults:
        raise PackInvalid(faults)
    return pack


def _read_card(folder: Path, cards: Mapping[str, PackCard], faults: list[PackFault]) -> PackCard | None:
    path = folder / "pack.yaml"
    if not path.is_file():
        faults.append(PackFault("A pack is a folder with a file pack.yaml; this has none.", path=folder))
        return None
    try:
        fields = load_yaml(read_text(path), path, faults=faults)
        card = PackCard.model_validate(fields)
    except PackFault as fault:
        faults.append(fault)
        return None
    except ValidationError as error:
        faults += _faults_of(error, Entry(Item, fields if isinstance(fields, dict) else {}, path))
        return None
    entry = Entry(Item, fields, path)
    if card.lays_over and card.lays_over not in cards:
        message = f"It lays over “{card.lays_over}”, which is not among the packs named before it."
        faults.append(entry.fault(message, "lays_over"))
    elif not card.lays_over and card.id != "core":
        message = f"Only “core” lays over no pack. Say in lays_over which pack “{card.id}” adds to, or call it “core”."
        faults.append(entry.fault(message, "id"))
    elif card.id in cards:
        faults.append(entry.fault(f"Another pack is called “{card.id}” already.", "id"))
    else:
        return card
    return None


def _lay(raw: dict[tuple[str, str], tuple[Entry, str]], entry: Entry, card: PackCard, faults: list[PackFault]) -> None:
    """Add an entry; an overlay's entry with an id that exists changes just the fields that it gives."""
    item_id = entry.fields.get("id")
    if not isinstance(item_id, str):
        prove(entry, card.id, faults)  # which says that the id is missing, and what else is wrong
        return
    key = (entry.kind.kind, item_id)
    earlier = raw.get(key)
    if earlier is None:
        raw[key] = (entry, card.id)
        return
    before, origin = earlier
    if origin == card.id:
        faults.append(
            entry.fault(f"“{item_id}” is used already in {before.path.name}, line {before.line('id')}.", "id")
        )
    elif card.jurisdiction:
        faults.append(
            entry.fault(
                f"A place adds to “{origin}” and does not change it: “{item_id}” exists there. Use a new id.", "id"
            )
        )
    else:
        given = dict(entry.fields)
        if not given.get("body", True):
            given.pop("body")
        raw[key] = (replace(entry, fields=given, over=before), card.id)


def prove(entry: Entry, origin: str, faults: list[PackFault]) -> Item | None:
    """Make an item of an entry, or say what is wrong with it."""
    try:
        return entry.kind.model_validate({**entry.all_fields(), "origin": origin})
    except ValidationError as error:
        faults += _faults_of(error, entry)
        return None


def _faults_of(error: ValidationError, entry: Entry) -> list[PackFault]:
    return [entry.fault(_plainly(detail), *detail["loc"]) for detail in error.errors(include_url=False)]


def _plainly(detail: Any) -> str:
    """Pydantic's message in the words of this project where its own would puzzle an author."""
    match detail["type"]:
        case "missing":
            return "This field is missing."
        case "extra_forbidden":
            return "There is no field of this name here; is it misspelt?"
        case "enum" | "literal_error":
            return f"{detail['input']!r} is not allowed here. Use one of: {detail['ctx']['expected']}."
        case "string_pattern_mismatch":
            return f"{detail['input']!r} is not written as it should be (pattern {detail['ctx']['pattern']})."
        case "value_error":
            return str(detail["ctx"]["error"])
        case _:
            return f"{detail['msg']} (given: {str(detail['input'])[:60]!r})."
