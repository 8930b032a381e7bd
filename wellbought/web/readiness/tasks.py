"""Mails that ask members to answer."""

from django.urls import reverse
from django.utils.translation import override

from wellbought.web.readiness.queries import seat_to_tell
from wellbought.web.ui import mail


def tell(*, seat_id: int) -> None:
    """Ask a member to answer, unless they have or the round has ended."""
    seat = seat_to_tell(seat_id)
    if seat is None:
        return
    person = seat.member.person
    with override(person.language or "en"):
        link = mail.address(reverse("readiness:round", args=[seat.round.key]))
    context = {"round": seat.round, "link": link}
    mail.send(person.email, "readiness/mail/asked.txt", context, language=person.language)
