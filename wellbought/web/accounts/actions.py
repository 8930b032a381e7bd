"""What changes the state of accounts."""

from collections.abc import Sequence

from django.core.cache import cache
from django.db import transaction

from wellbought.errors import WellboughtError
from wellbought.vocabulary import TEAM_ROLES, Role
from wellbought.web.accounts.models import Membership, Organisation, Person

#: After so many wrong passwords for one address, it has to wait.
MOST_FAILURES = 10
WAIT_SECONDS = 15 * 60


class NoTeamRole(WellboughtError):
    """A member of an organisation holds a role of its team."""

    def __init__(self, role: str) -> None:
        super().__init__(f"“{role}” is not a role in a team. Use one of: {', '.join(TEAM_ROLES)}.", where="role")


@transaction.atomic
def found_organisation(*, name: str, jurisdiction: Sequence[str] = ()) -> Organisation:
    """Set up an organisation."""
    return Organisation.objects.create(name=name, jurisdiction=list(jurisdiction))


@transaction.atomic
def add_member(*, organisation: Organisation, name: str, email: str, role: Role, password: str | None) -> Membership:
    """Add a person to an organisation, with an account if they have none yet.

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
    member, _ = Membership.objects.update_or_create(
        organisation=organisation, person=person, defaults={"role": role.value, "is_active": True}
    )
    return member


def note_failure(email: str) -> None:
    """Remember that a wrong password was given for an address."""
    key = _failures_key(email)
    cache.add(key, 0, WAIT_SECONDS)
    try:
        cache.incr(key)
    except ValueError:
        cache.set(key, 1, WAIT_SECONDS)


def must_wait(email: str) -> bool:
    """Whether too many wrong passwords were given for an address of late."""
    return int(cache.get(_failures_key(email), 0)) >= MOST_FAILURES


def forget_failures(email: str) -> None:
    """Start anew after a right password."""
    cache.delete(_failures_key(email))


def _failures_key(email: str) -> str:
    return "sign-in-failures:" + email.strip().casefold().encode().hex()[:200]
