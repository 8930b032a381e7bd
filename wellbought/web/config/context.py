"""What every layout shows around a page: the navigation, for the person before it."""

from dataclasses import dataclass
from functools import partial
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import SimpleLazyObject
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from wellbought.pack.read import Pack
from wellbought.web.accounts.models import Membership
from wellbought.web.permissions import may
from wellbought.web.policies.queries import pack_for
from wellbought.web.ui.navigation import Link


def around(request: HttpRequest) -> dict[str, Any]:
    """The navigation, the way home, and the pack for its names (``pack.name("tier", "high")``)."""
    member = getattr(request, "member", None)
    sections = _sections(member)
    here = _current(request.path, sections)
    return {
        "navigation": [Link(one.text, one.pages[0].href, current=one is here) for one in sections],
        "section_navigation": _inside(here, request.path),
        "section_label": here.text if here else "",
        "account_navigation": _account(member),
        "home_href": reverse("guidance:home"),
        "footer_navigation": [Link(_("About, privacy and accessibility"), reverse("guidance:about"))],
        "pack": SimpleLazyObject(lambda: _pack(member)),
    }


@dataclass(frozen=True)
class Section:
    """An entry of the main navigation, with the pages that stand in it; the first is where it leads."""

    text: str
    pages: tuple[Link, ...]


def _sections(member: Membership | None) -> list[Section]:
    """What a person may open, in few enough sections that they fit into one line."""
    if not member:
        pages = [
            *(("checks:start", _("Check a purchase")), ("claims:check", _("Check claims"))),
            *(("market:home", _("Market")), ("guidance:contents", _("Guidance"))),
            *(("guidance:questions", _("Key questions")), ("guidance:glossary", _("Glossary"))),
            ("learning:hub", _("Learn")),
        ]
        return [Section(text, (Link(text, reverse(name)),)) for name, text in pages]
    may_open = partial(may, role=member.as_role, signed_in=True, acting=False)
    told = [
        (_("My work"), [("work:mine", _("My work"))]),
        (
            _("Purchases"),
            [
                ("purchases:list", _("All purchases")),
                ("portfolio:portfolio", _("Portfolio")),
                ("arrivals:record", _("Record AI you already have")),
            ],
        ),
        (_("Check"), [("checks:start", _("Check a purchase")), ("claims:check", _("Check claims"))]),
        (_("Market"), [("market:home", _("Market"))]),
        (
            _("Guidance"),
            [
                ("guidance:contents", _("The guide")),
                ("guidance:questions", _("Key questions")),
                ("guidance:glossary", _("Glossary")),
            ],
        ),
        (_("Learn"), [("learning:hub", _("Learn"))]),
        (
            _("Organisation"),
            [
                ("accounts:people", _("People")),
                ("governance:own", _("Our rules")),
                ("readiness:home", _("Readiness")),
                ("governance:kit", _("Governance kit")),
            ],
        ),
    ]
    return [
        Section(text, tuple(Link(said, reverse(name)) for name, said in pages if may_open(name)))
        for text, pages in told
    ]


def _current(path: str, sections: list[Section]) -> Section | None:
    """The section that holds the page: the one whose address is the longest beginning of the page's."""
    fits = [(len(page.href), one) for one in sections for page in one.pages if path.startswith(page.href)]
    return max(fits, key=lambda fit: fit[0])[1] if fits else None


def _inside(section: Section | None, path: str) -> list[Link]:
    """The pages of a section, if it has several."""
    if section is None or len(section.pages) == 1:
        return []
    here = max((page for page in section.pages if path.startswith(page.href)), key=lambda page: len(page.href))
    return [Link(page.text, page.href, current=page is here) for page in section.pages]


def _account(member: Any) -> list[Link]:
    if not member:
        return [Link(_("Sign in"), reverse("accounts:sign-in"))]
    return [
        Link(member.person.name, reverse("accounts:you")),
        Link(_("Sign out"), reverse("accounts:sign-out"), post=True),
    ]


def _pack(member: Any) -> Pack:
    """The packs, with what the member's own organisation lays over them."""
    return pack_for(member.organisation if member else None, get_language())
