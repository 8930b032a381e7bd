"""Keeping evidence: files that were looked at before they are kept, and links."""

import hashlib
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.core.validators import URLValidator
from django.db import transaction
from django.utils.translation import gettext as _

from wellbought.errors import WellboughtError
from wellbought.web.accounts.models import Membership, new_key
from wellbought.web.purchases.actions.words import words_within
from wellbought.web.purchases.files import FileRefused, kind_of, safe_name
from wellbought.web.purchases.models import Evidence, Purchase
from wellbought.web.purchases.scanner import look_for_viruses

if TYPE_CHECKING:
    from django.core.files.uploadedfile import UploadedFile

__all__ = ["FileRefused", "drop_content", "keep_content", "keep_file", "keep_link", "withdraw"]

LONGEST_TITLE = 200


def keep_file(
    *, member: Membership, purchase: Purchase, question: str, title: str, upload: "UploadedFile[Any]", now: datetime
) -> Evidence:
    """Keep a file as evidence.

    It is looked at first: its size, whether it is what its name says, and by the virus scanner if there is one.

    :raises FileRefused: saying what is wrong with it
    """
    most = settings.EVIDENCE_MEGABYTES * 1024 * 1024
    if (upload.size or 0) > most:
        raise FileRefused(
            _("The file has %(size)s MB; it may have %(most)s. Send a smaller one, or a link to where it is kept.")
            % {"size": f"{(upload.size or 0) / 1024 / 1024:.0f}", "most": settings.EVIDENCE_MEGABYTES}
        )
    content = upload.read()
    name = safe_name(upload.name or "")
    media_type = kind_of(name, content)
    look_for_viruses(content, settings.CLAMD)
    kept = Evidence(
        key=new_key(),
        purchase=purchase,
        question=question,
        title=words_within(title, LONGEST_TITLE) or name,
        name=name,
        media_type=media_type,
        size=len(content),
        digest=hashlib.sha256(content).hexdigest(),
        by=member,
        at=now,
    )
    # The name under which it lies holds nothing that a person chose.
    try:
        kept.file.save(f"{purchase.key}/{kept.key}", ContentFile(content), save=False)
    except _store_errors() as error:
        raise FileRefused(
            _("The file could not be kept: the store of evidence refused it. Tell your administrator.")
        ) from error
    try:
        kept.save(force_insert=True)
    except Exception:
        kept.file.storage.delete(str(kept.file.name))
        raise
    return kept


def _store_errors() -> tuple[type[Exception], ...]:
    """What a folder or a bucket raises if it cannot keep a file."""
    try:
        from botocore.exceptions import BotoCoreError, ClientError
    except ImportError:
        return (OSError,)
    return (OSError, BotoCoreError, ClientError)


def keep_content(*, purchase_key: str, key: str, name: str, content: bytes) -> tuple[str, str]:
    """Keep a file that came in an archive, after the same look that every file gets.

    :param name: what it is called
    :returns: under which name it lies in the store, and its media type
    :raises FileRefused: saying what is wrong with it
    """
    media_type = kind_of(safe_name(name), content)
    look_for_viruses(content, settings.CLAMD)
    kept = storages["evidence"].save(f"{purchase_key}/{key}", ContentFile(content))
    return kept, media_type


def drop_content(kept: str) -> None:
    """Take back a file of :func:`keep_content`, when what it belongs to was not kept."""
    storages["evidence"].delete(kept)


@transaction.atomic
def keep_link(
    *, member: Membership, purchase: Purchase, question: str, title: str, url: str, now: datetime
) -> Evidence:
    """Keep a link as evidence.

    :raises WellboughtError: if it is no address on the web
    """
    address = url.strip()
    try:
        URLValidator(schemes=["http", "https"])(address)
    except ValidationError:
        raise WellboughtError(_("Enter a full web address, beginning with https://.")) from None
    words = words_within(title, LONGEST_TITLE) or address[:LONGEST_TITLE]
    return Evidence.objects.create(purchase=purchase, question=question, title=words, url=address, by=member, at=now)


@transaction.atomic
def withdraw(*, member: Membership, evidence: Evidence, now: datetime) -> None:
    """Take evidence back. The record goes on saying that it was there; the file is kept with it."""
    Evidence.objects.filter(pk=evidence.pk, withdrawn_at=None).update(withdrawn_by=member, withdrawn_at=now)
