"""Forgetting a person without breaking the record of what was decided."""

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from django.contrib.sessions.models import Session
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from wellbought.errors import WellboughtError
from wellbought.web.accounts.actions.members import LastAdministrator
from wellbought.web.accounts.models import Invitation, Membership, Person, new_key
from wellbought.web.audit.actions import note
from wellbought.web.audit.models import Kind


class WrongConfirmation(WellboughtError):
    """Leaving is confirmed with one's own address."""

    def __init__(self) -> None:
        super().__init__(_("Type your e-mail address exactly, to confirm."))


@transaction.atomic
def forget_person(*, person: Person, confirmation: str) -> None:
    """Take from a person's account all that names them. Their memberships stay, so that the record stays whole.

    What they wrote is the organisation's and stays; where their name stood, it says “Former member” and a key that is
    the same everywhere, with the role in which they acted.

    :raises WrongConfirmation: if the confirmation is not their address
    :raises LastAdministrator: if an organisation with other members would be left without an administrator
    """
    if confirmation.strip().casefold() != person.email.casefold():
        raise WrongConfirmation
    memberships = list(Membership.objects.select_for_update().filter(person=person).select_related("organisation"))
    for member in memberships:
        others = Membership.objects.filter(organisation=member.organisation, is_active=True).exclude(pk=member.pk)
        left = others.filter(is_administrator=True).exists() or not others.exists()
        if member.is_active and member.is_administrator and not left:
            raise LastAdministrator
        note(member=member, kind=Kind.CHANGED, what="person-forgotten", about=str(member.pk))
    Invitation.objects.filter(email__iexact=person.email).update(email="", name="", revoked_at=timezone.now())
    key = new_key()
    person.email, person.name = f"{key}@forgotten.invalid", _("Former member %(key)s") % {"key": key[:4]}
    person.language, person.is_active, person.forgotten_at = "", False, timezone.now()
    person.last_login = None
    person.set_unusable_password()
    person.save()
    Membership.objects.filter(person=person).update(is_active=False, is_administrator=False)
    for table in (Authenticator, SocialAccount, EmailAddress):
        table.objects.filter(user=person).delete()
    _end_sessions(person)


def _end_sessions(person: Person) -> None:
    for session in Session.objects.filter(expire_date__gte=timezone.now()).iterator():
        if session.get_decoded().get("_auth_user_id") == str(person.pk):
            session.delete()
