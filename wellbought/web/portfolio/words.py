"""What the portfolio calls things, in the reader's language, for its page and its files alike."""

from collections.abc import Mapping
from decimal import Decimal

from babel.numbers import format_currency
from django.utils.formats import date_format
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from wellbought.pack.read import Pack
from wellbought.purchase.standing import Hold, Standing, Use
from wellbought.vocabulary import Tier


def hold_names() -> Mapping[Hold, str]:
    """What each reason is called in a list."""
    return {
        Hold.PAUSED: _("Paused until counsel decides"),
        Hold.OVERDUE: _("A question that a gate needs is overdue"),
        Hold.SIGN_OFF: _("Waits for a signature"),
        Hold.RENEWAL: _("Its day of renewal has passed"),
        Hold.QUIET: _("Its gate is not met, and nothing happened for 30 days"),
    }


def use_names() -> Mapping[Use, str]:
    """Whether it is in use, in words."""
    return {Use.PLANNED: _("Being bought"), Use.IN_USE: _("In use"), Use.ENDED: _("Ended")}


def why_held(standing: Standing, hold: Hold, pack: Pack) -> str:
    """Why one purchase is held up, with what belongs to it."""
    match hold:
        case Hold.OVERDUE:
            assert standing.due_on is not None
            return _("A question that the next gate needs was due on %(day)s") % {"day": date_format(standing.due_on)}
        case Hold.SIGN_OFF:
            roles = ", ".join(pack.name("role", role).label for role in standing.signers)
            return _("Waits for a signature: %(roles)s") % {"roles": roles}
        case Hold.RENEWAL:
            assert standing.renews_on is not None
            return _("Its day of renewal, %(day)s, has passed") % {"day": date_format(standing.renews_on)}
        case Hold.QUIET:
            return ngettext(
                "%(num)s question is open before its gate, and nothing happened since %(day)s",
                "%(num)s questions are open before its gate, and nothing happened since %(day)s",
                standing.gate_open,
            ) % {"num": standing.gate_open, "day": date_format(standing.moved_on)}
    return hold_names()[hold]


def next_step(standing: Standing, pack: Pack) -> str:
    """What comes next for a purchase."""
    if standing.gate is None:
        return ""
    gate = pack.name("stage", standing.gate).label
    if not standing.gate_open:
        return _("Gate “%(gate)s”: sign") % {"gate": gate}
    return ngettext(
        "Gate “%(gate)s”: %(num)s question open", "Gate “%(gate)s”: %(num)s questions open", standing.gate_open
    ) % {"gate": gate, "num": standing.gate_open}


def tier_name(tier: Tier | None, pack: Pack) -> str:
    """What a tier is called."""
    return pack.name("tier", tier).label if tier else _("Not known yet")


def money_words(amount: Decimal, currency: str) -> str:
    """An amount of money without its cents, as the language writes it."""
    locale = (get_language() or "en").replace("-", "_")
    return format_currency(amount, currency or "XXX", locale=locale, format_type="standard").replace("XXX", "").strip()
