"""What the pages of a published site load: scripts, pictures and fonts as they are, styles as far as they are used."""

import posixpath
import re
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Final

from wellbought.web.guidance.actions.styles import names_in_page, names_in_script, trimmed
from wellbought.web.guidance.addresses import ASSETS, between

APPS: Final = ("ui", "guidance")
WEB: Final = Path(__file__).parents[2]

_LOADED: Final = re.compile(r'<(?:link|script|img)\b[^>]*?\s(?:href|src)="([^":]+)"[^>]*>')
_SHEET: Final = re.compile(r'\s*<link\b[^>]*?\srel="stylesheet"[^>]*?\shref="([^":]+)"[^>]*>')
_FROM_STYLES: Final = re.compile(r'url\("?([^")]+)"?\)')


class Assets:
    """The assets of a site, gathered while its pages are made."""

    def __init__(self) -> None:
        self._loaded: set[str] = set()
        self._names: set[str] = set()

    def note(self, html: str, file: str) -> None:
        """Take in what a page loads and could use of the styles.

        :param html: with links from file to file
        :param file: in which it stands, from the site's root
        """
        self._loaded |= _loaded(html, file)
        self._names |= names_in_page(html)

    def files(self) -> Iterator[tuple[str, bytes]]:
        """Every asset that a page loads, and the licences of all, each with its file in the site."""
        known = self._names | _names_in(self._loaded)
        for file in sorted(self._loaded):
            if not file.endswith(".css"):
                yield file, _source(file).read_bytes()
                continue
            styles = trimmed(_text(file), known)
            yield file, styles.encode()
        yield from ((file, _source(file).read_bytes()) for file in sorted(self._fonts() - self._loaded))
        for app in APPS:
            for licence in sorted((WEB / app / "static").rglob("*.txt")):
                yield f"{ASSETS}/{licence.relative_to(WEB / app / 'static').as_posix()}", licence.read_bytes()

    def _fonts(self) -> set[str]:
        return {
            posixpath.normpath(posixpath.join(posixpath.dirname(sheet), font))
            for sheet in self._loaded
            if sheet.endswith(".css")
            for font in _FROM_STYLES.findall(_text(sheet))
        }


def with_own_styles(html: str, file: str, sheet: str) -> tuple[str, bytes]:
    """A page that loads one small sheet of what it uses itself, so that a first visit is light.

    :param html: with links from file to file
    :param file: in which it stands
    :param sheet: the name of the sheet, without its ending
    :returns: the page, and the sheet, which goes to :func:`own_sheet`
    """
    loaded = _loaded(html, file)
    known = names_in_page(html) | _names_in(loaded)
    sheets = [_in_site(link, file) for link in _SHEET.findall(html)]
    styles = "".join(trimmed(_text(one), known) for one in sheets)
    link = f'\n  <link rel="stylesheet" href="{between(file, own_sheet(sheet))}">'
    html = _SHEET.sub(link, html, count=1)
    return _SHEET.sub(lambda other: other[0] if other[0] == link else "", html), styles.encode()


def own_sheet(sheet: str) -> str:
    """The file of a page's own styles. It stands beside the others, as they name fonts by their place."""
    return f"{ASSETS}/ui/{sheet}.css"


def _loaded(html: str, file: str) -> set[str]:
    files = {_in_site(link, file) for link in _LOADED.findall(html)}
    return {one for one in files if one.startswith(f"{ASSETS}/") and _source(one).is_file()}


def _names_in(files: Iterable[str]) -> set[str]:
    return {name for one in files if one.endswith(".js") for name in names_in_script(_text(one))}


def _in_site(link: str, file: str) -> str:
    return posixpath.normpath(posixpath.join(posixpath.dirname(file), link))


def _source(file: str) -> Path:
    path = file.removeprefix(f"{ASSETS}/")
    return WEB / path.partition("/")[0] / "static" / path


@cache
def _text(file: str) -> str:
    return _source(file).read_text(encoding="utf-8")
