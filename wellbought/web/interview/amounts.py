"""Amounts as people type them: ``50,000``, ``50.000,00``, ``50 000``, ``1'250.5``."""

import re

#: Groups of three digits parted by one kind of mark, with nothing after them.
_GROUPED = re.compile(r"\d{1,3}([.,' \u00a0\u202f’])\d{3}(?:\1\d{3})*")
_GAPS = re.compile(r"[' \u00a0\u202f’]")


def plain_amount(typed: str) -> str:
    """An amount with a point for decimals and no other marks; anything else comes back as it is, to be refused.

    A single mark before three digits groups thousands in every language of the interface: nobody plans to the
    thousandth of a unit of money.
    """
    text = typed.strip()
    if _GROUPED.fullmatch(text):
        return re.sub(r"\D", "", text)
    text = _GAPS.sub("", text)
    marks = [mark for mark in text if mark in ".,"]
    if not marks:
        return text
    decimal = marks[-1]
    if marks.count(decimal) > 1:
        return typed
    whole, _, rest = text.rpartition(decimal)
    return f"{re.sub(r'[.,]', '', whole)}.{rest}"
