"""What every layout shows around a page: the navigation, for the person before it."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import SimpleLazyObject
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from wellbought.pack.read import Pack
from wellbought.web.guidance.queries import pack_in
from wellbought.web.ui.navigation import Link


def around(request: HttpRequest) -> dict[str, Any]:
    """The navigation, the way home, and the pack for its names (``pack.name("tier", "high")``)."""
    member = getattr(request, "member", None)
    path = request.path
    main = [
        ("checks:start", _("Check a purchase")),
        ("claims:check", _("Check claims")),
        ("guidance:contents", _("Guidance")),
        ("guidance:questions", _("Key questions")),
        ("guidance:glossary", _("Glossary")),
        ("learning:hub", _("Learn")),
    ]
    if member:
        main.insert(0, ("purchases:list", _("Purchases")))
    return {
        "navigation": [Link(text, reverse(name), current=path.startswith(reverse(name))) for name, text in main],
        "account_navigation": _account(member),
        "home_href": reverse("guidance:home"),
        "footer_navigation": [Link(_("About, privacy and accessibility"), reverse("guidance:about"))],
        "pack": SimpleLazyObject(_pack),
    }


def _account(member: Any) -> list[Link]:
    if not member:
        return [Link(_("Sign in"), reverse("accounts:sign-in"))]
    return [Link(_("Sign out (%(name)s)") % {"name": member.person.name}, reverse("accounts:sign-out"), post=True)]


def _pack() -> Pack:
    return pack_in(get_language())
