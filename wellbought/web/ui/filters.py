"""Filters of the templates: how values are written for people."""

from datetime import date, datetime
from decimal import Decimal

from django.template.defaultfilters import filesizeformat
from django.utils import formats, timezone
from markupsafe import Markup, escape

from wellbought.web.ui.navigation import language_of


def said(text: object) -> Markup:
    """Write text for a page, marked with its language where it is not the page's own.

    Text that no one has translated yet carries ``fallback_lang`` (see ``wellbought.pack.translate``). A screen
    reader must know to read it in that language, and an Arabic page to set it from left to right.
    """
    code = getattr(text, "fallback_lang", None)
    if not code:
        return escape(text)
    return Markup('<span lang="{}" dir="{}">{}</span>').format(code, language_of(code).direction, escape(text))


def bdi(value: object) -> Markup:
    """Keep a figure, code or name together where the text around it runs the other way."""
    return Markup("<bdi>{}</bdi>").format(value)


def figure(value: float | Decimal, places: int | None = None) -> Markup:
    """Write a number as the reader's language does, kept together in any direction of text."""
    return bdi(formats.number_format(value, decimal_pos=places, use_l10n=True, force_grouping=True))


def localdate(value: date | datetime, form: str = "DATE_FORMAT") -> str:
    """Write a day as the reader's language does: "23 November 2026".

    :param value: a day, or an instant, which is first moved to the reader's time zone
    :param form: one of Django's formats: ``DATE_FORMAT``, ``SHORT_DATE_FORMAT``, ``MONTH_DAY_FORMAT``
    """
    if isinstance(value, datetime) and timezone.is_aware(value):
        value = timezone.localtime(value)
    return str(formats.date_format(value, form, use_l10n=True))


def localtime(value: datetime) -> str:
    """Write an instant as the reader's language does, in the reader's time zone."""
    return localdate(value, "DATETIME_FORMAT")


def size(octets: int) -> Markup:
    """Write the size of a file: "120 KB"."""
    return bdi(filesizeformat(octets))
