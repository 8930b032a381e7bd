"""The files of a pack: which there are, what each holds, and on which line a field stands."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path, PurePath
from typing import Any, Final

import yaml

from wellbought.errors import WellboughtError
from wellbought.pack.kinds import KINDS, Clause, Item, Lesson, Question, Topic
from wellbought.pack.salvage import Salvage, salvage
from wellbought.pack.unread import Piece

#: Kinds of which each item has a file of its own.
MARKDOWN_KINDS: tuple[type[Item], ...] = (Topic, Clause, Lesson)
OWN_FILE_KINDS: tuple[type[Item], ...] = (*MARKDOWN_KINDS, Question)

#: Folders of a pack that hold no items: translations, templates of documents, and files that policies name.
OTHER_FOLDERS: Final = ("locale", "documents", "files")


#: An id as it stands in a text that cannot be read as YAML.
_ID: Final = re.compile(r"\bid:\s*[\"']?[a-z]")


class PackFault(WellboughtError):
    """One fault in a pack, with its file, line and field."""

    def __init__(self, message: str, *, path: Path, line: int = 1, field: str = "") -> None:
        place = f"{path}:{line}" + (f" ({field})" if field else "")
        super().__init__(message, where=place)
        self.path, self.line, self.field = path, line, field


@dataclass(frozen=True, slots=True)
class Entry:
    """One item as it stands in a file, not yet proven.

    :ivar fields: what this file says of it
    :ivar steps: the way from the top of the file's YAML to the entry
    :ivar over: the entry of an earlier pack whose fields this one changes
    :ivar lost: the fields that could not be read
    :ivar mended: the YAML of the file as far as it could be read, if that is not all of it
    """

    kind: type[Item]
    fields: Mapping[str, Any]
    path: Path
    steps: tuple[int | str, ...] = ()
    over: "Entry | None" = None
    lost: frozenset[str] = frozenset()
    mended: str | None = None

    @property
    def all_lost(self) -> frozenset[str]:
        """The fields that could not be read, here or in an entry under this one that gives them."""
        return self.lost | ((self.over.all_lost - self.fields.keys()) if self.over else frozenset())

    def all_fields(self) -> dict[str, Any]:
        """The fields of this entry, and those of the entries under it that it leaves alone."""
        return {**(self.over.all_fields() if self.over else {}), **self.fields}

    def giving(self, field: int | str) -> "Entry":
        """The entry that gives a field: this one, or the nearest under it that does."""
        entry: Entry | None = self
        while entry is not None:
            if field in entry.fields:
                return entry
            entry = entry.over
        return self

    def line(self, *steps: int | str) -> int:
        """The line on which a field of the entry stands in its file, as near as can be told."""
        return line_of(self.path, (*self.steps, *steps), self.mended)

    def fault(self, message: str, *steps: int | str) -> PackFault:
        """A fault at one field of this entry, told where the field is given."""
        entry = self.giving(steps[0]) if steps else self
        return PackFault(message, path=entry.path, line=entry.line(*steps), field=".".join(map(str, steps)))


@dataclass(slots=True)
class Found:
    """What reading files told beside the entries.

    :ivar unread: what could not be read, of which nobody knows what it would have said
    """

    faults: list[PackFault] = field(default_factory=list)
    unread: list[Piece] = field(default_factory=list)


class _Loader(yaml.CSafeLoader):
    """YAML's safe loader, which tells where a value stands that cannot be, such as 30 February."""


def _placed(construct: Callable[[Any, Any], object]) -> Callable[[Any, Any], object]:
    def construct_or_tell(loader: Any, node: Any) -> object:
        try:
            return construct(loader, node)
        except (ValueError, OverflowError, LookupError, AttributeError):
            problem = f"there is no such value as “{node.value}”"
            raise yaml.constructor.ConstructorError(None, None, problem, node.start_mark) from None

    return construct_or_tell


for _type in ("bool", "int", "float", "timestamp"):
    _Loader.add_constructor(
        f"tag:yaml.org,2002:{_type}", _placed(getattr(yaml.constructor.SafeConstructor, f"construct_yaml_{_type}"))
    )


def load_yaml(text: str, path: Path, *, first_line: int = 1, faults: list[PackFault] | None = None) -> Any:
    """Read YAML.

    :param faults: where to tell of keys that are given twice
    :raises PackFault: with the line, if it cannot be read
    """
    loader = _Loader(text)
    try:
        node = loader.get_single_node()
        if faults is not None:
            faults += _repeated_keys(node, text, path, first_line)
        return loader.construct_document(node) if node else None
    except yaml.MarkedYAMLError as error:
        line = _line(text, error.problem_mark) if error.problem_mark else 0
        raise PackFault(f"This is not valid YAML: {error.problem}.", path=path, line=line + first_line) from None
    except yaml.reader.ReaderError as error:
        line = text.encode()[: error.position].count(b"\n")
        message = f"This is not valid YAML: {error.reason} (character {error.character:#04x}). Take it out."
        raise PackFault(message, path=path, line=line + first_line) from None
    except RecursionError:
        raise PackFault("This is not valid YAML: it is nested too deeply.", path=path) from None
    finally:
        loader.dispose()


def _line(text: str, mark: Any) -> int:
    """The line of a mark, from 0, as editors count lines: YAML's own count knows more line ends."""
    return text.count("\n", 0, mark.index)


def split_front_matter(text: str, path: Path) -> tuple[str, str]:
    """Part a Markdown file into its front matter and its body.

    :raises PackFault: if there is no front matter
    """
    if text.startswith("---\n"):
        front, fence, body = text[4:].partition("\n---\n")
        if fence:
            return front, body
    raise PackFault("A Markdown file begins with front matter between two lines of “---”.", path=path)


def read_text(path: Path) -> str:
    """Read a file as UTF-8.

    :raises PackFault: if it is not
    """
    try:
        # Some editors put a byte order mark before the text.
        return path.read_text(encoding="utf-8").removeprefix("\ufeff")
    except UnicodeDecodeError as error:
        raise PackFault(f"The file is not UTF-8 (byte {error.start}). Save it as UTF-8.", path=path) from None


def unknown_folders(folder: Path) -> Iterator[PackFault]:
    """Folders of a pack that nothing reads, perhaps because their names are misspelt."""
    known = {PurePath(name) for name in (*(kind.folder for kind in KINDS), *OTHER_FOLDERS)}
    above = {parent for name in known for parent in name.parents}
    for parent in sorted(above):
        for path in sorted((folder / parent).glob("*/")):
            name = path.relative_to(folder)
            if name not in known | above and not path.name.startswith("."):
                siblings = sorted(one.name for one in known | above if one.parent == parent and one != parent)
                message = f"Nothing reads the folder “{name}”; is it misspelt? There are: {', '.join(siblings)}."
                yield PackFault(message, path=path)


def entries(folder: Path, kind: type[Item], found: Found) -> Iterator[Entry]:
    """All items of one kind in a pack's folder, in the order of the files' names, as far as they can be read."""
    endings = (".md",) if kind in MARKDOWN_KINDS else (".yaml",)
    for path in sorted((folder / kind.folder).rglob("*")):
        if path.is_dir():
            continue
        if path.suffix not in endings:
            found.faults.append(PackFault(f"Files of {kind.folder}/ end in {endings[0]}.", path=path))
            found.unread.append(Piece.of_file(path, kind.kind))
            continue
        if kind in OWN_FILE_KINDS:
            yield _entry_of_file(path, kind, found)
        else:
            yield from _entries_of_list(path, kind, found)


def _entry_of_file(path: Path, kind: type[Item], found: Found) -> Entry:
    """The item in a file of its own. Its id, and the stage of a question, are known whatever the file holds."""
    names = {"id": path.stem} if kind in MARKDOWN_KINDS else {"id": path.stem, "stage": path.parent.name}
    try:
        entry = _fields_of_file(path, kind, found)
    except PackFault as fault:
        found.faults.append(fault)
        found.unread.append(Piece.of_file(path, kind.kind))
        entry = Entry(kind, {}, path, lost=frozenset(kind.model_fields))
        if kind in MARKDOWN_KINDS and "\N{REPLACEMENT CHARACTER}" not in found.unread[-1].text:
            entry = replace(entry, fields={"body": _prose_of(path)}, lost=entry.lost - {"body"})
    return _named(entry, found.faults, names)


def _fields_of_file(path: Path, kind: type[Item], found: Found) -> Entry:
    text = read_text(path)
    if kind not in MARKDOWN_KINDS:
        loaded = _as_far_as_readable(text, path, kind, found)
        return replace(loaded.entry(kind, path), fields=_mapping(loaded.content, path))
    front, body = split_front_matter(text, path)
    loaded = _as_far_as_readable(front, path, kind, found, first_line=2)
    return replace(loaded.entry(kind, path), fields={**_mapping(loaded.content, path), "body": body.strip()})


def _prose_of(path: Path) -> str:
    """The body of a file whose front matter cannot be read, which can be proven all the same."""
    text = read_text(path)
    try:
        return split_front_matter(text, path)[1].strip()
    except PackFault:
        return text


def _entries_of_list(path: Path, kind: type[Item], found: Found) -> Iterator[Entry]:
    try:
        loaded = _as_far_as_readable(read_text(path), path, kind, found)
        listed = _list(loaded.content, kind, path)
    except PackFault as fault:
        found.faults.append(fault)
        piece = Piece.of_file(path, kind.kind)
        found.unread.append(replace(piece, id_unknown=not _ID.search(piece.text)))
        return
    for place, fields in enumerate(listed):
        if isinstance(fields, dict):
            yield replace(loaded.entry(kind, path, place), fields=fields, steps=(place,))
        else:
            line = line_of(path, (place,), loaded.mended)
            found.faults.append(PackFault("An entry is a set of fields such as “id: …”.", path=path, line=line))
            found.unread.append(Piece(str(fields), kind.kind))


@dataclass(frozen=True, slots=True)
class _Loaded:
    """What a file's YAML holds, and what of it could not be read."""

    content: Any
    mended: str | None = None
    lost: Mapping[int, set[str]] = field(default_factory=dict)

    def entry(self, kind: type[Item], path: Path, place: int = 0) -> Entry:
        """The entry at a place, without its fields."""
        return Entry(kind, {}, path, lost=frozenset(self.lost.get(place, ())), mended=self.mended)


def _as_far_as_readable(text: str, path: Path, kind: type[Item], found: Found, *, first_line: int = 1) -> _Loaded:
    """Read YAML; where it is broken, tell every place and read the rest.

    :raises PackFault: if nothing of it can be told from the rest
    """
    try:
        return _Loaded(load_yaml(text, path, first_line=first_line, faults=found.faults))
    except PackFault as fault:
        whole = fault
    rest = salvage(text, lambda piece, line: load_yaml(piece, path, first_line=first_line + line), PackFault)
    try:
        content = load_yaml(rest.text, path, first_line=first_line, faults=found.faults)
    except PackFault:
        raise whole from None
    if content is None or not rest.faults:
        raise whole
    _tell(rest, path, kind, found)
    return _Loaded(content, rest.text, rest.lost)


def _tell(rest: Salvage, path: Path, kind: type[Item], found: Found) -> None:
    for fault, key in rest.faults:
        line = fault.line if isinstance(fault, PackFault) else 1
        found.faults.append(PackFault(fault.message, path=path, line=line, field=key))
    for piece in rest.pieces:
        begins = kind not in OWN_FILE_KINDS and re.match(r"\s*(?:-|\{|id:)", piece) is not None
        found.unread.append(Piece(piece, kind.kind, id_unknown=begins and not _ID.search(piece)))


def _named(entry: Entry, faults: list[PackFault], names: Mapping[str, str]) -> Entry:
    """The entry with the fields that the names of its file and folder give; in the file they may only be repeated."""
    for name, given in names.items():
        if entry.fields.get(name, given) != given:
            what = "file" if name == "id" else "folder"
            faults.append(entry.fault(f"The name of the {what} gives the {name}, “{given}”; leave it out here.", name))
    return replace(entry, fields={**entry.fields, **names}, lost=entry.lost - names.keys())


def _list(content: Any, kind: type[Item], path: Path) -> list[Any]:
    if isinstance(content, list):
        return content
    raise PackFault(f"A file of {kind.folder}/ is a list of entries, each beginning with “- id:”.", path=path)


def _mapping(fields: Any, path: Path) -> dict[str, Any]:
    if isinstance(fields, dict):
        return fields
    raise PackFault("This holds no fields such as “title: …”.", path=path)


def line_of(path: Path, steps: tuple[int | str, ...], mended: str | None = None) -> int:
    """The line of a file on which the value at the end of ``steps`` stands; the nearest above if it is missing.

    :param mended: the file's YAML as far as it can be read, if that is not all of it
    """
    text, first = _yaml_of(path)
    text = text if mended is None else mended
    node = _composed(text)
    mark = node.start_mark if node else None
    for step in steps:
        if isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
            node = node.value[step]
            mark = node.start_mark
        elif isinstance(node, yaml.MappingNode):
            found = [(key, value) for key, value in node.value if key.value == str(step)]
            if not found:
                break
            mark, node = found[0][0].start_mark, found[0][1]
        else:
            break
    return first + (_line(text, mark) if mark else 0)


def repeated_keys(path: Path) -> Iterator[PackFault]:
    """Keys that stand twice in one mapping: YAML would keep the last without a word."""
    text, first = _yaml_of(path)
    return _repeated_keys(_composed(text), text, path, first)


def _repeated_keys(top: Any, text: str, path: Path, first: int) -> Iterator[PackFault]:
    waiting = [top] if top else []
    met: set[int] = set()
    while waiting:
        node = waiting.pop()
        if id(node) in met:  # an alias, which may even name what holds it
            continue
        met.add(id(node))
        if isinstance(node, yaml.SequenceNode):
            waiting += (one for one in node.value if one.__class__ is not yaml.ScalarNode)
        elif isinstance(node, yaml.MappingNode):
            seen: set[str] = set()
            for key, value in node.value:
                if value.__class__ is not yaml.ScalarNode:  # most are, and hold nothing
                    waiting.append(value)
                if not isinstance(key, yaml.ScalarNode):
                    continue
                if key.value in seen:
                    yield PackFault(
                        f"“{key.value}” is given twice; keep one.",
                        path=path,
                        line=_line(text, key.start_mark) + first,
                        field=key.value,
                    )
                seen.add(key.value)


def _yaml_of(path: Path) -> tuple[str, int]:
    """The YAML in a file, and the line on which it begins."""
    text = read_text(path)
    if path.suffix == ".md":
        return text[4:].partition("\n---\n")[0], 2
    return text, 1


def _composed(text: str) -> Any:
    try:
        return yaml.compose(text, Loader=yaml.CSafeLoader)
    except (yaml.YAMLError, RecursionError):
        return None
