"""Recording AI from a phone, and a kick-off in the room."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import OpenPage, faults_of, scrolls_sideways
from wellbought.web.purchases.models import Answer, Purchase

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("examples")]


def enter(page: Page, name: str) -> None:
    page.goto("/en/account/sign-in/")
    page.get_by_role("button", name=re.compile(name)).click()


def accessible(page: Page) -> None:
    assert (page.url, faults_of(page)) == (page.url, [])
    assert (page.url, scrolls_sideways(page)) == (page.url, False)


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_anyone_records_ai_from_a_phone(open_page: OpenPage, scripts: bool) -> None:
    # Given somebody with a phone
    page = open_page("/en/", phone=True, scripts=scripts)
    enter(page, "Wei Chen")
    page.goto("/en/record/")
    if scripts:
        accessible(page)

    # When they say what they have
    page.get_by_label("What is it called").fill("Summaries in the mail program")
    page.get_by_label("It was switched on in a product").check()
    page.get_by_label("What do you use it for?").fill("Long threads become short.")
    page.get_by_label("In which work is it used?").select_option("office-productivity")
    page.get_by_label("Only our own staff").check()
    page.get_by_label("No. It writes, finds or shows things").check()
    page.get_by_role("group", name="Do data about people").get_by_label("Yes").check()
    page.get_by_role("button", name="Record it").click()

    # Then it has a tier, an owner and a few questions
    expect(page.get_by_role("heading", name="The few questions that matter first")).to_be_visible()
    expect(page.get_by_text("Low", exact=True).first).to_be_visible()
    if scripts:
        accessible(page)


def test_a_kick_off_is_answered_in_the_room(open_page: OpenPage) -> None:
    # Given a kick-off called with one click
    purchase = Purchase.objects.order_by("id")[2]
    page = open_page("/en/", phone=True)
    enter(page, "Amara Diallo")
    page.goto(f"/en/purchases/{purchase.key}/meetings/")
    page.get_by_role("button", name="Call a kick-off meeting").click()
    accessible(page)
    page.get_by_role("button", name="Open the page for the room").click()
    accessible(page)
    before = Answer.objects.filter(purchase=purchase).count()

    # When the connection is lost in the middle of an answer, and comes back
    page.get_by_label("The answer of the room").fill("Said while the line was down")
    page.context.set_offline(True)
    page.get_by_role("button", name="Save, and on to the next").click()
    expect(page.get_by_text("There is no connection")).to_be_visible()
    page.context.set_offline(False)
    page.reload()
    page.get_by_role("button", name="Bring it back").click()
    expect(page.get_by_label("The answer of the room")).to_have_value("Said while the line was down")
    page.get_by_role("button", name="Save, and on to the next").click()

    # Then the answer is in the plan, the room is at the next question, and minutes come out
    expect(page.get_by_text("Question 2 of 10")).to_be_visible()
    assert Answer.objects.filter(purchase=purchase).count() == before + 1
    page.goto(page.url.partition("room/")[0])
    with page.expect_download() as download:
        page.get_by_role("link", name=re.compile("Minutes")).click()
    assert download.value.suggested_filename == "minutes.docx"


def test_the_pages_of_the_work_are_accessible(open_page: OpenPage) -> None:
    purchase = Purchase.objects.order_by("id")[0]
    page = open_page("/en/", phone=True)
    enter(page, "Tom Birch")

    for place in (
        "gates/",
        "gates/contract/",
        "decisions/",
        "decisions/add/",
        "decisions/verify/",
        "evidence/",
        "guidance/",
        "about/",
        "meetings/",
        "questions/renewal-price/",
        "questions/renewal-price/owner/",
        "questions/renewal-price/evidence/",
    ):
        page.goto(f"/en/purchases/{purchase.key}/{place}")
        accessible(page)
    page.goto("/en/work/")
    accessible(page)
