"""Mails about accounts, sent in the background. Each makes its own secret, so that the queue never holds one."""

from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from wellbought.web.accounts.actions import new_token
from wellbought.web.accounts.queries import invitation_to_send, person_by_id, trail_days_of_all
from wellbought.web.audit.actions import forget_after
from wellbought.web.ui import mail


def send_invitation(*, invitation_id: int) -> None:
    """Send an invitation, unless it was withdrawn or accepted meanwhile."""
    invitation = invitation_to_send(invitation_id)
    if invitation is None:
        return
    with override(invitation.language):
        link = mail.address(reverse("accounts:invitation", args=[new_token(invitation)]))
    mail.send(
        invitation.email,
        "accounts/mail/invitation.txt",
        {"invitation": invitation, "link": link},
        language=invitation.language,
    )


def send_password_reset(*, person_id: int, language: str) -> None:
    """Send the link under which a person sets a new password."""
    person = person_by_id(person_id)
    if person is None or not person.is_active:
        return
    parts = {"uidb36": user_pk_to_url_str(person), "key": default_token_generator.make_token(person)}
    with override(language):
        link = mail.address(reverse("account_reset_password_from_key", kwargs=parts))
    mail.send(person.email, "accounts/mail/password.txt", {"person": person, "link": link}, language=language)


def expire_trails() -> None:
    """Delete what the trail of each organisation has kept for as long as it wants."""
    now = timezone.now()
    for organisation_id, days in trail_days_of_all():
        forget_after(organisation_id, days, now)


def clear_sessions() -> None:
    """Delete sessions that have run out."""
    call_command("clearsessions")
