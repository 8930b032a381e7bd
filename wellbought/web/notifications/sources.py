"""Where the weekly mail learns what waits. A new source is a function here and a line in ``SOURCES``."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from wellbought.pack.read import Pack
from wellbought.web.accounts.models import Membership
from wellbought.web.purchases.queries import Why, WorkRow, work_of
from wellbought.web.readiness.queries import open_actions, open_seats


@dataclass(frozen=True, slots=True)
class Waiting:
    """Something that waits for a member.

    :ivar about: the purchase or other thing that it belongs to
    :ivar text: what is to be done, in a line
    :ivar href: its page on this site
    """

    about: str
    text: str
    href: str


Source = Callable[[Membership, Pack, date], tuple[Waiting, ...]]


def purchases(member: Membership, pack: Pack, on: date) -> tuple[Waiting, ...]:
    """What waits for a member in their purchases: gates to sign, mentions, questions that are theirs or ask them."""
    work = work_of(member, pack, on=on)
    rows = (*work.gates, *work.mentions, *work.owned, *work.consulted)
    return tuple(Waiting(row.purchase, _said(row, pack), row.href) for row in rows)


def _said(row: WorkRow, pack: Pack) -> str:
    if row.why is Why.GATE and row.stage is not None:
        return _("Sign off “%(stage)s”") % {"stage": pack.name("stage", row.stage).label}
    if row.why is Why.MENTIONED:
        return _("%(who)s mentioned you: %(words)s") % {"who": row.who, "words": row.text[:140]}
    if row.overdue:
        return _("%(question)s (overdue)") % {"question": row.text}
    return row.text


def readiness(member: Membership, pack: Pack, on: date) -> tuple[Waiting, ...]:
    """Rounds of the readiness check that want a member's answers, and actions of its plans that they see to."""
    asked = (Waiting(one.title, _("Your answers are wanted"), one.href) for one in open_seats(member))
    return (*asked, *(Waiting(one.title, one.text, one.href) for one in open_actions(member)))


#: Everything that may wait for somebody.
SOURCES: tuple[Source, ...] = (purchases, readiness)
