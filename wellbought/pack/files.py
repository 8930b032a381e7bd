"""The files of a pack: which there are, what each holds, and on which line a field stands."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path, PurePath
from typing import Any, Final

import yaml

from wellbought.errors import WellboughtError
from wellbought.pack.kinds import KINDS, Clause, Item, Lesson, Question, Topic

#: Kinds of which each item has a file of its own.
MARKDOWN_KINDS: tuple[type[Item], ...] = (Topic, Clause, Lesson)
OWN_FILE_KINDS: tuple[type[Item], ...] = (*MARKDOWN_KINDS, Question)

#: Folders of a pack that hold no items: translations, templates of documents, and files that policies name.
OTHER_FOLDERS: Final = ("locale", "documents", "files")


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
    """

    kind: type[Item]
    fields: Mapping[str, Any]
    path: Path
    steps: tuple[int | str, ...] = ()
    over: "Entry | None" = None

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
        return line_of(self.path, (*self.steps, *steps))

    def fault(self, message: str, *steps: int | str) -> PackFault:
        """A fault at one field of this entry, told where the field is given."""
        entry = self.giving(steps[0]) if steps else self
        return PackFault(message, path=entry.path, line=entry.line(*steps), field=".".join(map(str, steps)))


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


def entries(folder: Path, kind: type[Item], faults: list[PackFault]) -> Iterator[Entry]:
    """All items of one kind in a pack's folder, in the order of the files' names."""
    endings = (".md",) if kind in MARKDOWN_KINDS else (".yaml",)
    for path in sorted((folder / kind.folder).rglob("*")):
        if path.is_dir():
            continue
        if path.suffix not in endings:
            faults.append(PackFault(f"Files of {kind.folder}/ end in {endings[0]}.", path=path))
            continue
        try:
            yield from _entries_of_file(path, kind, faults)
        except PackFault as fault:
            faults.append(fault)


def _entries_of_file(path: Path, kind: type[Item], faults: list[PackFault]) -> Iterator[Entry]:
    text = read_text(path)
    if kind in MARKDOWN_KINDS:
        front, body = split_front_matter(text, path)
        fields = _mapping(load_yaml(front, path, first_line=2, faults=faults), path)
        yield _named(Entry(kind, {**fields, "body": body.strip()}, path), faults, id=path.stem)
    elif kind in OWN_FILE_KINDS:
        fields = _mapping(load_yaml(text, path, faults=faults), path)
        yield _named(Entry(kind, fields, path), faults, id=path.stem, stage=path.parent.name)
    else:
        listed = load_yaml(text, path, faults=faults)
        if not isinstance(listed, list):
            raise PackFault(f"A file of {kind.folder}/ is a list of entries, each beginning with “- id:”.", path=path)
        for place, fields in enumerate(listed):
            if isinstance(fields, dict):
                yield Entry(kind, fields, path, (place,))
            else:
                faults.append(
                    PackFault("An entry is a set of fields such as “id: …”.", path=path, line=line_of(path, (place,)))
                )


def _named(entry: Entry, faults: list[PackFault], **names: str) -> Entry:
    """The entry with the fields that the names of its file and folder give; in the file they may only be repeated."""
    for field, name in names.items():
        if entry.fields.get(field, name) != name:
            what = "file" if field == "id" else "folder"
            faults.append(entry.fault(f"The name of the {what} gives the {field}, “{name}”; leave it out here.", field))
    return replace(entry, fields={**entry.fields, **names})


def _mapping(fields: Any, path: Path) -> dict[str, Any]:
    if isinstance(fields, dict):
        return fields
    raise PackFault("This holds no fields such as “title: …”.", path=path)


def line_of(path: Path, steps: tuple[int | str, ...]) -> int:
    """The line of a file on which the value at the end of ``steps`` stands; the nearest above if it is missing."""
    text, first = _yaml_of(path)
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
            waiting += node.value
        elif isinstance(node, yaml.MappingNode):
            seen: set[str] = set()
            for key, value in node.value:
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
