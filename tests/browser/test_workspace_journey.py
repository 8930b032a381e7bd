"""A team plans a purchase in the demo."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import OpenPage, faults_of, scrolls_sideways
from wellbought.web.purchases.models import Answer, Purchase

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("examples")]


def enter(page: Page, name: str) -> None:
    page.goto("/en/account/sign-in/")
    page.get_by_role("button", name=re.compile(name)).click()


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_a_check_becomes_a_purchase_with_an_answer_and_a_strategy(open_page: OpenPage, scripts: bool) -> None:
    # Given a visitor who has answered one question of the check
    page = open_page("/en/check/about/domain/", scripts=scripts)
    page.get_by_label("Everyday office work", exact=True).check()
    page.get_by_role("button", name="Continue").click()

    # When they sign in with one click, as procurement, and make it a purchase
    page.goto("/en/check/result/")
    page.get_by_text("Make this a purchase in a workspace").click()
    page.get_by_role("button", name=re.compile("Amara Diallo")).click()
    page.get_by_label("What do you want to buy?").fill("Meeting notes")
    page.get_by_role("button", name="Start").click()

    # Then its questions are a task list, and an answer is saved with who and when
    page.get_by_role("link", name="Need", exact=True).click()
    page.get_by_role("link", name=re.compile("What problem do you want to solve")).click()
    page.get_by_label("Your answer").fill("Notes take two days to reach people.")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("Last saved by Amara Diallo")).to_be_visible()

    # And a strategy comes as a file
    page.get_by_role("link", name="Documents").first.click()
    section = page.locator("section", has=page.get_by_role("heading", name=re.compile("strategy", re.IGNORECASE)))
    with page.expect_download() as download:
        section.get_by_role("link", name=re.compile("DOCX")).first.click()
    assert download.value.suggested_filename.endswith(".docx")


def test_two_tabs_on_one_answer_lose_nothing(open_page: OpenPage) -> None:
    # Given two people on the same question
    purchase = Purchase.objects.order_by("id")[0]
    path = f"/en/purchases/{purchase.key}/questions/time-for-the-steps/"
    first, second = open_page("/en/"), open_page("/en/")
    enter(first, "Amara Diallo")
    enter(second, "Tom Birch")
    first.goto(path)
    second.goto(path)

    # When both save
    first.get_by_label("Your answer").fill("Words of the first")
    first.get_by_role("button", name="Save").click()
    second.get_by_label("Your answer").fill("Words of the second")
    second.get_by_role("button", name="Save").click()

    # Then the second sees both texts and chooses
    expect(second.get_by_text("Words of the first")).to_be_visible()
    expect(second.get_by_label("Your answer")).to_have_value("Words of the second")
    second.get_by_label("Your answer").fill("Both together")
    second.get_by_role("button", name="Save").click()
    assert Answer.objects.get(purchase=purchase, question="time-for-the-steps").newest.text == "Both together"


def test_an_expired_session_loses_no_words(open_page: OpenPage) -> None:
    # Given somebody in the middle of an answer whose session ends
    purchase = Purchase.objects.order_by("id")[0]
    page = open_page("/en/")
    enter(page, "Amara Diallo")
    page.goto(f"/en/purchases/{purchase.key}/questions/time-for-the-steps/")
    page.get_by_label("Your answer").fill("Written just before the session ended")
    cookies = [cookie for cookie in page.context.cookies() if cookie["name"] != "sessionid"]
    page.context.clear_cookies()
    page.context.add_cookies(cookies)  # type: ignore[arg-type]

    # When they save and sign in again
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("what you wrote comes with you")).to_be_visible()
    page.get_by_role("button", name=re.compile("Amara Diallo")).click()
    expect(page.get_by_text("Written just before the session ended")).to_be_visible()
    page.get_by_role("button", name="Save it").click()

    # Then it is saved
    expect(page.get_by_text("Last saved by Amara Diallo")).to_be_visible()
    expect(page.get_by_label("Your answer")).to_have_value("Written just before the session ended")


@pytest.mark.parametrize("phone", [False, True], ids=["wide", "phone"])
def test_every_page_of_a_purchase_is_accessible(open_page: OpenPage, phone: bool) -> None:
    purchase = Purchase.objects.order_by("id")[1]
    page = open_page("/en/", phone=phone)
    enter(page, "Amara Diallo")

    for place in (
        "",
        "result/",
        "stages/need/",
        "facts/",
        "facts/domain/",
        "documents/",
        "team/",
        "questions/problem-in-a-sentence/",
        "questions/problem-in-a-sentence/history/",
    ):
        page.goto(f"/en/purchases/{purchase.key}/{place}")
        assert (place, faults_of(page)) == (place, [])
        assert (place, scrolls_sideways(page)) == (place, False)

    page.goto("/en/purchases/")
    assert faults_of(page) == []
