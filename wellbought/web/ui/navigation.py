"""Links that layouts show: navigation, and the same page in other languages."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.conf.urls.i18n import is_language_prefix_patterns_used
from django.http import HttpRequest
from django.urls import get_urlconf
from django.utils import translation


@dataclass(frozen=True)
class Link:
    """One entry of a navigation.

    ``post`` makes it a button in a form of its own, for what changes something (signing out).
    """

    text: str
    href: str
    current: bool = False
    post: bool = False


@dataclass(frozen=True)
class Language:
    """A language of the interface: its code, its own name for itself, and the way it is written."""

    code: str
    name: str
    direction: str


@dataclass(frozen=True)
class LanguageLink:
    """The present page in one language."""

    language: Language
    href: str
    current: bool


def language_of(code: str) -> Language:
    """Describe a language, which Django need not know: then its code stands for its name."""
    try:
        known = translation.get_language_info(code)
    except KeyError:
        return Language(code=code, name=code, direction="ltr")
    name = known["name_local"]
    return Language(code=code, name=name[:1].upper() + name[1:], direction="rtl" if known["bidi"] else "ltr")


def current_language() -> Language:
    """Describe the language that the page is being written in."""
    return language_of(translation.get_language() or settings.LANGUAGE_CODE)


def language_links(request: HttpRequest) -> tuple[LanguageLink, ...]:
    """Link the present page in every language of the site.

    The language stands in the path. Where the path holds none (a page outside ``i18n_patterns``), or there is
    only one language, there is nothing to switch and the answer is empty.
    """
    if len(settings.LANGUAGES) < 2:  # noqa: PLR2004  (one language is no choice)
        return ()
    _, default_is_prefixed = is_language_prefix_patterns_used(get_urlconf() or settings.ROOT_URLCONF)
    in_path = translation.get_language_from_path(request.path_info)
    if in_path is None and default_is_prefixed:
        return ()
    current = translation.get_language()
    script = request.path.removesuffix(request.path_info)
    bare = request.path_info.removeprefix(f"/{in_path}") if in_path else request.path_info
    query = f"?{request.META['QUERY_STRING']}" if request.META.get("QUERY_STRING") else ""
    return tuple(
        LanguageLink(
            language=language_of(code),
            href=f"{script}{_prefix(code, default=not default_is_prefixed)}{bare}{query}",
            current=code == current,
        )
        for code, _ in settings.LANGUAGES
    )


def _prefix(code: str, *, default: bool) -> str:
    """Write the beginning of a path in that language; ``default`` if the site's own language has none."""
    return "" if default and code == settings.LANGUAGE_CODE else f"/{code}"


def page_links(number: int, pages: int, href: Callable[[int], str]) -> dict[str, Any]:
    """What the component ``pagination`` takes: the first page, the last, those around this one, and gaps between.

    :param number: the page that is shown, from 1
    :param href: the address of a page by its number
    """
    if pages <= 1:
        return {}
    shown = sorted({1, pages, *range(max(1, number - 1), min(pages, number + 1) + 1)})
    links: list[dict[str, Any]] = []
    for place, one in enumerate(shown):
        if place and one - shown[place - 1] > 1:
            links.append({"gap": True})
        links.append({"number": one, "href": href(one), "current": one == number})
    return {
        "pages": links,
        "previous": {"href": href(number - 1)} if number > 1 else None,
        "next": {"href": href(number + 1)} if number < pages else None,
    }
