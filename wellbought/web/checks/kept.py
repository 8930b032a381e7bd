"""Pages of the check, rendered once for the same answers and kept for a while.

The main part of a page depends on nothing but the answers that it shows, so people with the same answers get the same
bytes. Two things around it are theirs alone and added each time: the frame with the navigation, and the form's token.
"""

from collections.abc import Callable, Hashable
from functools import lru_cache
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.template.loader import render_to_string
from django.utils.cache import patch_cache_control
from django.utils.translation import get_language
from markupsafe import Markup

from wellbought.web.guidance.queries import pack_in
from wellbought.web.ui.frames import framed, framed_anew

#: How many main parts are kept; the one that was wanted longest ago goes first.
KEPT = 512
#: Stands for the token of a form while its page is kept.
TOKEN = b"token-of-the-form"


class Making:
    """How to make a page's context, told apart by what it depends on."""

    __slots__ = ("depends_on", "make")

    def __init__(self, depends_on: Hashable, make: Callable[[], dict[str, Any]]) -> None:
        self.depends_on = depends_on
        self.make = make

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Making) and self.depends_on == other.depends_on

    def __hash__(self) -> int:
        return hash(self.depends_on)


def show(
    request: HttpRequest, template: str, title: str, making: Making, *, form: Any = None, status: int = 200
) -> HttpResponse:
    """Show a page of the check, which no cache on the way may keep.

    :param making: the context of its main part; with a form that has errors it is rendered anew
    """
    language = get_language() or "en"
    if form is not None:
        before, after = framed_anew(request, "checks/frame.html", {"title": title, "form": form})
        main = main_part.__wrapped__(template, language, making)
    else:
        before, after = framed(request, "checks/frame.html", {"title": title})
        main = main_part(template, language, making)
    if TOKEN in main:
        main = main.replace(TOKEN, get_token(request).encode())
    response = HttpResponse(before + main + after, status=status)
    patch_cache_control(response, private=True, no_cache=True)
    return response


@lru_cache(maxsize=KEPT)
def main_part(template: str, language: str, making: Making) -> bytes:
    """The main part of a page in one language, with a place holder for the form's token."""
    token = Markup('<input type="hidden" name="csrfmiddlewaretoken" value="{}">').format(TOKEN.decode())
    context = {**making.make(), "pack": pack_in(language), "csrf_input": token}
    return render_to_string(template, context).encode()
