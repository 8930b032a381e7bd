"""What every layout shows around a page: the navigation, for the person before it."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import SimpleLazyObject
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from wellbought.pack.read import Pack
from wellbought.web.permissions import may
from wellbought.web.policies.queries import pack_for
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
        main[:0] = [("work:mine", _("My work")), ("purchases:list", _("Purchases"))]
        if may("portfolio:portfolio", member.as_role, signed_in=True, acting=False):
            main.insert(2, ("portfolio:portfolio", _("Portfolio")))
        main += [("governance:own", _("Our rules")), ("accounts:people", _("Organisation"))]
    return {
        "navigation": [Link(text, reverse(name), current=path.startswith(reverse(name))) for name, text in main],
        "account_navigation": _account(member),
        "home_href": reverse("guidance:home"),
        "footer_navigation": [Link(_("About, privacy and accessibility"), reverse("guidance:about"))],
        "pack": SimpleLazyObject(lambda: _pack(member)),
    }


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
