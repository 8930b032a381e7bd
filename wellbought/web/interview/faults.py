"""What the engine says of facts that are not right, in the reader's language."""

from collections.abc import Iterator
from typing import Final

from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

from wellbought.errors import SeveralErrors, WellboughtError

#: The engine speaks English; these are its sentences, so that they can be translated. A test knows if one is missing.
SENTENCES: Final = (
    _("A profile is a JSON object of facts, such as %(example)s."),
    _("There is no fact of this name. The facts are: %(allowed)s."),
    _("There is no fact of this name. Did you mean “%(close)s”?"),
    _("%(given)s is not an answer. Use true, false or null (unknown)."),
    _("%(given)s is not a list. Use a list such as [%(example)s]."),
    _("%(given)s is not one of the answers. Allowed: %(allowed)s."),
    _("%(given)s is not one of the answers. Did you mean “%(close)s”? Allowed: %(allowed)s."),
    _("%(given)s is not an id, such as “eu” or “us-federal”."),
    _("%(given)s is not a value. Use %(right)s."),
    _("%(given)s is not an amount. Use %(right)s."),
    _("The amount must be from 0 to 1,000,000,000,000,000."),
    _("%(given)s is not a currency. Use its three capital letters, such as EUR, USD or COP."),
    _("“none” stands beside a kind of AI. Keep “none” alone, or leave it out."),
    _(
        "A legal or similar effect is an effect on someone: affects cannot be “none-direct”. Say “public” or “staff”, "
        "or set legal_or_similar_effect to false."
    ),
    _("Biometric data are personal data. Set personal_data to true, or biometric to false."),
    _("Sensitive data are personal data. Set personal_data to true, or sensitive_data to false."),
)


def in_own_words(error: WellboughtError) -> Iterator[str]:
    """Each fault in the reader's language, led by its field."""
    for fault in error.errors if isinstance(error, SeveralErrors) else (error,):
        said = gettext(fault.sentence)
        message = said % fault.values if fault.values else said
        yield f"{fault.where}: {message}" if fault.where else message
