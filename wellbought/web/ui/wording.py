"""Wording that a script needs in every plural form of the language, as the attributes that it reads."""

from collections.abc import Mapping
from functools import cache

from babel import Locale, UnknownLocaleError
from django.utils.translation import get_language, gettext, ngettext

#: Numbers among which every plural form of every language occurs.
NUMBERS = (*range(201), 1000, 10_000, 1_000_000)


def count_wording() -> Mapping[str, str]:
    """Word how many characters are left, or too many, for the character count.

    :returns: attributes of the design system's character count, one for each plural form that the language has
    """
    return _count_wording(get_language() or "en")


@cache
def _count_wording(code: str) -> Mapping[str, str]:
    """Word the count in the language that is active now: ``code`` says which that is."""
    words = {"data-i18n.characters-at-limit": gettext("You have no characters left")}
    count = {"count": "%{count}"}
    for form, number in plural_forms(code).items():
        left = ngettext("You have %(count)s character left", "You have %(count)s characters left", number)
        over = ngettext("You have %(count)s character too many", "You have %(count)s characters too many", number)
        words[f"data-i18n.characters-under-limit.{form}"] = left % count
        words[f"data-i18n.characters-over-limit.{form}"] = over % count
    return words


def plural_forms(code: str) -> Mapping[str, int]:
    """Name the plural forms of a language, each with a number that takes it.

    :param code: a language code as Django writes it, such as ``pt-br``
    :returns: the names that the Unicode locale data gives to plural forms, always with ``other``
    """
    try:
        rule = Locale.parse(code, sep="-").plural_form
    except (ValueError, UnknownLocaleError):
        return {"one": 1, "other": 2}
    forms: dict[str, int] = {}
    for number in NUMBERS:
        forms.setdefault(rule(number), number)
    forms.setdefault("other", 2)
    return forms
