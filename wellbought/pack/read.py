"""Reads packs: core, and the overlays laid over it, as one proven whole."""

import hashlib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from types import MappingProxyType
from typing import Any, TypeVar

from pydantic import ValidationError

from wellbought.errors import SeveralErrors
from wellbought.pack.files import Entry, Found, PackFault, entries, load_yaml, read_text, unknown_folders
from wellbought.pack.kinds import KINDS, Duty, Item, Name, PackCard, Question, Rule
from wellbought.pack.partial import part_of
from wellbought.pack.unread import NOTHING_UNREAD, Piece, Unread

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
    :ivar unread: what could not be read of it, if it is broken
    """

    cards: Mapping[str, PackCard]
    folders: Mapping[str, Path]
    items: Mapping[str, Mapping[str, Item]]
    digest: str
    language: str = "en"
    entries: Mapping[tuple[str, str], Entry] = field(default_factory=dict, repr=False)
    unread: Unread = NOTHING_UNREAD

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
    pack, faults = read_in_part(folders)
    if pack.unread == NOTHING_UNREAD:
        return pack, faults
    whole = {
        kind: MappingProxyType({name: item for name, item in of.items() if (kind, name) not in pack.unread.partial})
        for kind, of in pack.items.items()
    }
    return replace(pack, items=MappingProxyType(whole)), faults


def read_in_part(folders: Iterable[Path]) -> tuple[Pack, list[PackFault]]:
    """The same, but with all in the pack that could be read of what is wrong: for proofs alone."""
    reading = _Reading()
    for folder in folders:
        reading.take(folder)
    return reading.pack(), reading.found.faults


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


class _Reading:
    """Packs while they are read, one laid over the other."""

    def __init__(self) -> None:
        self.found = Found()
        self.cards: dict[str, PackCard] = {}
        self.folders: dict[str, Path] = {}
        self.raw: dict[tuple[str, str], tuple[Entry, str]] = {}
        self.nameless: set[tuple[str, str]] = set()
        self.unread_cards: set[str] = set()
        self.adrift: set[str] = set()

    def take(self, folder: Path) -> None:
        """Read one pack and lay it over those before."""
        card = self._card(folder)
        if card is None:
            return
        self.cards[card.id], self.folders[card.id] = card, folder
        for fault in unknown_folders(folder):
            self.found.faults.append(fault)
            self.found.unread += [Piece.of_file(path) for path in sorted(fault.path.rglob("*")) if path.is_file()]
        for kind in KINDS:
            for entry in entries(folder, kind, self.found):
                self._lay(entry, card)

    def pack(self) -> Pack:
        """What was read, as a pack; items that are wrong hold what is right in them."""
        items: dict[str, dict[str, Item]] = {kind.kind: {} for kind in KINDS}
        partial: set[tuple[str, str]] = set()
        digest = hashlib.sha256()
        for card in self.cards.values():
            digest.update(f"{card.id}@{card.version}".encode())
        for (kind_id, item_id), (laid, origin) in self.raw.items():
            entry = self._over_what_is_unread(laid, origin)
            nameless = (kind_id, item_id) in self.nameless
            item = None if nameless else prove(entry, origin, self.found.faults)
            if item is None:
                partial.add((kind_id, item_id))
                item = part_of(entry.kind, entry.all_fields(), entry.all_lost)
                item.__dict__.update(id=item_id, origin=origin)
            items[kind_id][item_id] = item
            digest.update(repr(sorted(entry.all_fields().items())).encode())
        return Pack(
            cards=MappingProxyType(self.cards),
            folders=MappingProxyType(self.folders),
            items=MappingProxyType({kind: MappingProxyType(of_kind) for kind, of_kind in items.items()}),
            digest=digest.hexdigest()[:12],
            entries=MappingProxyType({key: entry for key, (entry, _) in self.raw.items()}),
            unread=Unread(
                tuple(self.found.unread),
                frozenset(partial),
                frozenset(self.nameless),
                frozenset(self.unread_cards),
                frozenset(self.adrift),
            ),
        )

    def _over_what_is_unread(self, entry: Entry, origin: str) -> Entry:
        """An overlay's entry may change one that could not be read, and leaves to it what it does not give."""
        if entry.over is not None or not self.cards[origin].lays_over or not self.found.unread:
            return entry
        if not Unread(tuple(self.found.unread)).may_give(entry.kind.kind, str(entry.fields.get("id"))):
            return entry
        return replace(entry, lost=entry.lost | (entry.kind.model_fields.keys() - entry.fields.keys()))

    def _card(self, folder: Path) -> PackCard | None:
        """What a pack says of itself; as far as it can be told, so that its items can be proven all the same."""
        path = folder / "pack.yaml"
        faults = self.found.faults
        if not path.is_file():
            faults.append(PackFault("A pack is a folder with a file pack.yaml; this has none.", path=folder))
            return self._stand_in(folder, {}) if any((folder / kind.folder).is_dir() for kind in KINDS) else None
        fields: Any = {}
        try:
            fields = load_yaml(read_text(path), path, faults=faults)
            card = PackCard.model_validate(fields)
        except PackFault as fault:
            faults.append(fault)
            card = self._stand_in(folder, {})
        except ValidationError as error:
            known = fields if isinstance(fields, dict) else {}
            faults += _faults_of(error, Entry(Item, known, path))
            card = self._stand_in(folder, known)
        entry = Entry(Item, fields if isinstance(fields, dict) else {}, path)
        if card.id in self.cards:
            faults.append(entry.fault(f"Another pack is called “{card.id}” already.", "id"))
            return None
        if card.lays_over and card.lays_over not in self.cards:
            message = f"It lays over “{card.lays_over}”, which is not among the packs named before it."
            faults.append(entry.fault(message, "lays_over"))
            self.adrift.add(card.id)
        elif not card.lays_over and card.id != "core":
            message = (
                f"Only “core” lays over no pack. Say in lays_over which pack “{card.id}” adds to, or call it “core”."
            )
            faults.append(entry.fault(message, "id"))
            return card if "core" in self.cards else card.model_copy(update={"id": "core"})
        return card

    def _stand_in(self, folder: Path, fields: Mapping[str, Any]) -> PackCard:
        """A card in place of one that is not right, with what is right in it."""
        part = part_of(PackCard, fields).__dict__
        first = not self.cards
        known = {"id": "core" if first else folder.name, "lays_over": None if first else "core"}
        card = PackCard.model_construct(**{**_STAND_IN, **part, **{k: v for k, v in known.items() if not part.get(k)}})
        self.unread_cards.add(card.id)
        return card

    def _lay(self, entry: Entry, card: PackCard) -> None:
        """Add an entry; an overlay's entry with an id that exists changes just the fields that it gives."""
        item_id = entry.fields.get("id")
        if not isinstance(item_id, str):
            self._lay_apart(entry, card)  # proving it says that the id is missing, and what else is wrong
            self.found.unread.append(Piece(repr(entry.fields), entry.kind.kind, id_unknown=True))
            return
        words = re.sub(r"[^a-z0-9]+", "-", item_id.casefold()).strip("-")
        if words != item_id:  # others may name it as it should be called
            self.found.unread.append(Piece(words, entry.kind.kind))
        key = (entry.kind.kind, item_id)
        earlier = self.raw.get(key)
        if earlier is None:
            self.raw[key] = (entry, card.id)
            return
        before, origin = earlier
        if origin == card.id:
            message = f"“{item_id}” is used already in {before.path.name}, line {before.line('id')}."
            self.found.faults.append(entry.fault(message, "id"))
            self._lay_apart(entry, card)
        elif card.jurisdiction:
            message = f"A place adds to “{origin}” and does not change it: “{item_id}” exists there. Use a new id."
            self.found.faults.append(entry.fault(message, "id"))
            self._lay_apart(replace(entry, over=before), card)
        else:
            given = dict(entry.fields)
            if not given.get("body", True):
                given.pop("body")
            prove(before, origin, self.found.faults)
            self.raw[key] = (replace(entry, fields=given, over=before), card.id)

    def _lay_apart(self, entry: Entry, card: PackCard) -> None:
        """Keep an entry that has no id of its own, so that the rest of it is proven too."""
        prove(entry, card.id, self.found.faults)
        key = (entry.kind.kind, f"{entry.path.name}, line {entry.line()}")
        self.nameless.add(key)
        self.raw[key] = (entry, card.id)


#: What a card that cannot be read says in the fields that it must have.
_STAND_IN: Mapping[str, str] = MappingProxyType({"title": "?", "version": "0", "summary": "?"})


def prove(entry: Entry, origin: str, faults: list[PackFault]) -> Item | None:
    """Make an item of an entry, or say what is wrong with it. Of what could not be read, the reader has told."""
    try:
        item = entry.kind.model_validate({**entry.all_fields(), "origin": origin})
    except ValidationError as error:
        faults += _faults_of(error, entry)
        return None
    return None if entry.all_lost else item


def _faults_of(error: ValidationError, entry: Entry) -> list[PackFault]:
    details = [
        one
        for one in error.errors(include_url=False)
        if not (one["loc"] and one["loc"][0] in entry.all_lost)
        # What an entry under this one lacks is told where it lies.
        and not (entry.over is not None and one["type"] == "missing" and len(one["loc"]) == 1)
    ]
    return [entry.fault(_plainly(detail), *detail["loc"]) for detail in details]


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
