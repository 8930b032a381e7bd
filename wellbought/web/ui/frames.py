"""What stands around the main part of a page: for a visitor it is the same at each address, and rendered once."""

from typing import Any, Final

from django.conf import settings
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.translation import get_language

#: How many frames are kept; emptied when full, since anyone may invent addresses.
KEPT: Final = 1024
#: Stands in a frame where the main part goes.
GAP: Final = "<!-- main part -->"

Frame = tuple[bytes, bytes]

_frames: dict[tuple[str, str | None, str], Frame] = {}


def framed(request: HttpRequest, template: str, context: dict[str, Any]) -> Frame:
    """What comes before and after the main part.

    :param template: shows ``gap`` where the main part goes; for visitors it may depend on the address alone
    """
    if settings.SESSION_COOKIE_NAME in request.COOKIES:
        return framed_anew(request, template, context)
    address = (template, get_language(), request.get_full_path())
    found = _frames.get(address)
    if found is None:
        if len(_frames) >= KEPT:
            _frames.clear()
        found = _frames[address] = framed_anew(request, template, context)
    return found


def framed_anew(request: HttpRequest, template: str, context: dict[str, Any]) -> Frame:
    """The same, rendered for this request alone."""
    before, _gap, after = render_to_string(template, {**context, "gap": GAP}, request).partition(GAP)
    return before.encode(), after.encode()
