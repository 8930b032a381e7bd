"""An organisation looks after its people: inviting, roles, teams, several organisations, leaving."""

import json
import re
from datetime import timedelta
from typing import Any

import pytest
from django.conf import settings as django_settings
from django.core import mail
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.utils import timezone

from tests.web.conftest import People, signed_in
from tests.web.test_background import Commit, commit  # noqa: F401 - a fixture
from wellbought.purchase import AnswerState
from wellbought.vocabulary import Role
from wellbought.web.accounts import actions, queries
from wellbought.web.accounts.actions.members import LastAdministrator, MemberChange
from wellbought.web.accounts.models import Invitation, Membership, Organisation, Person, Team
from wellbought.web.audit.actions import forget_after, note
from wellbought.web.audit.models import Event, Kind, TrailIsKept
from wellbought.web.background import worker
from wellbought.web.purchases.actions import save_answer
from wellbought.web.purchases.models import Purchase

pytestmark = pytest.mark.django_db

GOOD = "violet tractor seven moons"


def link_in(letter: Any) -> str:
    """The path behind the first address in a mail."""
    found = re.search(rf"{re.escape(django_settings.SITE_ADDRESS)}(/\S+)", letter.body)
    assert found is not None
    return found[1]


def invited(people: People, commit: Commit, **given: Any) -> str:  # noqa: F811
    """Invite somebody, and give the path of the link that they get by mail."""
    with commit():
        signed_in(people.amara).post(
            "/en/account/people/invite/", {"email": "nadia@northmere.example", "role": "legal", **given}
        )
    worker.work_off()
    return link_in(mail.outbox[-1])


class TestInviting:
    def test_whoever_is_invited_makes_an_account_and_is_a_member(self, people: People, commit: Commit) -> None:  # noqa: F811
        link = invited(people, commit)
        visitor = Client()
        shown = visitor.get(link).content.decode()

        made = visitor.post(link, {"name": "Nadia Roy", "password": GOOD, "again": GOOD})

        member = Membership.objects.get(person__email="nadia@northmere.example")
        assert "Northmere Council" in shown
        assert made.status_code == 302
        assert (member.role, member.is_administrator, member.person.name) == ("legal", False, "Nadia Roy")
        assert visitor.get("/en/purchases/").status_code == 200
        assert Client().get(link).status_code == 404

    def test_a_mail_has_text_and_html_and_names_who_invites(self, people: People, commit: Commit) -> None:  # noqa: F811
        invited(people, commit)

        letter = mail.outbox[-1]
        assert letter.subject == "Northmere Council invites you to Wellbought"
        assert "Amara Diallo of Northmere Council" in letter.body
        assert "&" not in letter.body
        (html,) = letter.alternatives  # type: ignore[attr-defined]
        assert f'<a href="{django_settings.SITE_ADDRESS}{link_in(letter)}">' in html[0]

    @pytest.mark.parametrize("weak", ["short", "123456789012", "password1234", "nadia@northmere.example"])
    def test_a_weak_password_is_refused(self, weak: str, people: People, commit: Commit) -> None:  # noqa: F811
        link = invited(people, commit)

        answer = Client().post(link, {"name": "Nadia Roy", "password": weak, "again": weak})

        assert answer.status_code == 422
        assert not Person.objects.filter(email="nadia@northmere.example").exists()

    def test_sent_again_the_old_link_ends(self, people: People, commit: Commit) -> None:  # noqa: F811
        old = invited(people, commit)
        with commit():
            signed_in(people.amara).post(f"/en/account/people/invitations/{Invitation.objects.get().key}/again/")
        worker.work_off()

        new = link_in(mail.outbox[-1])
        assert Client().get(old).status_code == 404
        assert Client().get(new).status_code == 200

    def test_withdrawn_or_too_old_it_lets_nobody_in(self, people: People, commit: Commit) -> None:  # noqa: F811
        link = invited(people, commit)
        Invitation.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
        too_old = Client().get(link).status_code
        Invitation.objects.update(expires_at=timezone.now() + timedelta(days=1))
        signed_in(people.amara).post(f"/en/account/people/invitations/{Invitation.objects.get().key}/withdraw/")

        assert too_old == 404
        assert Client().post(link, {"name": "N", "password": GOOD, "again": GOOD}).status_code == 404

    def test_somebody_with_an_account_joins_after_signing_in_as_themselves(
        self,
        people: People,
        commit: Commit,  # noqa: F811
    ) -> None:
        email = people.outsider.person.email
        link = invited(people, commit, email=email)

        by_visitor = Client().post(link, {"name": "X", "password": GOOD, "again": GOOD})
        by_another = signed_in(people.wei).post(link)
        before = Membership.objects.filter(person=people.outsider.person).count()
        by_themselves = signed_in(people.outsider).post(link)

        assert by_visitor.status_code == by_another.status_code == 200
        assert before == 1
        assert by_themselves.status_code == 302
        assert Membership.objects.filter(person=people.outsider.person).count() == 2

    def test_the_secret_of_an_invitation_is_kept_nowhere(self, people: People, commit: Commit) -> None:  # noqa: F811
        from django_tasks_db.models import DBTaskResult

        token = invited(people, commit).rstrip("/").rpartition("/")[2]

        assert token not in str(list(Invitation.objects.values()))
        assert token not in str(list(DBTaskResult.objects.values()))

    def test_only_who_administers_invites(self, people: People) -> None:
        answer = signed_in(people.wei).post(
            "/en/account/people/invite/", {"email": "x@northmere.example", "role": "legal"}
        )

        assert answer.status_code == 403
        assert Invitation.objects.count() == 0


class TestSettingUp:
    def test_nobody_signs_up_an_organisation_unless_it_is_open(self, settings: Any) -> None:
        settings.OPEN_SIGN_UP = False

        assert Client().get("/en/account/sign-up/").status_code == 404

    def test_whoever_signs_up_administers_what_they_founded(self, settings: Any, commit: Commit) -> None:  # noqa: F811
        settings.OPEN_SIGN_UP = True
        with commit():
            Client().post(
                "/en/account/sign-up/",
                {
                    "organisation": "Southvale",
                    "name": "Kim Lee",
                    "email": "kim@southvale.example",
                    "role": "procurement",
                },
            )
        nobody_yet = Organisation.objects.count()
        worker.work_off()
        Client().post(link_in(mail.outbox[-1]), {"name": "Kim Lee", "password": GOOD, "again": GOOD})

        member = Membership.objects.get()
        assert nobody_yet == 0
        assert (member.organisation.name, member.is_administrator) == ("Southvale", True)


class TestLookingAfter:
    def test_a_role_changes_and_the_trail_tells_of_it(self, people: People) -> None:
        signed_in(people.amara).post(f"/en/account/people/{people.wei.id}/", {"role": "legal", "is_active": "on"})

        assert Membership.objects.get(pk=people.wei.pk).role == "legal"
        event = Event.objects.get(what="role-changed")
        assert (event.member, event.about, event.detail) == (people.amara, str(people.wei.pk), "technology → legal")

    def test_whoever_is_let_out_sees_nothing_and_may_be_let_in_again(self, people: People, purchase: Purchase) -> None:
        client, page = signed_in(people.wei), f"/en/purchases/{purchase.key}/"
        change = {"role": "technology"}

        signed_in(people.amara).post(f"/en/account/people/{people.wei.id}/", change)
        out = client.get(page).status_code
        signed_in(people.amara).post(f"/en/account/people/{people.wei.id}/", {**change, "is_active": "on"})

        assert out == 403
        assert client.get(page).status_code == 200

    def test_the_last_administrator_stays_one(self, people: People) -> None:
        with pytest.raises(LastAdministrator):
            actions.change_member(
                by=people.amara,
                member=people.amara,
                change=MemberChange(Role.PROCUREMENT, is_administrator=False, is_active=True),
            )

    def test_nobody_changes_a_member_of_another_organisation(self, people: People) -> None:
        page = f"/en/account/people/{people.outsider.id}/"

        assert signed_in(people.amara).get(page).status_code == 404
        assert signed_in(people.amara).post(page, {"role": "legal"}).status_code == 404

    def test_people_see_their_own_organisation_alone(self, people: People) -> None:
        page = signed_in(people.wei).get("/en/account/people/").content.decode()

        assert people.amara.person.name in page
        assert people.outsider.person.name not in page
        assert people.outsider.organisation.name not in page

    def test_a_team_is_made_changed_and_deleted_and_is_of_one_organisation(self, people: People) -> None:
        client = signed_in(people.amara)
        client.post("/en/account/teams/", {"name": "Buyers", "members": [people.wei.id]})
        team = Team.objects.get()
        outsider = signed_in(people.outsider)

        seen_elsewhere = outsider.get(f"/en/account/teams/{team.key}/").status_code
        twice = client.post("/en/account/teams/", {"name": "buyers", "members": []})
        client.post(f"/en/account/teams/{team.key}/", {"name": "All buyers", "members": []})
        changed = (Team.objects.get().name, Team.objects.get().members.count())
        client.post(f"/en/account/teams/{team.key}/", {"delete": "1"})

        assert seen_elsewhere == 404
        assert twice.status_code == 422
        assert changed == ("All buyers", 0)
        assert Team.objects.count() == 0

    def test_settings_are_kept(self, people: People) -> None:
        signed_in(people.amara).post(
            "/en/account/organisation/", {"name": "Northmere", "jurisdiction": ["uk", "eu"], "trail_days": "90"}
        )

        ours = Organisation.objects.get(pk=people.amara.organisation_id)
        assert (ours.name, ours.jurisdiction, ours.trail_days) == ("Northmere", ["uk", "eu"], 90)

    def test_the_people_page_asks_the_database_the_same_for_few_and_many(
        self, people: People, django_assert_num_queries: Any
    ) -> None:
        client = signed_in(people.amara)
        from django.db import connection
        from django.test.utils import CaptureQueriesContext

        with CaptureQueriesContext(connection) as few:
            client.get("/en/account/people/")
        for number in range(20):
            actions.add_member(
                organisation=people.amara.organisation,
                name=f"Person {number}",
                email=f"{number}@northmere.example",
                role=Role.LEGAL,
                password=None,
            )

        with django_assert_num_queries(len(few)):
            client.get("/en/account/people/")


class TestSeveralOrganisations:
    def test_a_person_in_two_switches_and_sees_each_alone(self, people: People, purchase: Purchase) -> None:
        there = people.outsider.organisation
        second = actions.add_member(
            organisation=there, name="", email=people.amara.person.email, role=Role.LEGAL, password=None
        )
        client = signed_in(people.amara)

        here = client.get(f"/en/purchases/{purchase.key}/").status_code
        client.post(f"/en/account/switch/{second.id}/")

        assert here == 200
        assert client.get(f"/en/purchases/{purchase.key}/").status_code == 404
        assert there.name in client.get("/en/account/people/").content.decode()
        assert client.post(f"/en/account/switch/{people.outsider.id}/").status_code == 404


class TestSecondFactor:
    def test_who_lacks_one_that_is_asked_for_is_led_to_it(self, people: People) -> None:
        Organisation.objects.filter(pk=people.amara.organisation_id).update(second_factor_required=True)
        client = signed_in(people.wei)

        answer = client.get("/en/purchases/")

        assert answer.headers["Location"] == "/en/account/factors/"
        assert client.get("/en/account/factors/").status_code == 200


class TestLeaving:
    def test_the_record_stays_and_names_nobody(self, people: People, purchase: Purchase) -> None:
        save_answer(
            member=people.wei,
            purchase=purchase,
            question="what-data-goes-in",
            text="Names and dates",
            state=AnswerState.DRAFTED,
            seen=0,
            now=timezone.now(),
        )
        client = signed_in(people.wei)
        wrong = client.post("/en/account/leave/", {"confirmation": "somebody else"})

        client.post("/en/account/leave/", {"confirmation": people.wei.person.email})

        person = Person.objects.get(pk=people.wei.person_id)
        history = f"/en/purchases/{purchase.key}/questions/what-data-goes-in/history/"
        page = signed_in(people.amara).get(history).content.decode()
        assert wrong.status_code == 422
        assert "Wei" not in person.name + person.email
        assert "Names and dates" in page
        assert "Wei Chen" not in page
        assert person.name in page
        assert client.get("/en/purchases/").status_code == 302
        assert Event.objects.filter(what="person-forgotten", member=people.wei).exists()

    def test_the_last_administrator_names_another_first(self, people: People) -> None:
        with pytest.raises(LastAdministrator):
            actions.forget_person(person=people.amara.person, confirmation=people.amara.person.email)

        assert Person.objects.get(pk=people.amara.person_id).is_active

    def test_a_person_takes_along_what_is_held_of_them(self, people: People) -> None:
        client = signed_in(people.amara)

        held = json.loads(client.get("/en/account/my-data/").content)

        assert held["email"] == people.amara.person.email
        assert held["memberships"][0]["organisation"] == "Northmere Council"


class TestTrail:
    def test_a_look_is_noted_once_a_day(self, people: People, purchase: Purchase) -> None:
        client = signed_in(people.wei)

        for _ in range(3):
            client.get(f"/en/purchases/{purchase.key}/")

        event = Event.objects.get(kind="looked")
        assert (event.member, event.what, event.about) == (people.wei, "purchases:purchase", purchase.key)

    def test_a_page_that_does_not_exist_for_them_is_not_said_to_be_seen(
        self, people: People, purchase: Purchase
    ) -> None:
        signed_in(people.outsider).get(f"/en/purchases/{purchase.key}/")

        assert not Event.objects.filter(kind="looked").exists()

    def test_what_is_noted_is_never_altered(self, people: People, purchase: Purchase) -> None:
        signed_in(people.wei).get(f"/en/purchases/{purchase.key}/")

        for alter in (Event.objects.all().delete, Event.objects.get().delete, Event.objects.get().save):
            with pytest.raises(TrailIsKept):
                alter()
        with pytest.raises(TrailIsKept):
            Event.objects.update(what="x")

    @pytest.mark.parametrize("statement", ["UPDATE audit_event SET what = 'x'", "DELETE FROM audit_event"])
    def test_the_database_itself_refuses_to_alter_it(self, people: People, purchase: Purchase, statement: str) -> None:
        signed_in(people.wei).get(f"/en/purchases/{purchase.key}/")

        with pytest.raises(DatabaseError, match="audit trail is never changed"), transaction.atomic():
            connection.cursor().execute(statement)

        assert Event.objects.get(kind="looked").what != "x"

    def test_only_what_an_organisation_no_longer_keeps_is_deleted(self, people: People) -> None:
        now = timezone.now()
        for member, days in ((people.wei, 400), (people.wei, 1), (people.outsider, 400)):
            note(member=member, kind=Kind.CHANGED, what="old", at=now - timedelta(days=days))

        gone = forget_after(people.wei.organisation_id, 365, now)

        kept = Event.objects.filter(what="old").values_list("organisation_id", flat=True)
        assert gone == 1
        assert sorted(kept) == sorted([people.wei.organisation_id, people.outsider.organisation_id])
        with pytest.raises(DatabaseError), transaction.atomic():
            connection.cursor().execute("DELETE FROM audit_event")

    def test_it_is_exported_for_one_organisation_alone_and_that_is_noted(
        self, people: People, purchase: Purchase
    ) -> None:
        signed_in(people.wei).get(f"/en/purchases/{purchase.key}/")
        leader = signed_in(people.by_role[Role.LEADERSHIP])

        rows = json.loads(b"".join(leader.get("/en/trail/trail.json").streaming_content))  # type: ignore[attr-defined]
        theirs = b"".join(
            signed_in(people.outsider).get("/en/trail/trail.csv").streaming_content  # type: ignore[attr-defined]
        )

        assert next((row["who"], row["role"], row["what"], row["about"]) for row in rows) == (
            "Wei Chen",
            "technology",
            "purchases:purchase",
            purchase.key,
        )
        assert purchase.key.encode() not in theirs
        assert Event.objects.filter(what="audit:export").count() == 2
        assert signed_in(people.wei).get("/en/trail/trail.csv").status_code == 403

    def test_its_page_shows_and_narrows_it(self, people: People, purchase: Purchase) -> None:
        signed_in(people.wei).get(f"/en/purchases/{purchase.key}/")
        client = signed_in(people.amara)

        everything = client.get("/en/trail/").content.decode()
        narrowed = client.get("/en/trail/?kind=signed-in").content.decode()

        assert "purchases:purchase" in everything
        assert "purchases:purchase" not in narrowed


def test_a_session_that_a_directory_of_one_organisation_opened_works_there_alone(people: People) -> None:
    there = people.outsider.organisation
    actions.add_member(organisation=there, name="", email=people.amara.person.email, role=Role.LEGAL, password=None)
    client = signed_in(people.amara)
    session = client.session
    session[queries.VOUCHED_KEY] = there.pk
    session.save()

    people_page = client.get("/en/account/people/").content.decode()

    assert there.name in people_page
    assert "Northmere Council" not in people_page
    assert client.get("/en/account/factors/codes/on/").status_code == 403
    assert client.get("/en/account/my-data/").status_code == 403
