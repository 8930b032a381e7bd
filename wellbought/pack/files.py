"""The files of a pack: which there are, what each holds, and on which line a field stands."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from wellbought.errors import WellboughtError
from wellbought.pack.kinds import Clause, Item, Question, Topic

#: Kinds of which each item has a file of its own.
MARKDOWN_KINDS: tuple[type[Item], ...] = (Topic, Clause)
OWN_FILE_KINDS: tuple[type[Item], ...] = (*MARKDOWN_KINDS, Question)


class PackFault(WellboughtError):
    """One fault in a pack, with its file, line and field."""

    def __init__(self, message: str, *, path: Path, line: int = 1, field: str = "") -> None:
        place = f"{path}:{line}" + (f" ({field})" if field else "")
        super().__init__(message, where=place)
        self.path, self.line, self.field = path, line, field


@dataclass(frozen=True, slots=True)
class Entry:
    """One item as it stands in a file, not yet proven.

    :ivar steps: the way from the top of the file's YAML to the entry
    """

    kind: type[Item]
    fields: Mapping[str, Any]
    path: Path
    steps: tuple[int | str, ...] = ()

    def line(self, *steps: int | str) -> int:
        """The line on which a field of the entry stands, as near as can be told."""
        return line_of(self.path, (*self.steps, *steps))

    def fault(self, message: str, *steps: int | str) -> PackFault:
        """A fault at one field of this entry."""
        return PackFault(message, path=self.path, line=self.line(*steps), field=".".join(map(str, steps)))


def load_yaml(text: str, path: Path, *, first_line: int = 1) -> Any:
    """Read YAML.

    :raises PackFault: with the line, if it cannot be read
    """
    try:
        return yaml.load(text, Loader=yaml.CSafeLoader)
    except yaml.MarkedYAMLError as error:
        line = (error.problem_mark.line if error.problem_mark else 0) + first_line
        raise PackFault(f"This is not valid YAML: {error.problem}.", path=path, line=line) from None


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
        return path.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        raise PackFault(f"The file is not UTF-8 (byte {error.start}). Save it as UTF-8.", path=path) from None


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
        fields = _mapping(load_yaml(front, path, first_line=2), path)
        yield Entry(kind, {"id": path.stem, **fields, "body": body.strip()}, path)
    elif kind in OWN_FILE_KINDS:
        fields = _mapping(load_yaml(text, path), path)
        yield Entry(kind, {"id": path.stem, "stage": path.parent.name, **fields}, path)
    else:
        listed = load_yaml(text, path)
        if not isinstance(listed, list):
            raise PackFault(f"A file of {kind.folder}/ is a list of entries, each beginning with “- id:”.", path=path)
        for place, fields in enumerate(listed):
            if isinstance(fields, dict):
                yield Entry(kind, fields, path, (place,))
            else:
                faults.append(
                    PackFault("An entry is a set of fields such as “id: …”.", path=path, line=line_of(path, (place,)))
                )


def _mapping(fields: Any, path: Path) -> dict[str, Any]:
    if isinstance(fields, dict):
        return fields
    raise PackFault("This holds no fields such as “title: …”.", path=path)


def line_of(path: Path, steps: tuple[int | str, ...]) -> int:
    """The line of a file on which the value at the end of ``steps`` stands; the nearest above if it is missing."""
    text = path.read_text(encoding="utf-8", errors="replace")
    first = 1
    if path.suffix == ".md":
        text = text[4:].partition("\n---\n")[0]
        first = 2
    try:
        node = yaml.compose(text, Loader=yaml.CSafeLoader)
    except yaml.YAMLError:
        return 1
    line = node.start_mark.line if node else 0
    for step in steps:
        if isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
            node = node.value[step]
            line = node.start_mark.line
        elif isinstance(node, yaml.MappingNode):
            found = [(key, value) for key, value in node.value if key.value == str(step)]
            if not found:
                break
            line, node = found[0][0].start_mark.line, found[0][1]
        else:
            break
    return line + first


def repeated_keys(path: Path) -> Iterator[PackFault]:
    """Keys that stand twice in one mapping: YAML would keep the last without a word."""
    text = path.read_text(encoding="utf-8", errors="replace")
    first = 1
    if path.suffix == ".md":
        text, first = text[4:].partition("\n---\n")[0], 2
    try:
        waiting = [yaml.compose(text, Loader=yaml.CSafeLoader)]
    except yaml.YAMLError:
        return
    while waiting:
        node = waiting.pop()
        if isinstance(node, yaml.SequenceNode):
            waiting += node.value
        elif isinstance(node, yaml.MappingNode):
            seen: set[str] = set()
            for key, value in node.value:
                if key.value in seen:
                    yield PackFault(
                        f"“{key.value}” is given twice; keep one.",
                        path=path,
                        line=key.start_mark.line + first,
                        field=str(key.value),
                    )
                seen.add(key.value)
                waiting.append(value)
