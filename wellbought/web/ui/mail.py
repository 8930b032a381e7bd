"""Mails: the same words as text and as simple HTML, in the language of whoever reads them."""

from collections.abc import Mapping
from html import unescape
from typing import Any

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.utils.html import strip_tags
from django.utils.translation import override
from markupsafe import Markup


def send(
    to: str, template: str, context: Mapping[str, Any], *, language: str, headers: Mapping[str, str] | None = None
) -> None:
    """Send one mail.

    The template extends ``layouts/mail.txt`` and has three blocks: ``subject``, ``words`` (plain text in short
    paragraphs, each parted by an empty line), and ``footing``. A line that is an address alone becomes a link.

    :param template: such as ``accounts/mail/invitation.txt``
    :param language: in which it is written; English if nobody has chosen
    :param headers: more headers, such as ``List-Unsubscribe``
    """
    with override(language or settings.LANGUAGE_CODE):
        text = render_to_string(template, {**context, "site": settings.SITE_ADDRESS})
        subject, _blank, body = text.strip().partition("\n")
        html = render_to_string("layouts/mail.html", {"subject": subject.strip(), "paragraphs": paragraphs(body)})
    mail = EmailMultiAlternatives(subject.strip(), body.strip() + "\n", to=[to], headers=dict(headers or {}))
    mail.attach_alternative(html, "text/html")
    mail.send()


def address(path: str) -> str:
    """The whole address of a page of this site, for a mail."""
    return f"{settings.SITE_ADDRESS.rstrip('/')}{path}"


def paragraphs(body: str) -> list[list[str]]:
    """Paragraphs of lines, for the HTML."""
    parts = (part.strip() for part in body.strip().split("\n\n"))
    return [[line.strip() for line in part.splitlines()] for part in parts if part]


def plain(words: object) -> Markup:
    """Words for a mail as text: without markup, on one line, and not escaped as HTML is."""
    return Markup(unescape(" ".join(strip_tags(str(words)).split())))  # noqa: S704 - it is sent as text/plain
