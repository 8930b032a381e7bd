"""Sending mail in the background."""

from collections.abc import Mapping
from datetime import date

from django.db import transaction
from django.urls import reverse
from django.utils.translation import override

from wellbought.web.accounts.models import Membership
from wellbought.web.accounts.queries import active_member, memberships_of, people_with_work
from wellbought.web.background.actions import enqueue
from wellbought.web.notifications.actions import first_time
from wellbought.web.notifications.models import Topic
from wellbought.web.notifications.queries import unsubscribe_token, waiting_places, wants
from wellbought.web.purchases.queries import mentions_to_tell
from wellbought.web.ui import mail

#: How much of what was said a mail repeats.
MOST_WORDS = 600


def weekly() -> None:
    """Begin the weekly mail of everybody who may get one; each is a task of its own."""
    for person_id in people_with_work():
        enqueue("wellbought.web.notifications.tasks.send_weekly", person_id=person_id)


@transaction.atomic
def send_weekly(*, person_id: int, on: str = "") -> None:
    """Send a person what waits for them, once a week; nothing if nothing does or they do not want it.

    :param on: the day, as ISO 8601 writes it; today if empty
    """
    day = date.fromisoformat(on) if on else date.today()
    memberships = memberships_of(person_id)
    if not memberships or not wants(person_id)[Topic.WEEKLY]:
        return
    language = memberships[0].person.language or "en"
    with override(language):
        places = waiting_places(memberships, language, day)
    week = f"week {day.isocalendar().year}-{day.isocalendar().week}"
    if places and first_time(person_id=person_id, about=week):
        _send(memberships[0], Topic.WEEKLY, "notifications/mail/weekly.txt", {"places": places}, language)


def tell_of_new_mention(*, mention_id: int) -> None:
    """Tell a member that somebody mentioned them.

    ``settings.WHEN_MENTIONED`` names this task, and purchases enqueue it by that name.
    """
    for one in mentions_to_tell([mention_id]):
        tell_of_mention(
            member_id=one.member_id, by=one.by, purchase=one.purchase, words=one.words, href=one.href, key=one.key
        )


@transaction.atomic
def tell_of_mention(*, member_id: int, by: str, purchase: str, words: str, href: str, key: str) -> None:
    """Tell a member that somebody mentioned them, if they want to be told and still belong here.

    :param words: what was said; the beginning of it is in the mail
    :param key: of the comment, so that one mention is told once
    """
    member = active_member(member_id)
    if member is None or not wants(member.person_id)[Topic.MENTIONS]:
        return
    if first_time(person_id=member.person_id, about=f"mention {key}"):
        said = {"by": by, "purchase": purchase, "words": words[:MOST_WORDS], "link": mail.address(href)}
        _send(member, Topic.MENTIONS, "notifications/mail/mention.txt", said, member.person.language or "en")


def _send(member: Membership, topic: Topic, template: str, content: Mapping[str, object], language: str) -> None:
    token = unsubscribe_token(member.person_id, topic)
    with override(language):
        stop = mail.address(reverse("notifications:unsubscribe", args=[token]))
        wishes = mail.address(reverse("notifications:wishes"))
    headers = {"List-Unsubscribe": f"<{stop}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"}
    context = {**content, "name": member.person.name, "stop": stop, "wishes": wishes, "address": mail.address}
    mail.send(member.person.email, template, context, language=language, headers=headers)
