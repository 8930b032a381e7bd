"""An organisation's own pack: items that lie in a database, laid over the packs that come with the product.

The items have the same shape as in files, so that they can be written out as a folder and read back. They may add to
what is there or replace fields of it; each item that they touch has the organisation's pack as its origin.
"""

import hashlib
import io
import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path, PurePosixPath
from types import MappingProxyType
from typing import Any, Final

import yaml

from wellbought.errors import WellboughtError
from wellbought.pack.files import MARKDOWN_KINDS, OWN_FILE_KINDS, Entry, Found, PackFault, entries, load_yaml, read_text
from wellbought.pack.kinds import KINDS, Item, PackCard, Policy, Source
from wellbought.pack.proofs import PROOFS
from wellbought.pack.read import Pack, prove
from wellbought.vocabulary import Grade

#: What a rule rests on that rests on no policy: a decision of the organisation itself.
OWN_DECISION: Final = "our-own-decision"
#: The fields of which the name of the file or folder tells, and which therefore do not stand in it.
_TOLD_BY_NAME: Final = ("id", "stage")
#: What an archive that somebody sends may hold, unpacked.
MOST_FILES: Final = 2000
MOST_BYTES: Final = 30_000_000

KIND_BY_NAME: Final[Mapping[str, type[Item]]] = MappingProxyType({kind.kind: kind for kind in KINDS})


class ArchiveRefused(WellboughtError):
    """An archive that is not a pack, or is too large to be one."""


@dataclass(frozen=True, slots=True)
class OwnItem:
    """An item as an organisation keeps it.

    :ivar fields: as they would stand in a file, in JSON values, without the id
    """

    kind: str
    id: str
    fields: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class OwnFault:
    """What is wrong with one of an organisation's items, and in which field."""

    kind: str
    id: str
    field: str
    message: str


@dataclass(frozen=True, slots=True)
class OwnFolder:
    """An organisation's pack as it was read from files.

    :ivar files: what its policies name, by name
    """

    card: PackCard
    items: tuple[OwnItem, ...]
    files: Mapping[str, bytes] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class OwnEntry(Entry):
    """An entry that lies in no file."""

    def line(self, *steps: int | str) -> int:  # noqa: ARG002 - an entry of a file looks for them
        """The first: there are no lines."""
        return 1


def lay_over(base: Pack, card: PackCard, items: Iterable[OwnItem]) -> tuple[Pack, tuple[OwnFault, ...]]:
    """Lay an organisation's items over a pack, and say what is wrong with each.

    :param base: in any language; what the organisation did not touch stays in it
    :returns: the pack without the items that are at fault, and the faults
    """
    faults: list[PackFault] = []
    laid: dict[str, dict[str, Item]] = {}
    placed = dict(base.entries)
    digest = hashlib.sha256(f"{base.digest}/{card.id}@{card.version}".encode())
    for own in sorted(items, key=lambda one: (one.kind, one.id)):
        kind = KIND_BY_NAME.get(own.kind)
        path = Path(own.kind, own.id)
        if kind is None:
            faults.append(PackFault(f"There is no kind “{own.kind}”.", path=path))
            continue
        entry = OwnEntry(kind, {**own.fields, "id": own.id}, path, over=base.entries.get((own.kind, own.id)))
        item = prove(entry, card.id, faults)
        if item is None:
            continue
        under = base.items[own.kind].get(own.id)
        if under is not None:  # the words that it leaves alone stay in the language of the base
            given = {name: getattr(item, name) for name in own.fields if name in type(item).model_fields}
            item = under.model_copy(update={**given, "origin": card.id})
        laid.setdefault(own.kind, {})[own.id] = item
        placed[own.kind, own.id] = entry
        digest.update(repr(sorted(own.fields.items())).encode())
    pack = Pack(
        cards=MappingProxyType({**base.cards, card.id: card}),
        folders=base.folders,
        items=MappingProxyType(
            {kind: MappingProxyType({**of, **laid[kind]}) if kind in laid else of for kind, of in base.items.items()}
        ),
        digest=digest.hexdigest()[:12],
        language=base.language,
        entries=MappingProxyType(placed),
    )
    return pack, tuple(_told(fault) for fault in faults)


def faults_in(pack: Pack) -> tuple[OwnFault, ...]:
    """What the proofs of a pack say of one with an organisation's items laid over it."""
    return tuple(_told(fault) for proof in PROOFS for fault in proof(pack))


def _told(fault: PackFault) -> OwnFault:
    kind, item_id = fault.path.parent.name, fault.path.stem if fault.path.suffix else fault.path.name
    return OwnFault(kind, item_id, fault.field, fault.message)


def with_sources(items: Sequence[OwnItem], *, issuer: str, on: date) -> tuple[OwnItem, ...]:
    """The items, and a source for each policy that another item cites, and for the organisation's own decisions.

    So a reason that rests on a policy of the organisation leads to it as one that rests on a law leads to the law.
    """
    kept = [one for one in items if not is_made_source(one, items)]
    cited = {ref.partition("@")[0] for one in kept for ref in _list(one.fields.get("sources"))}
    made = []
    for policy in kept:
        if policy.kind == Policy.kind and policy.id in cited:
            title = str(policy.fields.get("title", policy.id))
            link = policy.fields.get("link")
            made.append(_source(policy.id, title, issuer, on, {"url": link} if link else {}))
    if OWN_DECISION in cited:
        made.append(_source(OWN_DECISION, issuer, issuer, on, {}))
    return (*kept, *made)


def is_made_source(item: OwnItem, items: Sequence[OwnItem]) -> bool:
    """Whether an item is a source that :func:`with_sources` makes by itself."""
    policies = {one.id for one in items if one.kind == Policy.kind}
    return item.kind == Source.kind and (item.id == OWN_DECISION or item.id in policies)


def _source(item_id: str, title: str, issuer: str, on: date, more: Mapping[str, str]) -> OwnItem:
    fields = {"title": title, "issuer": issuer, "checked": on.isoformat(), "grade": Grade.PRIMARY.value, **more}
    return OwnItem(Source.kind, item_id, fields)


def _list(value: object) -> tuple[str, ...]:
    return tuple(str(one) for one in value) if isinstance(value, list | tuple) else ()


def as_files(folder: OwnFolder) -> Mapping[str, bytes]:
    """The pack as files by their names, as ``wellbought pack check`` reads them."""
    card = folder.card.model_dump(mode="json", exclude_defaults=True)
    files = {"pack.yaml": _yaml({**card, "lays_over": folder.card.lays_over})}
    listed: dict[str, list[dict[str, Any]]] = {}
    for item in folder.items:
        kind = KIND_BY_NAME[item.kind]
        if kind in MARKDOWN_KINDS:
            front = {key: value for key, value in item.fields.items() if key != "body"}
            body = str(item.fields.get("body", ""))
            files[f"{kind.folder}/{item.id}.md"] = b"---\n" + _yaml(front) + b"---\n" + body.encode() + b"\n"
        elif kind in OWN_FILE_KINDS:
            fields = {key: value for key, value in item.fields.items() if key not in _TOLD_BY_NAME}
            files[f"{kind.folder}/{item.fields['stage']}/{item.id}.yaml"] = _yaml(fields)
        else:
            listed.setdefault(f"{kind.folder}/own.yaml", []).append({"id": item.id, **item.fields})
    files.update({name: _yaml(of) for name, of in listed.items()})
    files.update({f"files/{name}": content for name, content in folder.files.items()})
    return files


def _yaml(content: object) -> bytes:
    text: str = yaml.dump(content, Dumper=yaml.SafeDumper, allow_unicode=True, sort_keys=False, width=110)
    return text.encode()


def as_zip(folder: OwnFolder) -> bytes:
    """The pack as one archive. The same pack makes the same bytes."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in sorted(as_files(folder).items()):
            archive.writestr(zipfile.ZipInfo(f"{folder.card.id}/{name}"), content, zipfile.ZIP_DEFLATED)
    return made.getvalue()


def unpack(content: bytes, into: Path) -> Path:
    """Unpack an archive that somebody sent, and say where the pack in it lies.

    :raises ArchiveRefused: if it is no archive, too large, or holds no pack
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            files = [one for one in archive.infolist() if not one.is_dir()]
            if len(files) > MOST_FILES or sum(one.file_size for one in files) > MOST_BYTES:
                raise ArchiveRefused("This archive is too large to be a pack of policies.")
            for one in files:
                name = PurePosixPath(one.filename.replace("\\", "/"))
                if name.is_absolute() or ".." in name.parts:
                    raise ArchiveRefused("This archive holds a file that would lie outside of it.", where=one.filename)
                target = into.joinpath(*name.parts)
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_bytes(archive.read(one))
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError, EOFError) as error:
        raise ArchiveRefused("This is not a ZIP archive that can be opened.") from error
    cards = sorted(into.glob("pack.yaml")) or sorted(into.glob("*/pack.yaml"))
    if len(cards) != 1:
        raise ArchiveRefused("A pack is a folder with a file pack.yaml; the archive holds none, or more than one.")
    return cards[0].parent


def read_own(folder: Path) -> tuple[OwnFolder | None, tuple[PackFault, ...]]:
    """Read an organisation's pack from a folder, item by item as it stands, with what cannot be read."""
    faults: list[PackFault] = []
    try:
        fields = load_yaml(read_text(folder / "pack.yaml"), folder / "pack.yaml", faults=faults)
        card = PackCard.model_validate(fields)
    except PackFault as fault:
        return None, (fault,)
    except ValueError as error:
        return None, (PackFault(f"The pack's card is not right: {error}", path=folder / "pack.yaml"),)
    found = Found(faults)
    items = tuple(_read(folder, found))
    named = {str(one.fields["file"]) for one in items if one.kind == Policy.kind and one.fields.get("file")}
    files = {path.name: path.read_bytes() for path in sorted((folder / "files").glob("*")) if path.name in named}
    return OwnFolder(card, items, files), tuple(faults)


def _read(folder: Path, found: Found) -> Iterator[OwnItem]:
    for kind in KINDS:
        for entry in entries(folder, kind, found):
            item_id = entry.fields.get("id")
            if not isinstance(item_id, str):
                found.faults.append(entry.fault("This field is missing.", "id"))
                continue
            yield OwnItem(kind.kind, item_id, {k: as_json(v) for k, v in entry.fields.items() if k != "id"})


def as_json(value: Any) -> Any:
    """A value of a YAML file as JSON has it."""
    if isinstance(value, dict):
        return {str(key): as_json(one) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [as_json(one) for one in value]
    return value.isoformat() if isinstance(value, date) else value
