"""Changing organisations, their members and their teams."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from wellbought.errors import WellboughtError
from wellbought.vocabulary import TEAM_ROLES, Role
from wellbought.web.accounts.models import Membership, Organisation, Person, Team
from wellbought.web.audit.actions import note
from wellbought.web.audit.models import Kind


class NoTeamRole(WellboughtError):
    """A member of an organisation holds a role of its team."""

    def __init__(self, role: str) -> None:
        super().__init__(f"“{role}” is not a role in a team. Use one of: {', '.join(TEAM_ROLES)}.", where="role")


class LastAdministrator(WellboughtError):
    """An organisation is never left without anybody who administers it."""

    def __init__(self) -> None:
        super().__init__(_("Somebody must administer the organisation. Name another administrator first."))


class TeamNameTaken(WellboughtError):
    """Two teams of one organisation do not share a name."""

    def __init__(self, name: str) -> None:
        super().__init__(_("There is a team “%(name)s” already. Choose another name.") % {"name": name})


@dataclass(frozen=True, slots=True)
class MemberChange:
    """What a member is to be from now on."""

    role: Role
    is_administrator: bool
    is_active: bool


@transaction.atomic
def found_organisation(*, name: str, jurisdiction: Sequence[str] = ()) -> Organisation:
    """Set up an organisation."""
    return Organisation.objects.create(name=name, jurisdiction=list(jurisdiction))


@transaction.atomic
def add_member(
    *,
    organisation: Organisation,
    name: str,
    email: str,
    role: Role,
    password: str | None,
    is_administrator: bool = False,
) -> Membership:
    """Add a person to an organisation, with an account if they have none yet. The first one administers it.

    :param password: for a new account; without one the person cannot sign in by password
    :raises NoTeamRole: if the role is not one of a team
    """
    if role not in TEAM_ROLES:
        raise NoTeamRole(role)
    person = Person.objects.filter(email__iexact=email).first()
    if person is None:
        person = Person(email=email, name=name)
        person.set_password(password)
        person.save()
    first = not Membership.objects.filter(organisation=organisation).exists()
    member, _new = Membership.objects.update_or_create(
        organisation=organisation,
        person=person,
        defaults={"role": role.value, "is_active": True, "is_administrator": is_administrator or first},
    )
    return member


@transaction.atomic
def change_member(*, by: Membership, member: Membership, change: MemberChange) -> None:
    """Change a member's role, or let them in or out. What they wrote stays.

    :raises LastAdministrator: if nobody would be left to administer
    """
    others = Membership.objects.select_for_update().filter(
        organisation_id=by.organisation_id, is_active=True, is_administrator=True, person__is_active=True
    )
    if not (change.is_administrator and change.is_active) and not others.exclude(pk=member.pk).exists():
        raise LastAdministrator
    was = MemberChange(member.as_role, member.is_administrator, member.is_active)
    if was == change:
        return
    member.role, member.is_administrator = change.role.value, change.is_administrator
    member.is_active = change.is_active
    member.save(update_fields=["role", "is_administrator", "is_active"])
    about = str(member.pk)
    if was.role is not change.role:
        note(member=by, kind=Kind.CHANGED, what="role-changed", about=about, detail=f"{was.role} → {change.role}")
    if was.is_administrator != change.is_administrator:
        what = "administrator-named" if change.is_administrator else "administrator-released"
        note(member=by, kind=Kind.CHANGED, what=what, about=about)
    if was.is_active != change.is_active:
        what = "member-reactivated" if change.is_active else "member-deactivated"
        note(member=by, kind=Kind.CHANGED, what=what, about=about)


@transaction.atomic
def change_organisation(
    *, by: Membership, name: str, jurisdiction: Sequence[str], second_factor_required: bool, trail_days: int
) -> None:
    """Change what an organisation is called, where it is, and its rules for accounts."""
    Organisation.objects.filter(pk=by.organisation_id).update(
        name=name.strip(),
        jurisdiction=list(jurisdiction),
        second_factor_required=second_factor_required,
        trail_days=trail_days,
    )
    note(member=by, kind=Kind.CHANGED, what="organisation-changed", about=by.organisation.key)


@transaction.atomic
def save_team(*, by: Membership, team: Team | None, name: str, members: Sequence[Membership]) -> Team:
    """Make a team, or change one.

    :raises TeamNameTaken: if another team of the organisation has the name
    """
    same = Team.objects.filter(organisation_id=by.organisation_id, name__iexact=name.strip())
    if (same.exclude(pk=team.pk) if team else same).exists():
        raise TeamNameTaken(name)
    saved = team or Team(organisation=by.organisation)
    saved.name = name.strip()
    saved.save()
    saved.members.set([member for member in members if member.organisation_id == by.organisation_id])
    note(member=by, kind=Kind.CHANGED, what="team-saved", about=saved.key)
    return saved


@transaction.atomic
def delete_team(*, by: Membership, team: Team) -> None:
    """Delete a team; its people stay members."""
    note(member=by, kind=Kind.CHANGED, what="team-deleted", about=team.key)
    team.delete()


def change_person(*, person: Person, name: str, language: str) -> None:
    """Change a person's own name, and in which language mails come to them."""
    Person.objects.filter(pk=person.pk).update(name=name.strip(), language=language)


@transaction.atomic
def take_in_former_member(*, organisation: Organisation, name: str, email: str, role: Role) -> Membership:
    """Somebody who is named in a record that was brought in: known by name and role, and unable to sign in.

    :param email: an address that no mail goes to; the same one is the same person
    """
    person = Person.objects.filter(email=email).first()
    if person is None:
        person = Person(email=email, name=name, is_active=False)
        person.set_unusable_password()
        person.save()
    member, _new = Membership.objects.get_or_create(
        organisation=organisation, person=person, defaults={"role": role.value, "is_active": False}
    )
    return member
