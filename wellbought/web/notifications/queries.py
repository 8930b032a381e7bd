"""What notifications read."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from email import message_from_bytes
from email.message import Message
from email.policy import default
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core import signing

from wellbought.web.accounts.models import Membership
from wellbought.web.accounts.queries import person_by_id
from wellbought.web.guidance.queries import pack_in
from wellbought.web.notifications.models import Topic, Wish
from wellbought.web.notifications.sources import SOURCES, Waiting

SALT = "wellbought.unsubscribe"
#: So many things of one organisation are told in a weekly mail; the rest is counted.
MOST = 12


@dataclass(frozen=True, slots=True)
class Place:
    """What waits for a person in one of their organisations."""

    organisation: str
    rows: tuple[Waiting, ...]
    more: int


@dataclass(frozen=True, slots=True)
class MailCard:
    """A mail that the demo kept as a file."""

    at: datetime
    to: str
    subject: str
    text: str


def wants(person_id: int) -> Mapping[str, bool]:
    """Which topics a person wants to be told about."""
    unwanted = set(Wish.objects.filter(person_id=person_id).values_list("unwanted", flat=True))
    return {topic.value: topic.value not in unwanted for topic in Topic}


def waiting_places(memberships: list[Membership], language: str, on: date) -> tuple[Place, ...]:
    """What waits for one person, by organisation; nothing for those in which nothing does."""
    pack = pack_in(language)
    places = []
    for member in memberships:
        rows = tuple(row for source in SOURCES for row in source(member, pack, on))
        if rows:
            places.append(Place(member.organisation.name, rows[:MOST], max(0, len(rows) - MOST)))
    return tuple(places)


def unsubscribe_token(person_id: int, topic: Topic) -> str:
    """What a link to unsubscribe carries; nobody can make one for another person."""
    return signing.dumps([person_id, topic.value], salt=SALT)


def whose_token(token: str) -> tuple[int, Topic] | None:
    """The person and the topic of a link; ``None`` if we did not make it, or the person is gone."""
    try:
        person_id, topic = signing.loads(token, salt=SALT)
    except signing.BadSignature:
        return None
    return (person_id, Topic(topic)) if person_by_id(person_id) else None


def kept_mails(*, most: int = 30) -> tuple[MailCard, ...]:
    """The newest mails that were kept as files."""
    folder = Path(settings.EMAIL_FILE_PATH or "")
    if not settings.EMAIL_FILE_PATH or not folder.is_dir():
        return ()
    newest = sorted(folder.glob("*.log"), key=lambda path: path.stat().st_mtime, reverse=True)[:most]
    cards = [_card(part) for path in newest for part in _messages(path)]
    return tuple(sorted(cards, key=lambda card: card.at, reverse=True))


def _messages(path: Path) -> list[Message]:
    rule = b"-" * 79
    parts = path.read_bytes().split(rule)
    return [message_from_bytes(part.strip(), policy=default) for part in parts if part.strip()]


def _card(message: Message) -> MailCard:
    body = message.get_body(("plain",))  # type: ignore[attr-defined]
    at: Any = message["Date"]
    return MailCard(at=at.datetime, to=str(message["To"]), subject=str(message["Subject"]), text=body.get_content())
