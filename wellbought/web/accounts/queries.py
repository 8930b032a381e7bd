"""What pages read of people and organisations."""

from dataclasses import dataclass

from django.http import HttpRequest

from wellbought.vocabulary import Role
from wellbought.web.accounts.models import Membership, Organisation, Person

#: Where the session keeps the membership that a person works in.
SESSION_KEY = "membership"


@dataclass(frozen=True, slots=True)
class MemberCard:
    """A member as a list shows them."""

    id: int
    name: str
    role: Role


def member_of(request: HttpRequest) -> Membership | None:
    """The membership in which the person of a request works: the one they chose, or their first."""
    if not request.user.is_authenticated:
        return None
    memberships = (
        Membership.objects.filter(person=request.user, is_active=True)
        .select_related("organisation", "person")
        .order_by("id")
    )
    chosen = request.session.get(SESSION_KEY)
    found = list(memberships)
    return next((member for member in found if member.id == chosen), found[0] if found else None)


def members_in(organisation: Organisation) -> tuple[MemberCard, ...]:
    """All active members of an organisation, by name."""
    members = (
        Membership.objects.filter(organisation=organisation, is_active=True)
        .select_related("person")
        .order_by("person__name", "id")
    )
    return tuple(MemberCard(member.id, member.person.name, member.as_role) for member in members)


def member_by_id(organisation: Organisation, member_id: int) -> Membership | None:
    """An active member of an organisation."""
    return (
        Membership.objects.filter(organisation=organisation, id=member_id, is_active=True)
        .select_related("person")
        .first()
    )


def example_people() -> tuple[MemberCard, ...]:
    """The people whom anyone may be in the demo."""
    members = Membership.objects.filter(is_active=True).select_related("person").order_by("id")
    return tuple(MemberCard(member.id, member.person.name, member.as_role) for member in members)


def person_of_example(member_id: int) -> Person | None:
    """The person behind an example member."""
    member = Membership.objects.filter(id=member_id, is_active=True).select_related("person").first()
    return member.person if member else None
