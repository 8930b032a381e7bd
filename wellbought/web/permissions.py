"""Who may open which page: one table, page by role. A page without a row lets nobody in.

A row says who may look (GET) and who may act (POST). Which *purchase* a member may see is decided by the queries: what
a member may not see does not exist for them.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from types import MappingProxyType
from typing import Final

from wellbought.vocabulary import TEAM_ROLES, Role


class Audience(Enum):
    """Who may open a page without being a member."""

    EVERYONE = "everyone"
    SIGNED_IN = "signed in"


@dataclass(frozen=True, slots=True)
class Row:
    """Who may look at a page and who may act on it; an empty set is nobody."""

    look: Audience | frozenset[Role]
    act: Audience | frozenset[Role] = frozenset()


MEMBERS: Final = frozenset(TEAM_ROLES)
EVERYONE: Final = Audience.EVERYONE
SIGNED_IN: Final = Audience.SIGNED_IN

#: Who leads a purchase: they start it, choose its team, and change its facts.
LEADS: Final = frozenset({Role.PROCUREMENT, Role.PROJECT, Role.LEADERSHIP})

_READ = Row(EVERYONE)

PAGES: Final[Mapping[str, Row]] = MappingProxyType(
    {
        "root": _READ,
        "health": _READ,
        # the guidance
        "guidance:home": _READ,
        "guidance:contents": _READ,
        "guidance:chapter": _READ,
        "guidance:guide-file": _READ,
        "guidance:chapter-file": _READ,
        "guidance:topic": _READ,
        "guidance:topic-file": _READ,
        "guidance:questions": _READ,
        "guidance:questions-file": _READ,
        "guidance:question": _READ,
        "guidance:glossary": _READ,
        "guidance:term": _READ,
        "guidance:clauses": _READ,
        "guidance:clause": _READ,
        "guidance:criteria": _READ,
        "guidance:criterion": _READ,
        "guidance:disclosures": _READ,
        "guidance:disclosure": _READ,
        "guidance:places": _READ,
        "guidance:place": _READ,
        "guidance:sources": _READ,
        "guidance:source": _READ,
        "guidance:search": _READ,
        "guidance:index": _READ,
        "guidance:about": _READ,
        # the design system
        "ui:components": _READ,
        "ui:layout": _READ,
        # accounts
        "accounts:sign-in": Row(EVERYONE, EVERYONE),
        "accounts:enter-as": Row(frozenset(), EVERYONE),
        "accounts:sign-out": Row(frozenset(), SIGNED_IN),
        # the check
        "checks:start": Row(EVERYONE, EVERYONE),
        "checks:question": Row(EVERYONE, EVERYONE),
        "checks:answers": _READ,
        "checks:result": _READ,
        "checks:download": _READ,
        "checks:open": Row(EVERYONE, EVERYONE),
        "checks:clear": Row(EVERYONE, EVERYONE),
        # purchases
        "purchases:list": Row(MEMBERS),
        "purchases:new": Row(LEADS, LEADS),
        "purchases:purchase": Row(MEMBERS),
        "purchases:result": Row(MEMBERS),
        "purchases:stage": Row(MEMBERS),
        "purchases:question": Row(MEMBERS, MEMBERS),
        "purchases:history": Row(MEMBERS),
        "purchases:facts": Row(MEMBERS),
        "purchases:fact": Row(LEADS, LEADS),
        "purchases:documents": Row(MEMBERS),
        "purchases:document": Row(MEMBERS),
        "purchases:team": Row(MEMBERS, LEADS),
        # the claim checker
        "claims:check": Row(EVERYONE, EVERYONE),
        "claims:download": Row(frozenset(), EVERYONE),
        "claims:compare": Row(EVERYONE, EVERYONE),
        "claims:purchase": Row(MEMBERS),
        "claims:add": Row(MEMBERS, MEMBERS),
        "claims:text": Row(MEMBERS),
        "claims:letter": Row(MEMBERS),
        "claims:compare-kept": Row(MEMBERS),
        "claims:claim": Row(MEMBERS, MEMBERS),
        # learning
        "learning:hub": _READ,
        "learning:courses": _READ,
        "learning:course": _READ,
        "learning:lesson": Row(EVERYONE, EVERYONE),
        "learning:worked": Row(EVERYONE, EVERYONE),
        "learning:quiz": Row(EVERYONE, EVERYONE),
        "learning:certificate": Row(EVERYONE, EVERYONE),
        "learning:check-certificate": Row(EVERYONE, EVERYONE),
        "learning:proof": _READ,
        "learning:package": _READ,
        "learning:forget": Row(frozenset(), EVERYONE),
        "learning:share": Row(frozenset(), MEMBERS),
        "learning:team": Row(frozenset({Role.LEADERSHIP})),
        "learning:slides": Row(EVERYONE, EVERYONE),
        "learning:training": Row(EVERYONE, EVERYONE),
        "learning:webinar": _READ,
        "learning:webinar-captions": _READ,
    }
)


def may(name: str, role: Role | None, *, signed_in: bool, acting: bool) -> bool:
    """Whether someone may open a page.

    :param name: the page's name in the URL configuration, such as ``purchases:question``
    :param role: the role in which they are a member of an organisation, if they are
    :param acting: whether they send something (POST), or only look
    """
    row = PAGES.get(name)
    if row is None:
        return False
    allowed = row.act if acting else row.look
    if allowed is Audience.EVERYONE:
        return True
    if allowed is Audience.SIGNED_IN:
        return signed_in
    return isinstance(allowed, frozenset) and role in allowed


def open_to_visitors(name: str, *, acting: bool) -> bool:
    """Whether a page needs no account."""
    return may(name, None, signed_in=False, acting=acting)
