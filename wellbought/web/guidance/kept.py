"""Pages of the guidance, rendered once and kept.

The words do not change while the process runs, so the main part of a page is rendered once for each page object. What
stands around it depends on who reads: for a member it is rendered each time, for a visitor once for each address.
"""

import gzip
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final, Protocol

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils.cache import patch_vary_headers
from django.utils.translation import get_language

from wellbought.web.guidance.queries.files import GuidanceFile, Place
from wellbought.web.guidance.queries.packs import pack_in

#: How many main parts are kept; the one that was wanted longest ago goes first.
KEPT: Final = 1024
#: Stands in a frame where the main part goes.
GAP: Final = "<!-- main part -->"

Frame = tuple[bytes, bytes]


@dataclass(frozen=True, slots=True)
class Still:
    """A site of files that is being made: no page of it can ask a server for anything.

    :ivar site: the beginning of every address, if it is known where the site will stand
    :ivar files: whether the pages offer themselves as files
    :ivar around: what stands around the main part of each page
    """

    site: str
    files: bool
    around: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Visited:
    """What visitors get at one address: the frame, and the whole page compressed. It holds no secret to guess at."""

    frame: Frame
    compressed: bytes


#: By language and address; emptied when full, since anyone may invent addresses.
_visited: dict[tuple[str | None, str], Visited] = {}


class Page(Protocol):
    """What every page has. Page objects are equal only to themselves, and kept by the queries that make them."""

    def __hash__(self) -> int:
        """Each page object by itself."""

    @property
    def title(self) -> str:
        """What the browser's tab says."""

    @property
    def description(self) -> str:
        """What a search engine on the web may show."""


def show(request: HttpRequest, template: str, page: Page, *, keep: bool = True) -> HttpResponse:
    """Show a page.

    :param template: gives the main part, from ``page``, ``pack`` and ``site`` (the beginning of every address)
    :param keep: whether others may ask for the same page
    """
    still: Still | None = getattr(request, "still", None)
    if still:
        return HttpResponse(_still(still, request, template, page))
    render_main = main_part if keep else main_part.__wrapped__
    main = render_main(template, page, place_of(request).site)
    if keep and not getattr(request, "member", None):
        return _for_visitors(request, page, main)
    before, after = _framed(request, page)
    return HttpResponse(before + main + after)


def offer(made: GuidanceFile) -> HttpResponse:
    """A file to keep."""
    response = HttpResponse(made.content, content_type=made.media_type)
    response["Content-Disposition"] = f'attachment; filename="{made.name}"'
    return response


def place_of(request: HttpRequest) -> Place:
    """Where the pages stand that a request asks for."""
    still: Still | None = getattr(request, "still", None)
    return Place(still.site, still=True) if still else Place(f"{request.scheme}://{request.get_host()}")


@lru_cache(maxsize=KEPT)
def main_part(template: str, page: Page, site: str) -> bytes:
    """The main part of a page, in the language that is active and that the page was made in."""
    return _main(template, page, site, still=False, files=True)


def _main(template: str, page: Page, site: str, *, still: bool, files: bool) -> bytes:
    context = {"page": page, "pack": pack_in(get_language()), "site": site, "still": still, "files": files}
    return render_to_string(template, context).encode()


def _still(still: Still, request: HttpRequest, template: str, page: Page) -> bytes:
    """A page of a site of files. Nobody is signed in there, so no context processor is asked."""
    main = _main(template, page, still.site, still=True, files=still.files)
    context = {**still.around, "page": page, "gap": GAP, "request": request}
    before, _gap, after = render_to_string("guidance/still_frame.html", context).partition(GAP)
    return before.encode() + main + after.encode()


def _for_visitors(request: HttpRequest, page: Page, main: bytes) -> HttpResponse:
    """A page for anyone without an account: what stands around it hangs on nothing but the address."""
    address = (get_language(), request.build_absolute_uri())
    found = _visited.get(address)
    if found is None:
        if len(_visited) >= KEPT:
            _visited.clear()
        before, after = _framed(request, page)
        found = _visited[address] = Visited((before, after), gzip.compress(before + main + after, mtime=0))
    if "gzip" in request.headers.get("Accept-Encoding", ""):
        response = HttpResponse(found.compressed, headers={"Content-Encoding": "gzip"})
    else:
        before, after = found.frame
        response = HttpResponse(before + main + after)
    patch_vary_headers(response, ["Accept-Encoding"])
    return response


def _framed(request: HttpRequest, page: Page) -> Frame:
    before, _gap, after = render_to_string("guidance/frame.html", {"page": page, "gap": GAP}, request).partition(GAP)
    return before.encode(), after.encode()
