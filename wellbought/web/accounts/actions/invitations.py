"""Inviting people, and what happens when they accept."""

import hashlib
import secrets
from collections.abc import Sequence
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from wellbought.errors import WellboughtError
from wellbought.vocabulary import TEAM_ROLES, Role
from wellbought.web.accounts.actions.members import NoTeamRole, add_member, found_organisation
from wellbought.web.accounts.models import Invitation, Membership, Person
from wellbought.web.audit.actions import note
from wellbought.web.audit.models import Kind
from wellbought.web.background.actions import enqueue
from wellbought.web.guidance.queries import pack_in
from wellbought.web.ui import mail

#: An invitation may be accepted for so long.
OPEN_FOR = timedelta(days=7)
SEND = "wellbought.web.accounts.tasks.send_invitation"


class InvitationClosed(WellboughtError):
    """An invitation that was withdrawn, accepted or replaced, or is too old."""

    def __init__(self) -> None:
        super().__init__(_("This invitation is no longer open. Ask whoever invited you to send it again."))


class PlaceUnknown(WellboughtError):
    """A place that the pack does not have."""

    def __init__(self, place: str, known: Sequence[str]) -> None:
        super().__init__(f"“{place}” is no place of the guidance. There are: {', '.join(known)}.", where="--place")


class AlreadyMember(WellboughtError):
    """Somebody who is invited belongs to the organisation already."""

    def __init__(self, email: str) -> None:
        super().__init__(_("%(email)s is a member already.") % {"email": email})


class NameMissing(WellboughtError):
    """A new account needs a name."""

    def __init__(self) -> None:
        super().__init__(_("Enter your name."))


@transaction.atomic
def invite(*, by: Membership, email: str, role: Role, name: str = "", is_administrator: bool = False) -> Invitation:
    """Invite somebody into the organisation of a member; the mail goes out in the background.

    Somebody who has an open invitation gets a new one, and the old one ends.

    :raises NoTeamRole: if the role is not one of a team
    :raises AlreadyMember: if they belong to it already
    """
    if role not in TEAM_ROLES:
        raise NoTeamRole(role)
    if Membership.objects.filter(organisation=by.organisation, person__email__iexact=email, is_active=True).exists():
        raise AlreadyMember(email)
    open_ones = Invitation.objects.filter(organisation=by.organisation, email__iexact=email, accepted_at=None)
    open_ones.filter(revoked_at=None).update(revoked_at=timezone.now())
    made = _make(email=email, role=role, name=name, is_administrator=is_administrator, by=by)
    note(member=by, kind=Kind.CHANGED, what="person-invited", about=made.key, detail=role.value)
    enqueue(SEND, invitation_id=made.pk)
    return made


@transaction.atomic
def invite_founder(*, organisation: str, jurisdiction: Sequence[str], email: str, name: str, role: Role) -> Invitation:
    """Let somebody found an organisation: it is made when they accept, and they administer it.

    :raises NoTeamRole: if the role is not one of a team
    """
    if role not in TEAM_ROLES:
        raise NoTeamRole(role)
    made = _make(
        email=email,
        role=role,
        name=name,
        is_administrator=True,
        by=None,
        founds=organisation.strip(),
        jurisdiction=jurisdiction,
    )
    enqueue(SEND, invitation_id=made.pk)
    return made


@transaction.atomic
def found_by_command(*, name: str, email: str, person: str, role: str, places: Sequence[str]) -> str:
    """Let somebody found an organisation, for whoever runs the server.

    :returns: the address to open; no mail is sent, so that it works before mail is set up
    :raises PlaceUnknown: if the pack has no such place
    """
    known = pack_in(settings.LANGUAGE_CODE).jurisdictions
    unknown = [place for place in places if place not in known]
    if unknown:
        raise PlaceUnknown(unknown[0], known)
    made = _make(
        email=email,
        role=Role(role),
        name=person,
        is_administrator=True,
        by=None,
        founds=name.strip(),
        jurisdiction=places,
    )
    return mail.address(reverse("accounts:invitation", args=[new_token(made)]))


@transaction.atomic
def new_token(invitation: Invitation, *, now: datetime | None = None) -> str:
    """A new secret for an invitation; the old one ends, and the time begins anew.

    :returns: the secret, which is kept nowhere
    """
    token = secrets.token_urlsafe(32)
    at = now or timezone.now()
    Invitation.objects.filter(pk=invitation.pk).update(digest=digest(token), sent_at=at, expires_at=at + OPEN_FOR)
    return token


@transaction.atomic
def revoke(*, by: Membership, invitation: Invitation) -> None:
    """Withdraw an invitation."""
    Invitation.objects.filter(pk=invitation.pk, accepted_at=None).update(revoked_at=timezone.now())
    note(member=by, kind=Kind.CHANGED, what="invitation-withdrawn", about=invitation.key)


@transaction.atomic
def accept(*, invitation: Invitation, name: str, password: str | None, person: Person | None) -> Membership:
    """Make whoever was invited a member.

    :param person: who is signed in, if somebody is; it must be the person who was invited
    :param password: for a new account
    :raises InvitationClosed: if it is no longer open, or somebody else is signed in
    :raises NameMissing: if a new account has no name
    """
    now = timezone.now()
    locked = Invitation.objects.select_for_update().get(pk=invitation.pk)
    if locked.accepted_at or locked.revoked_at or locked.expires_at < now:
        raise InvitationClosed
    known = Person.objects.filter(email__iexact=locked.email, is_active=True).first()
    if known is not None and (person is None or person.pk != known.pk):
        raise InvitationClosed
    if known is None and not name.strip():
        raise NameMissing
    organisation = locked.organisation or found_organisation(name=locked.founds, jurisdiction=locked.jurisdiction)
    member = add_member(
        organisation=organisation,
        name=name.strip(),
        email=locked.email,
        role=Role(locked.role),
        password=password,
        is_administrator=locked.is_administrator,
    )
    if known is None:
        Person.objects.filter(pk=member.person_id).update(language=get_language() or "")
    Invitation.objects.filter(pk=locked.pk).update(accepted_at=now, organisation=organisation)
    note(member=member, kind=Kind.CHANGED, what="invitation-accepted", about=locked.key)
    return member


def digest(token: str) -> str:
    """What is kept of a secret."""
    return hashlib.sha256(token.encode()).hexdigest()


def _make(
    *,
    email: str,
    role: Role,
    name: str,
    is_administrator: bool,
    by: Membership | None,
    founds: str = "",
    jurisdiction: Sequence[str] = (),
) -> Invitation:
    now = timezone.now()
    return Invitation.objects.create(
        organisation=by.organisation if by else None,
        founds=founds,
        jurisdiction=list(jurisdiction),
        email=email.strip().lower(),
        name=name.strip(),
        role=role.value,
        is_administrator=is_administrator,
        invited_by=by,
        language=get_language() or settings.LANGUAGE_CODE,
        digest=digest(secrets.token_urlsafe(32)),
        sent_at=now,
        expires_at=now + OPEN_FOR,
    )
