"""A room answers by phone and sees where it differs; a leader reads where the organisation stands."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import OpenPage, faults_of, scrolls_sideways
from tests.browser.test_workspace_journey import enter
from wellbought.web.workshop.models import Vote

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_phones_join_answer_and_see_the_spread(open_page: OpenPage) -> None:
    # Given a room whose screen shows a code
    screen = open_page("/en/workshop/")
    assert faults_of(screen) == []
    screen.get_by_label("An assistant that answers about permits").check()
    screen.get_by_role("button", name="Open a room").click()
    assert faults_of(screen) == []
    code = screen.locator(".room__code").inner_text()

    # When phones join with it, one of them without scripts, and answer
    phones = [open_page("/en/workshop/join/", phone=True, scripts=scripts) for scripts in (True, False)]
    for phone in phones:
        phone.get_by_label("The code on the screen").fill(code)
        phone.get_by_role("button", name="Join").click()
    screen.get_by_role("button", name="Ask the first question").click()
    phones[1].get_by_role("link", name="See whether there is something new").click()
    for phone, option in zip(phones, ("Moderate", "High"), strict=True):
        phone.get_by_label(option, exact=True).check()
        phone.get_by_role("button", name="Send my answer").click()
        expect(phone.get_by_text("Your answer is in.")).to_be_visible()
    assert faults_of(phones[0]) == []
    assert not scrolls_sideways(phones[0])

    # Then the screen counts them by itself, and both see the spread
    expect(screen.locator("[data-answers]")).to_have_text("2")
    screen.get_by_role("button", name="Show how the room answered").click()
    expect(phones[0].get_by_text("(yours)")).to_be_visible()
    assert faults_of(phones[0]) == []
    assert not scrolls_sideways(phones[0])
    assert faults_of(screen) == []
    assert Vote.objects.count() == 2


@pytest.mark.usefixtures("examples")
def test_a_leader_reads_the_result_and_plans_an_action(open_page: OpenPage) -> None:
    # Given the leader of a council that has answered
    page = open_page("/en/")
    enter(page, "Ruth Adeyemi")
    page.get_by_role("link", name="Organisation").first.click()
    page.get_by_role("link", name="Organisation", exact=True).first.click()
    page.get_by_role("link", name="Readiness", exact=True).first.click()
    assert faults_of(page) == []

    # When she opens the result and takes a suggestion
    page.get_by_role("link", name="First look").click()
    assert faults_of(page) == []
    page.get_by_text("Suggestions, from your answers").click()
    page.get_by_role("link", name=re.compile("Settle where you stand")).first.click()
    page.get_by_label("Who sees to it?").select_option(label="Amara Diallo")
    assert faults_of(page) == []
    page.get_by_role("button", name="Save").click()

    # Then it stands in the plan
    expect(page.get_by_role("row", name=re.compile("Settle where we stand.*Amara Diallo.*Open"))).to_be_visible()


@pytest.mark.usefixtures("examples")
def test_a_visitor_answers_on_a_phone_without_scripts(open_page: OpenPage) -> None:
    # Given a visitor without an account
    page = open_page("/en/readiness/", phone=True, scripts=False)
    page.get_by_role("button", name="Answer by yourself").click()
    page.get_by_label(re.compile("Legal")).check()
    page.get_by_role("button", name="Go on").click()

    # When they answer the first part and go through the others
    page.get_by_label("Leaders have not spoken about AI with one another.").check()
    while page.get_by_role("button", name="Save and go on").count():
        assert not scrolls_sideways(page)
        page.get_by_role("button", name="Save and go on").click()

    # Then they see their result
    expect(page.get_by_role("heading", name="Strategy: 0.0")).to_be_visible()
    assert not scrolls_sideways(page)
