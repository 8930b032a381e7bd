"""What a profile refuses, in the reader's language."""

from collections.abc import Iterator
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from wellbought.errors import SeveralErrors, WellboughtError
from wellbought.profile_faults import FactInvalid, Sentence

#: The engine speaks English; these are its sentences, so that they can be translated. A test knows if one is missing.
SENTENCES: Final[dict[Sentence, Promise]] = {
    Sentence.NO_OBJECT: _("A profile is a JSON object of facts, such as {example}."),
    Sentence.UNKNOWN_FACT: _("There is no fact of this name. The facts are: {facts}."),
    Sentence.UNKNOWN_FACT_CLOSE: _("There is no fact of this name. Did you mean “{close}”?"),
    Sentence.NO_ANSWER: _("{given} is not an answer. Use true, false or null (unknown)."),
    Sentence.NO_LIST: _("{given} is not a list. Use a list such as {example}."),
    Sentence.NOT_ALLOWED: _("{given} is not one of the answers. Allowed: {allowed}."),
    Sentence.NOT_ALLOWED_CLOSE: _("{given} is not one of the answers. Did you mean “{close}”? Allowed: {allowed}."),
    Sentence.NO_ID: _("{given} is not an id, such as “eu” or “us-federal”."),
    Sentence.NO_VALUE: _("{given} is not a value. Use {example}."),
    Sentence.NO_AMOUNT: _("{given} is not an amount. Use {example}."),
    Sentence.AMOUNT_TOO_LARGE: _("The amount must be from 0 to 1,000,000,000,000,000."),
    Sentence.NO_CURRENCY: _("{given} is not a currency. Use its three capital letters, such as EUR, USD or COP."),
    Sentence.NONE_AND_SOME: _("“none” stands beside a kind of AI. Keep “none” alone, or leave it out."),
    Sentence.EFFECT_ON_NOBODY: _(
        "A legal or similar effect is an effect on someone: affects cannot be “none-direct”. "
        "Say “public” or “staff”, or set legal_or_similar_effect to false."
    ),
    Sentence.BIOMETRIC_NOT_PERSONAL: _(
        "Biometric data are personal data. Set personal_data to true, or biometric to false."
    ),
    Sentence.SENSITIVE_NOT_PERSONAL: _(
        "Sensitive data are personal data. Set personal_data to true, or sensitive_data to false."
    ),
}


def told(fault: WellboughtError) -> str:
    """A fault in the reader's language, without its place."""
    if isinstance(fault, FactInvalid):
        return str(SENTENCES[fault.sentence]).format(**fault.words)
    return fault.message


def each_told(error: WellboughtError) -> Iterator[str]:
    """Every fault of what was given, each with its place."""
    for fault in error.errors if isinstance(error, SeveralErrors) else (error,):
        yield f"{fault.where}: {told(fault)}" if fault.where else told(fault)
