"""The same named people everywhere: one per role, one colleague on no team, one in another organisation."""

from dataclasses import dataclass
from datetime import UTC, datetime

import pytest
from django.test import Client

from wellbought.pack.read import Pack
from wellbought.profile import parse_profile
from wellbought.vocabulary import TEAM_ROLES, Role
from wellbought.web.accounts.actions import add_member, found_organisation
from wellbought.web.accounts.models import Membership, Organisation
from wellbought.web.guidance.queries import pack_in
from wellbought.web.purchases.actions import choose_team, start_purchase
from wellbought.web.purchases.models import Purchase

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
PASSWORD = "a long enough password"

NAMES = {
    Role.PROCUREMENT: "Amara Diallo",
    Role.PROJECT: "Tom Birch",
    Role.TECHNOLOGY: "Wei Chen",
    Role.LEGAL: "Inés Ortega",
    Role.LEADERSHIP: "Ruth Adeyemi",
}

CHATBOT = {
    "ai_type": ["generative"],
    "affects": "public",
    "decision_role": "informs",
    "domain": "benefits",
    "personal_data": True,
    "public_facing": True,
    "jurisdiction": ["uk"],
}


@dataclass(frozen=True)
class People:
    """Who there is."""

    by_role: dict[Role, Membership]
    colleague: Membership
    outsider: Membership

    @property
    def amara(self) -> Membership:
        return self.by_role[Role.PROCUREMENT]

    @property
    def wei(self) -> Membership:
        return self.by_role[Role.TECHNOLOGY]


@pytest.fixture(autouse=True)
def one_connection(monkeypatch: pytest.MonkeyPatch) -> None:
    """Work that waits is run in the transaction of the test, so its connection is not closed in between."""
    monkeypatch.setattr("django_tasks_db.management.commands.db_worker.close_old_connections", lambda: None)


@pytest.fixture
def pack() -> Pack:
    return pack_in("en")


@pytest.fixture
def organisation(db: None) -> Organisation:
    return found_organisation(name="Northmere Council", jurisdiction=["uk"])


@pytest.fixture
def people(organisation: Organisation) -> People:
    by_role = {
        role: add_member(
            organisation=organisation,
            name=NAMES[role],
            email=f"{role}@northmere.example",
            role=role,
            password=PASSWORD if role is Role.PROCUREMENT else None,
        )
        for role in TEAM_ROLES
    }
    colleague = add_member(
        organisation=organisation, name="Lee Okafor", email="lee@northmere.example", role=Role.PROJECT, password=None
    )
    elsewhere = found_organisation(name="Southmere Council")
    outsider = add_member(
        organisation=elsewhere, name="Kim Novak", email="kim@southmere.example", role=Role.LEADERSHIP, password=None
    )
    return People(by_role, colleague, outsider)


@pytest.fixture
def purchase(people: People, pack: Pack) -> Purchase:
    """A residents' chatbot on benefits, with everyone but Lee in its team."""
    made = start_purchase(
        member=people.amara,
        title="Benefits chatbot",
        summary="Answers residents' questions about benefits.",
        profile=parse_profile(CHATBOT),
        pack=pack,
        now=NOW,
    )
    choose_team(purchase=made, members=list(people.by_role.values()))
    return made


def signed_in(member: Membership | None) -> Client:
    """A browser in which a person is signed in; nobody for ``None``."""
    client = Client()
    if member is not None:
        client.force_login(member.person)
    return client
