"""What can be wrong with a fact of a profile, in sentences that can be told in other languages."""

from enum import StrEnum

from wellbought.errors import SeveralErrors, WellboughtError


class Sentence(StrEnum):
    """What is wrong and what would be right. Words such as ``{given}`` are filled in."""

    NO_OBJECT = "A profile is a JSON object of facts, such as {example}."
    UNKNOWN_FACT = "There is no fact of this name. The facts are: {facts}."
    UNKNOWN_FACT_CLOSE = "There is no fact of this name. Did you mean “{close}”?"
    NO_ANSWER = "{given} is not an answer. Use true, false or null (unknown)."
    NO_LIST = "{given} is not a list. Use a list such as {example}."
    NOT_ALLOWED = "{given} is not one of the answers. Allowed: {allowed}."
    NOT_ALLOWED_CLOSE = "{given} is not one of the answers. Did you mean “{close}”? Allowed: {allowed}."
    NO_ID = "{given} is not an id, such as “eu” or “us-federal”."
    NO_VALUE = "{given} is not a value. Use {example}."
    NO_AMOUNT = "{given} is not an amount. Use {example}."
    AMOUNT_TOO_LARGE = "The amount must be from 0 to 1,000,000,000,000,000."
    NO_CURRENCY = "{given} is not a currency. Use its three capital letters, such as EUR, USD or COP."
    NONE_AND_SOME = "“none” stands beside a kind of AI. Keep “none” alone, or leave it out."
    EFFECT_ON_NOBODY = (
        "A legal or similar effect is an effect on someone: affects cannot be “none-direct”. "
        "Say “public” or “staff”, or set legal_or_similar_effect to false."
    )
    BIOMETRIC_NOT_PERSONAL = "Biometric data are personal data. Set personal_data to true, or biometric to false."
    SENSITIVE_NOT_PERSONAL = "Sensitive data are personal data. Set personal_data to true, or sensitive_data to false."


class FactInvalid(WellboughtError):
    """A fact that is not allowed.

    :param sentence: what is wrong and what would be right
    :param where: the field at fault
    :param words: what stands in the places of the sentence
    """

    def __init__(self, sentence: Sentence, *, where: str = "", **words: str) -> None:
        super().__init__(sentence.format(**words), where=where)
        self.sentence = sentence
        self.words = words


class ProfileInvalid(SeveralErrors):
    """The profile holds something that is not allowed; each error names its field and what is."""

    errors: tuple[FactInvalid, ...]
