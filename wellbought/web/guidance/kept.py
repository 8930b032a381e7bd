"""Pages of the guidance, rendered once and kept.

The words do not change while the process runs, so the main part of a page is rendered once for each page object and
address. What stands around it (who is signed in, the languages) depends on the person and is rendered each time.
"""

from functools import lru_cache
from typing import Protocol

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.translation import get_language
from markupsafe import Markup

from wellbought.web.guidance.queries.packs import pack_in

#: How many main parts are kept; the one that was wanted longest ago goes first.
KEPT = 1024


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
    :param keep: whether others will ask for the same page; not so if it answers words that someone typed
    """
    render_main = main_part if keep else main_part.__wrapped__
    main = render_main(template, page, f"{request.scheme}://{request.get_host()}")
    return render(request, "guidance/frame.html", {"page": page, "main": main})


@lru_cache(maxsize=KEPT)
def main_part(template: str, page: Page, site: str) -> Markup:
    """The main part of a page, in the language that is active and that the page was made in."""
    context = {"page": page, "pack": pack_in(get_language()), "site": site}
    return Markup(render_to_string(template, context))  # noqa: S704 - a rendered template has been escaped
