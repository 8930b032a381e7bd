"""What pages read of people and organisations."""

from dataclasses import dataclass
from datetime import datetime

from allauth.mfa.models import Authenticator
from django.contrib.sessions.backends.base import SessionBase
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from wellbought.vocabulary import Role
from wellbought.web.accounts.models import Directory, Invitation, Membership, Organisation, Person, Team
from wellbought.web.permissions import administrators_may, may, roles_that_may

#: Where the session keeps the membership that a person works in.
SESSION_KEY = "membership"
#: How many administrators the page of a refusal names.
MOST_ASKED = 3
#: Where the session keeps the organisation whose directory alone vouched for the person.
VOUCHED_KEY = "vouched_for"


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
    vouched = request.session.get(VOUCHED_KEY)
    if vouched is not None:
        memberships = memberships.filter(organisation_id=vouched)
    chosen = request.session.get(SESSION_KEY)
    found = list(memberships)
    return next((member for member in found if member.id == chosen), found[0] if found else None)


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a page is not for someone, and who could help. It tells of the page, and nothing of what stands on it.

    :ivar role: the role that they have
    :ivar roles: the roles that may open it, or may change what is on it
    :ivar administrators: whether those who administer the organisation may
    :ivar may_look: whether they may read the page that they wanted to change
    :ivar ask: the names of those who could change their role
    """

    role: Role
    roles: tuple[Role, ...]
    administrators: bool
    may_look: bool
    organisation: str
    ask: tuple[str, ...]


def refusal_of(member: Membership | None, page: str, *, acting: bool) -> Refusal | None:
    """Why a page is not for a member; ``None`` if that does not hang on their role."""
    if member is None:
        return None

    def allowed(*, acting: bool) -> bool:
        return may(page, member.as_role, signed_in=True, acting=acting, administrator=member.is_administrator)

    roles = roles_that_may(page, acting=acting)
    administrators = administrators_may(page, acting=acting)
    if allowed(acting=acting) or not (roles or administrators):
        return None
    names = (
        Membership.objects.filter(organisation=member.organisation, is_active=True, is_administrator=True)
        .order_by("person__name", "id")
        .values_list("person__name", flat=True)
    )
    return Refusal(
        member.as_role,
        roles,
        administrators,
        acting and allowed(acting=False),
        member.organisation.name,
        tuple(names[:MOST_ASKED]),
    )


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


@dataclass(frozen=True, slots=True)
class PersonRow:
    """A member as the people page shows them."""

    id: int
    name: str
    email: str
    role: Role
    is_administrator: bool
    is_active: bool
    has_second_factor: bool
    last_signed_in_at: datetime | None


@dataclass(frozen=True, slots=True)
class InvitationRow:
    """An invitation that is open, or has run out."""

    key: str
    email: str
    role: Role
    sent_at: datetime
    expires_at: datetime
    expired: bool


@dataclass(frozen=True, slots=True)
class TeamRow:
    """A team with the names of its people."""

    key: str
    name: str
    members: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Place:
    """An organisation in which a person may work."""

    member_id: int
    organisation: str
    role: Role
    current: bool


def people_of(organisation: Organisation) -> tuple[PersonRow, ...]:
    """Everybody who is or was a member, the active ones first; those who asked to be forgotten are left out."""
    members = list(
        Membership.objects.filter(organisation=organisation, person__forgotten_at=None)
        .select_related("person")
        .order_by("-is_active", "person__name", "id")
    )
    with_factor = set(
        Authenticator.objects.filter(user__in=[member.person_id for member in members]).values_list(
            "user_id", flat=True
        )
    )
    return tuple(
        PersonRow(
            member.id,
            member.person.name,
            member.person.email,
            member.as_role,
            member.is_administrator,
            member.is_active,
            member.person_id in with_factor,
            member.person.last_login,
        )
        for member in members
    )


def any_member(organisation: Organisation, member_id: int) -> Membership | None:
    """A member of an organisation, active or not."""
    return (
        Membership.objects.filter(organisation=organisation, id=member_id, person__forgotten_at=None)
        .select_related("person")
        .first()
    )


def invitations_of(organisation: Organisation) -> tuple[InvitationRow, ...]:
    """The invitations that nobody has accepted or withdrawn."""
    now = timezone.now()
    waiting = Invitation.objects.filter(organisation=organisation, accepted_at=None, revoked_at=None)
    return tuple(
        InvitationRow(one.key, one.email, Role(one.role), one.sent_at, one.expires_at, one.expires_at < now)
        for one in waiting.order_by("email")
    )


def invitation_by_key(organisation: Organisation, key: str) -> Invitation | None:
    """An open invitation of an organisation."""
    return Invitation.objects.filter(organisation=organisation, key=key, accepted_at=None, revoked_at=None).first()


def invitation_by_digest(digest: str) -> Invitation | None:
    """The open invitation behind a link; ``None`` if it is over."""
    return (
        Invitation.objects.filter(digest=digest, accepted_at=None, revoked_at=None, expires_at__gte=timezone.now())
        .select_related("organisation", "invited_by__person")
        .first()
    )


def invitation_to_send(invitation_id: int) -> Invitation | None:
    """An invitation that still is to be sent."""
    return (
        Invitation.objects.filter(pk=invitation_id, accepted_at=None, revoked_at=None)
        .select_related("organisation", "invited_by__person")
        .first()
    )


def person_by_id(person_id: int) -> Person | None:
    """A person."""
    return Person.objects.filter(pk=person_id).first()


def person_by_email(email: str) -> Person | None:
    """The person with an address, if they have an account."""
    return Person.objects.filter(email__iexact=email, is_active=True).first()


def teams_of(organisation: Organisation) -> tuple[TeamRow, ...]:
    """The teams of an organisation with their people."""
    teams = Team.objects.filter(organisation=organisation).prefetch_related("members__person").order_by("name")
    return tuple(
        TeamRow(team.key, team.name, tuple(sorted(one.person.name for one in team.members.all() if one.is_active)))
        for team in teams
    )


def team_by_key(organisation: Organisation, key: str) -> Team | None:
    """A team of an organisation."""
    return Team.objects.filter(organisation=organisation, key=key).first()


def member_ids_of(team: Team) -> list[int]:
    """The active members of a team."""
    return list(team.members.filter(is_active=True).values_list("id", flat=True))


def places_of(request: HttpRequest, current: Membership | None) -> tuple[Place, ...]:
    """The organisations in which the person of a request may work now."""
    memberships = Membership.objects.filter(person_id=request.user.pk or 0, is_active=True).select_related(
        "organisation"
    )
    vouched = request.session.get(VOUCHED_KEY)
    if vouched is not None:
        memberships = memberships.filter(organisation_id=vouched)
    return tuple(
        Place(one.id, one.organisation.name, one.as_role, current is not None and one.pk == current.pk)
        for one in memberships.order_by("organisation__name", "id")
    )


def vouched_too_little(session: SessionBase, person_id: int) -> bool:
    """Whether a directory of one organisation alone vouched for a person who belongs to another as well.

    Such a session may not touch the account itself, or an organisation's directory could reach into another.
    """
    vouched = session.get(VOUCHED_KEY)
    if vouched is None:
        return False
    return Membership.objects.filter(person_id=person_id, is_active=True).exclude(organisation_id=vouched).exists()


def has_second_factor(person_id: int) -> bool:
    """Whether a person has a second factor."""
    return bool(Authenticator.objects.filter(user_id=person_id).exists())


def directories_of(organisation: Organisation) -> tuple[Directory, ...]:
    """The directories of an organisation."""
    return tuple(Directory.objects.filter(organisation=organisation).select_related("app").order_by("domain"))


def directory_by_key(organisation: Organisation, key: str) -> Directory | None:
    """A directory of an organisation."""
    return Directory.objects.filter(organisation=organisation, key=key).select_related("app").first()


def directory_for(email: str) -> Directory | None:
    """The directory that vouches for an address."""
    domain = email.rpartition("@")[2].strip()
    return Directory.objects.filter(domain__iexact=domain).select_related("app").first() if domain else None


def directory_of_app(app_id: int) -> Directory | None:
    """The directory behind the library's own row."""
    return Directory.objects.filter(app_id=app_id).select_related("app", "organisation").first()


def directory_of_provider(provider: str) -> Directory | None:
    """The directory that the library names in a session."""
    return Directory.objects.filter(app__provider_id=provider).first()


def administration(member: Membership, current: str) -> list[dict[str, object]]:
    """The way around an organisation, for those who look after it; for others, its people alone."""
    places = [("accounts:people", _("People")), ("readiness:home", _("Readiness"))]
    if member.is_administrator:
        places += [
            ("accounts:teams", _("Teams")),
            ("accounts:organisation", _("Settings")),
            ("accounts:directories", _("Sign-in through your directory")),
        ]
    if member.is_administrator or member.as_role is Role.LEADERSHIP:
        places += [("audit:trail", _("Trail of access and change")), ("health-page", _("Health of the server"))]
    links = [{"text": text, "href": reverse(name), "current": name == current} for name, text in places]
    return [{"title": member.organisation.name, "links": links}]


def any_directory() -> bool:
    """Whether some organisation signs in through its directory, so that the sign-in page offers it."""
    return Directory.objects.exists()


def own_entries(person: Person) -> dict[str, object]:
    """What this app holds of a person, for themselves to take along."""
    memberships = Membership.objects.filter(person=person).select_related("organisation").order_by("id")
    factors = Authenticator.objects.filter(user=person).order_by("id")
    return {
        "name": person.name,
        "email": person.email,
        "language": person.language,
        "last_signed_in_at": person.last_login,
        "memberships": [
            {
                "organisation": one.organisation.name,
                "role": one.role,
                "is_administrator": one.is_administrator,
                "is_active": one.is_active,
                "teams": sorted(one.teams.values_list("name", flat=True)),
            }
            for one in memberships
        ],
        "second_factors": [
            {"kind": one.type, "added_at": one.created_at, "used_at": one.last_used_at} for one in factors
        ],
    }


def trail_days_of_all() -> tuple[tuple[int, int], ...]:
    """For how many days each organisation keeps its trail."""
    return tuple(Organisation.objects.order_by("id").values_list("id", "trail_days"))


def people_with_work() -> tuple[int, ...]:
    """Everybody who is active in some organisation."""
    found = Membership.objects.filter(is_active=True, person__is_active=True)
    return tuple(found.order_by("person_id").values_list("person_id", flat=True).distinct())


def memberships_of(person_id: int) -> list[Membership]:
    """The active memberships of a person who is active."""
    found = Membership.objects.filter(person_id=person_id, is_active=True, person__is_active=True)
    return list(found.select_related("organisation", "person").order_by("organisation__name", "id"))


def active_member(member_id: int) -> Membership | None:
    """An active member, whichever organisation they are of: for the mail alone."""
    found = Membership.objects.filter(pk=member_id, is_active=True, person__is_active=True)
    return found.select_related("person", "organisation").first()
