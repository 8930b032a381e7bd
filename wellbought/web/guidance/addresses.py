"""Where each page of a published site stands: one file for each address, and links from file to file.

Links name files (``guide/fast-lane.html``) and not folders, so that the site can be read from any folder, under any
address, and even without a server.
"""

import posixpath
import re
from collections.abc import Callable
from html import escape, unescape
from typing import Final
from urllib.parse import parse_qsl

from django.conf import settings

ASSETS: Final = "assets"
#: Ids hold no underscore, so that no page can be taken for a list that is narrowed.
NARROWED: Final = "_"

LINK: Final = re.compile(r'(?<=\s)(href|src|action|data-index)="([^"]*)"')
ELSEWHERE: Final = re.compile(r"[a-z][a-z0-9+.-]*:", re.IGNORECASE)


def file_of(address: str) -> str:
    """The file in which a page of a published site stands.

    :param address: as the server writes it: ``/en/questions/?stage=need``
    :returns: from the site's root: ``en/questions_stage-need.html``
    """
    path, _mark, query = address.partition("?")
    if path.startswith(settings.STATIC_URL):
        return f"{ASSETS}/{path.removeprefix(settings.STATIC_URL)}"
    choices = "".join(f"{NARROWED}{name}-{value}" for name, value in sorted(parse_qsl(query)))
    whole = path.strip("/")
    stem, dot, ending = whole.rpartition(".")
    if not dot:
        stem, ending = whole, "html"
        if path.count("/") == 2:  # noqa: PLR2004 - the home of a language: /en/
            stem += "/index"
    return f"{stem}{choices}.{ending}"


def between(start: str, end: str) -> str:
    """The way from one file of the site to another."""
    return posixpath.relpath(end, posixpath.dirname(start) or ".")


def with_links_to_files(html: str, address: str, *, start: str, found: Callable[[str], None], begin: str = "") -> str:
    """A page whose links within the site lead from file to file.

    :param address: of the page, which its links may leave out
    :param start: the file in which it will stand
    :param found: is told each address of the site that the page links to, without its anchor
    :param begin: begins every link of a page that is shown wherever another is missing
    """

    def to_file(link: re.Match[str]) -> str:
        target, _hash, anchor = unescape(link[2]).partition("#")
        if not target or ELSEWHERE.match(target):
            return link[0]
        if target.startswith("?"):
            target = (address.partition("?")[0] + target).removesuffix("?")
        found(target)
        file = file_of(target)
        way = (begin + file if begin else between(start, file)) + (f"#{anchor}" if anchor else "")
        return f'{link[1]}="{escape(way)}"'

    return LINK.sub(to_file, html)
