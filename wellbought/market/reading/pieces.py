"""Finds releases in whatever holds them: lines, packages, records, one large document. Memory is bounded."""

import json
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, BinaryIO, Final

import orjson

from wellbought.errors import WellboughtError

#: The longest release or line that is read, in bytes.
LONGEST: Final = 64 << 20
_BLOCK: Final = 1 << 20
_SPACE: Final = re.compile(r"[\s,]*")


class NotContractingData(WellboughtError):
    """A source that holds nothing that can be read as contracting data."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where something stands: a line, and its number inside that if a line holds several."""

    line: int
    item: int = 0


@dataclass(frozen=True, slots=True)
class Bad:
    """Something that could not be read, and why.

    :ivar kind: an id for counting: not-json, not-utf8, repeated-key, no-ocid, not-a-release, too-long
    """

    file: str
    line: int
    kind: str
    reason: str


Report = Callable[[int, str, str], None]


def sniff(head: bytes, name: str) -> str:
    """What a source is, from its first bytes: ``lines`` of JSON, one ``document`` of JSON, or a flat ``table``.

    :raises NotContractingData: if it is none of these
    """
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise NotContractingData("This is UTF-16. Save it as UTF-8 and try again.", where=name)
    text = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    if text.startswith(b"["):
        return "document"
    if text.startswith(b"{"):
        line, newline, rest = text.partition(b"\n")
        try:
            first = orjson.loads(line)
        except orjson.JSONDecodeError:
            # A first line that is not whole JSON: a document over many lines, one endless line, or a bad first line.
            second = rest.lstrip()
            if newline and second.startswith(b"{") and len(line.strip()) > 1:
                return "lines"
            return "document"
        if isinstance(first, dict) and not newline and ("releases" in first or "records" in first):
            return "document"
        return "lines"
    first_line = text.split(b"\n", 1)[0]
    if b"\0" in text[:4096] or not any(mark in first_line for mark in (b",", b";", b"\t", b"|")):
        raise NotContractingData(
            "This is neither JSON (releases, packages, records, one a line or as a whole) nor a table (CSV).",
            where=name,
        )
    return "table"


def releases_in(value: object, report: Callable[[str, str], None]) -> Iterator[Mapping[str, Any]]:
    """The releases in a release, a record, a release package or a record package.

    A record gives its compiled release; without one, its releases.
    """
    if not isinstance(value, dict):
        report("not-a-release", "This is JSON, but not an object.")
        return
    if isinstance(value.get("records"), list):
        for record in value["records"]:
            yield from releases_in(record, report)
    elif isinstance(value.get("compiledRelease"), dict):
        yield value["compiledRelease"]
    elif isinstance(value.get("releases"), list):
        for release in value["releases"]:
            if isinstance(release, dict) and "url" in release and "ocid" not in release:
                report("linked-release", "The package only links to this release; fetch it and bring it in itself.")
            elif isinstance(release, dict):
                yield release
            else:
                report("not-a-release", "A member of the package is not a release.")
    elif any(key in value for key in ("ocid", "tender", "awards", "contracts", "planning")):
        yield value
    else:
        report("not-a-release", "This object is neither a release, a record nor a package of them.")


def parsed(text: bytes | str) -> object:
    """JSON, also where a number is not one (NaN) as some tools write it.

    :raises ValueError: saying what is wrong
    """
    try:
        return orjson.loads(text)
    except orjson.JSONDecodeError:
        if isinstance(text, bytes):
            text = text.decode("utf-8")
        return json.loads(text, parse_constant=lambda _: None)


def repeated_key(text: bytes) -> str | None:
    """A key that an object gives twice, if there is one: which of the two counts nobody can know."""
    found: list[str] = []

    def look(pairs: list[tuple[str, object]]) -> dict[str, object]:
        kept: dict[str, object] = {}
        for key, value in pairs:
            if key in kept and kept[key] != value:
                found.append(key)
            kept[key] = value
        return kept

    json.loads(text, object_pairs_hook=look)
    return found[0] if found else None


def in_lines(stream: Iterator[tuple[int, bytes]], report: Report) -> Iterator[tuple[Place, Mapping[str, Any]]]:
    """The releases in lines, each with its place; what cannot be read is reported with its line."""
    for number, line in stream:
        text = line.strip()
        if not text:
            continue
        if number == 1:
            text = text.removeprefix(b"\xef\xbb\xbf")
        try:
            value = parsed(text)
            twice = repeated_key(text) if text.count(b'"ocid"') > 1 or text.count(b'"awards"') > 1 else None
        except UnicodeDecodeError as error:
            report(number, "not-utf8", f"This line is not UTF-8 (byte {error.start + 1}).")
            continue
        except (ValueError, RecursionError) as error:
            report(number, "not-json", f"This line is not JSON: {error}.")
            continue
        if twice:
            report(number, "repeated-key", f"The key “{twice}” stands twice with different values.")
            continue
        for item, release in enumerate(releases_in(value, lambda kind, why, n=number: report(n, kind, why))):  # type: ignore[misc]
            yield Place(number, item), release


class _Window:
    """A piece of a long text that can be pulled further and dropped behind."""

    def __init__(self, stream: BinaryIO) -> None:
        import codecs

        self._stream = stream
        self._decode = codecs.getincrementaldecoder("utf-8-sig")()
        self.text, self.at, self.line, self.ended = "", 0, 1, False

    def more(self) -> bool:
        if self.ended:
            return False
        self.line += self.text.count("\n", 0, self.at)
        kept = self.text[self.at :]
        size = max(_BLOCK, len(kept))
        block = self._stream.read(size)
        self.ended = not block
        self.text, self.at = kept + self._decode.decode(block, final=self.ended), 0
        if len(self.text) > LONGEST:
            raise NotContractingData(f"One release is longer than {LONGEST >> 20} MB.", where=str(self.line))
        return not self.ended

    def skip(self) -> str:
        """Move over space and commas; the next character, empty at the end."""
        while True:
            found = _SPACE.match(self.text, self.at)
            self.at = found.end() if found else self.at
            if self.at < len(self.text):
                return self.text[self.at]
            if not self.more():
                return ""

    def value(self) -> object:
        """The JSON value that begins here."""
        decoder = json.JSONDecoder(parse_constant=lambda _: None)
        while True:
            try:
                value, end = decoder.raw_decode(self.text, self.at)
            except json.JSONDecodeError as error:
                if self.more():
                    continue
                line = self.line + self.text.count("\n", 0, error.pos)
                raise NotContractingData(f"The JSON is broken here: {error.msg}.", where=str(line)) from None
            if end == len(self.text) and not self.ended and self.more():
                continue
            self.at = end
            return value

    @property
    def here(self) -> int:
        return self.line + self.text.count("\n", 0, self.at)


def in_document(stream: BinaryIO, report: Report) -> Iterator[tuple[Place, Mapping[str, Any]]]:
    """The releases in one JSON document of any length: a package or a list.

    The members of ``releases`` and ``records`` are read one at a time, so that a package of gigabytes needs little.
    """
    window = _Window(stream)
    try:
        opening = window.skip()
        if opening == "[":
            window.at += 1
            yield from _members(window, report)
        elif opening == "{":
            yield from _package(window, report)
        else:
            report(1, "not-json", "The document begins with neither { nor [.")
    except UnicodeDecodeError as error:
        report(window.line, "not-utf8", f"The document is not UTF-8 ({error.reason}). It was read up to here.")
    except NotContractingData as error:
        report(int(error.where or 1), "not-json", f"{error.message} It was read up to here.")


def _members(window: _Window, report: Report) -> Iterator[tuple[Place, Mapping[str, Any]]]:
    item = 0
    while (sign := window.skip()) not in ("]", ""):
        line = window.here if sign else 0
        value = window.value()
        for release in releases_in(value, lambda kind, why, n=line: report(n, kind, why)):  # type: ignore[misc]
            yield Place(line, item), release
            item += 1
    if sign == "":
        raise NotContractingData("The document ends in the middle of a list.", where=str(window.here))
    window.at += 1


def _package(window: _Window, report: Report) -> Iterator[tuple[Place, Mapping[str, Any]]]:
    window.at += 1
    rest: dict[str, object] = {}
    streamed = False
    while (sign := window.skip()) not in ("}", ""):
        key = str(window.value())
        if window.skip() == ":":
            window.at += 1
        if window.skip() == "[" and key in ("releases", "records"):
            window.at += 1
            streamed = True
            yield from _members(window, report)
        else:
            rest[key] = window.value()
    if sign == "":
        raise NotContractingData("The document ends in the middle of an object.", where=str(window.here))
    if not streamed:
        for item, release in enumerate(releases_in(rest, lambda kind, why: report(1, kind, why))):
            yield Place(1, item), release
