"""Reads text, Markdown and HTML."""

import re
from html.parser import HTMLParser
from typing import Final

from wellbought.claims.reading.limits import LONGEST_ENTRY, FileUnreadable, row

#: Elements whose text is not for people to read.
UNSEEN: Final = frozenset({"script", "style", "noscript", "template", "head", "svg", "math", "iframe", "object"})
#: Elements that stand in a line and do not end a paragraph.
INLINE: Final = frozenset(
    "a abbr b bdi bdo cite code data del dfn em font i ins kbd label mark q s samp small span strong sub sup time tt u "
    "var wbr".split()
)
HEADINGS: Final = frozenset("h1 h2 h3 h4 h5 h6".split())
#: Elements that never have an end.
EMPTY: Final = frozenset("area base br col embed hr img input link meta param source track wbr".split())
_MARKUP: Final = re.compile(
    r"(?P<fence>^```.*$)|(?P<image>!\[)|(?P<link>\]\([^)\s]*\))|(?P<emphasis>[*_`~]{1,3})|(?P<open>\[)"
    r"|(?P<rule>^[ \t]*\|?[ \t:]*-{3,}[-|: \t]*$)",
    re.MULTILINE,
)
_FRONT_MATTER: Final = re.compile(r"\A---\n.*?\n---\n", re.DOTALL)
_SHARE_OF_CONTROLS: Final = 0.02


def decoded(content: bytes) -> tuple[str, tuple[str, ...]]:
    """The text in some bytes, and a note if its encoding had to be guessed.

    :raises FileUnreadable: if it is not text
    """
    notes: tuple[str, ...] = ()
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        text = content.decode("utf-16", errors="replace")
    else:
        try:
            text = content.decode("utf-8-sig")
        except UnicodeDecodeError:
            text = content.decode("cp1252", errors="replace")
            notes = ("The file does not say how its letters are stored. Check names and accents.",)
    controls = sum(
        1 for character in text[:20_000] if ord(character) < ord(" ") and character not in "\t\n\r\f\x1c\x1d"
    )
    if "\x00" in text[:20_000] or controls > _SHARE_OF_CONTROLS * len(text[:20_000]):
        raise FileUnreadable("This is not text, and not a kind of file that can be read here. Send a PDF or .docx.")
    return text, notes


def text_of_markdown(text: str) -> str:
    """The text with its markup made into spaces, so that every place in it stays the same."""
    front = _FRONT_MATTER.match(text)
    if front:
        text = re.sub(r"[^\n]", " ", front[0]) + text[front.end() :]
    return _MARKUP.sub(lambda match: " " * len(match[0]), text)


def text_of_html(text: str) -> str:
    """The words that a reader of the page sees, paragraph by paragraph."""
    reader = _Reader()
    reader.feed(text)
    reader.close()
    lines: list[str] = []
    for part in "".join(reader.parts).split("\f"):
        line = re.sub(r"\s+", " ", part).strip()
        if lines and lines[-1] in ("#", "-"):
            lines[-1] = f"{lines[-1]} {line}".strip()
        elif line.startswith("| "):
            lines += _row(line)
        elif line:
            lines.append(line)
    return "\n\n".join(line for line in lines if line.strip("#-| "))


def _row(line: str) -> list[str]:
    """A row of a table; or its cells as paragraphs, where the table only lays the page out."""
    cells = [cell.strip() for cell in line.strip("| ").split("|")]
    if len(cells) > 1 and all(len(cell) <= LONGEST_ENTRY for cell in cells):
        return [row(cells)]
    return [cell for cell in cells if cell]


class _Reader(HTMLParser):
    """Gathers what is seen; a form feed stands between paragraphs."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self._unseen: list[str] = []
        self._cells: int | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002 - so the library calls it
        """Skip what is not for people, and begin a paragraph where one begins."""
        if tag in UNSEEN and tag not in EMPTY:
            self._unseen.append(tag)
        if self._cells is not None and tag not in ("tr", "table"):
            self._in_row(tag)
        elif tag == "tr":
            self._cells = 0
            self.parts.append("\f")
        elif tag not in INLINE:
            self.parts.append("\f" + ("# " if tag in HEADINGS else "- " if tag == "li" else ""))

    def _in_row(self, tag: str) -> None:
        """Inside a row only its cells count; a cell's own paragraphs run together."""
        assert self._cells is not None
        if tag in ("td", "th"):
            self._cells += 1
            self.parts.append("| ")
        elif tag not in INLINE:
            self.parts.append(" ")

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002 - so the library calls it
        """An element that ends where it begins holds nothing."""
        if tag not in INLINE:
            self.parts.append(" " if self._cells is not None else "\f")

    def handle_endtag(self, tag: str) -> None:
        """End what was skipped, and a paragraph where one ends."""
        if tag in self._unseen:
            while self._unseen.pop() != tag:
                pass
        if tag == "body":
            self._unseen.clear()
        if tag in ("tr", "table") and self._cells is not None:
            self.parts.append(" |\f" if self._cells else "\f")
            self._cells = None
        elif tag not in INLINE:
            self.parts.append(" " if self._cells is not None else "\f")

    def handle_data(self, data: str) -> None:
        """Keep what is seen."""
        if not self._unseen:
            self.parts.append(data.replace("|", "/") if self._cells is not None else data)
