"""Mail about what waits: weekly, at once for mentions, and how people stop it."""

from typing import Any

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone

from tests.web.conftest import People, signed_in
from tests.web.test_background import Commit, commit  # noqa: F401 - a fixture
from wellbought.web.accounts.models import Membership, Person
from wellbought.web.background import worker
from wellbought.web.notifications import actions, tasks
from wellbought.web.notifications.models import Topic
from wellbought.web.notifications.queries import unsubscribe_token, wants
from wellbought.web.purchases.actions import comment
from wellbought.web.purchases.models import Mention, Purchase

pytestmark = pytest.mark.django_db

QUESTION = "what-data-goes-in"


def mention(people: People, purchase: Purchase, commit: Commit) -> None:  # noqa: F811
    """Amara mentions Wei in a comment."""
    with commit():
        comment(
            member=people.amara, purchase=purchase, question=QUESTION, text="Can you look, @Wei?", now=timezone.now()
        )
    worker.work_off()


def made_mention(people: People, purchase: Purchase, *, words: str = "Can you look, @Wei?") -> int:
    """The id of a mention of Wei, made once for a purchase; nothing is sent yet."""
    found = Mention.objects.filter(member=people.wei, comment__purchase=purchase).first()
    if found is None:
        comment(member=people.amara, purchase=purchase, question=QUESTION, text=words, now=timezone.now())
        found = Mention.objects.get(member=people.wei, comment__purchase=purchase)
    return int(found.pk)


class TestMentions:
    def test_whoever_is_mentioned_is_told_at_once_with_a_link(
        self,
        people: People,
        purchase: Purchase,
        commit: Commit,  # noqa: F811
    ) -> None:
        mention(people, purchase, commit)

        (letter,) = mail.outbox
        assert letter.to == [people.wei.person.email]
        assert letter.subject == "Amara Diallo mentioned you in “Benefits chatbot”"
        assert f"/en/purchases/{purchase.key}/questions/{QUESTION}/" in letter.body
        assert "Can you look, @Wei?" in letter.body

    def test_who_does_not_want_it_is_not_told(
        self,
        people: People,
        purchase: Purchase,
        commit: Commit,  # noqa: F811
    ) -> None:
        actions.choose(person_id=people.wei.person_id, wanted=[Topic.WEEKLY])

        mention(people, purchase, commit)

        assert mail.outbox == []

    def test_a_task_that_is_begun_again_tells_once(self, people: People, purchase: Purchase) -> None:
        for _ in range(2):
            tasks.tell_of_new_mention(mention_id=made_mention(people, purchase))

        assert len(mail.outbox) == 1

    def test_who_was_let_out_is_told_nothing(self, people: People, purchase: Purchase) -> None:
        mention_id = made_mention(people, purchase)
        Membership.objects.filter(pk=people.wei.pk).update(is_active=False)

        tasks.tell_of_new_mention(mention_id=mention_id)

        assert mail.outbox == []


class TestWeekly:
    def test_it_tells_what_waits_and_where_and_only_once_a_week(self, people: People, purchase: Purchase) -> None:
        for _ in range(2):
            tasks.send_weekly(person_id=people.wei.person_id, on="2026-11-23")
        tasks.send_weekly(person_id=people.wei.person_id, on="2026-11-30")

        letter = mail.outbox[0]
        assert len(mail.outbox) == 2
        assert "Benefits chatbot" in letter.body
        assert f"/purchases/{purchase.key}/questions/" in letter.body
        assert "List-Unsubscribe" in letter.extra_headers

    def test_nothing_waits_no_mail(self, people: People) -> None:
        tasks.send_weekly(person_id=people.wei.person_id, on="2026-11-23")

        assert mail.outbox == []

    @pytest.mark.usefixtures("purchase")
    def test_it_never_tells_of_another_organisation(self, people: People) -> None:
        tasks.send_weekly(person_id=people.outsider.person_id, on="2026-11-23")

        assert all("Benefits chatbot" not in letter.body for letter in mail.outbox)

    @pytest.mark.usefixtures("purchase")
    def test_it_speaks_the_person_s_language(self, people: People) -> None:
        Person.objects.filter(pk=people.wei.person_id).update(language="es")

        tasks.send_weekly(person_id=people.wei.person_id, on="2026-11-23")

        (letter,) = mail.outbox
        assert "/es/purchases/" in letter.body
        assert "What waits for you" not in letter.subject

    @pytest.mark.usefixtures("purchase")
    def test_each_person_gets_a_task_of_their_own(self, people: People, commit: Commit) -> None:  # noqa: F811
        with commit():
            tasks.weekly()
        with commit():
            worker.work_off()

        assert people.wei.person.email in {letter.to[0] for letter in mail.outbox}


class TestStopping:
    def test_a_mail_program_stops_it_with_one_click_and_without_a_cookie(self, people: People) -> None:
        token = unsubscribe_token(people.wei.person_id, Topic.WEEKLY)
        client = Client(enforce_csrf_checks=True)
        page = f"/en/mails/stop/{token}/"

        looked = client.get(page)
        after_looking = wants(people.wei.person_id)["weekly"]
        client.post(page, {"List-Unsubscribe": "One-Click"})

        assert looked.status_code == 200
        assert after_looking
        assert dict(wants(people.wei.person_id)) == {"weekly": False, "mentions": True}

    def test_a_link_that_is_not_ours_stops_nothing(self) -> None:
        assert Client().post("/en/mails/stop/made-up:token/").status_code == 404

    def test_a_person_chooses_on_their_page(self, people: People) -> None:
        client = signed_in(people.wei)

        client.post("/en/mails/", {"topics": ["mentions"]})
        page = client.get("/en/mails/").content.decode()

        assert dict(wants(people.wei.person_id)) == {"weekly": False, "mentions": True}
        assert page.count("checked") == 1


def test_the_demo_shows_the_mails_that_it_did_not_send(
    people: People, purchase: Purchase, tmp_path: Any, settings: Any
) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    settings.EMAIL_FILE_PATH = str(tmp_path)
    tasks.tell_of_new_mention(mention_id=made_mention(people, purchase, words="Œuvre, @Wei?"))

    page = Client().get("/en/mails/sent/").content.decode()
    settings.DEMO = False

    assert "Amara Diallo mentioned you in “Benefits chatbot”" in page
    assert "Œuvre" in page
    assert Client().get("/en/mails/sent/").status_code == 403
