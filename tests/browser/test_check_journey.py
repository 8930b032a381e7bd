"""A procurement officer without an account checks a purchase."""

import json

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import OpenPage, faults_of, scrolls_sideways

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

CHATBOT = {
    "ai_type": ["generative"],
    "affects": "public",
    "decision_role": "informs",
    "domain": "benefits",
    "personal_data": True,
    "public_facing": True,
    "need": "own-process",
    "jurisdiction": ["eu", "uk"],
}


def answer(page: Page, label: str) -> None:
    page.get_by_label(label, exact=True).check()
    page.get_by_role("button", name="Continue").click()


def opened_result(open_page: OpenPage, *, phone: bool = False) -> Page:
    page = open_page("/en/check/open/", phone=phone)
    page.get_by_label("Or the text of a shared check").fill(json.dumps(CHATBOT))
    page.get_by_role("button", name="Open it").click()
    return page


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_from_the_start_page_to_a_result(open_page: OpenPage, scripts: bool) -> None:
    # Given a visitor on the start page
    page = open_page("/en/", scripts=scripts)
    page.get_by_role("link", name="We are buying something that has AI in it").click()

    # When they answer two questions, go back, change one, and skip to the result
    page.get_by_role("button", name="Start the check").click()
    answer(page, "Everyday office work")
    page.get_by_role("link", name="Back", exact=True).click()
    expect(page.get_by_label("Everyday office work", exact=True)).to_be_checked()
    answer(page, "Benefits and other support")
    answer(page, "It writes or makes things")
    page.goto("/en/check/answers/")
    expect(page.get_by_text("Benefits and other support")).to_be_visible()
    page.get_by_role("link", name="See the result").or_(page.get_by_role("button", name="See the result")).click()

    # Then the result says what is not known, and never calls it low
    expect(page.get_by_role("heading", level=1)).to_have_text("The result of your check")
    expect(page.get_by_role("heading", name="What is still open")).to_be_visible()

    # And coming back tomorrow goes on where they were
    page.goto("/en/check/")
    expect(page.get_by_text("Go on with your check")).to_be_visible()


def test_a_mistake_is_said_and_focus_leads_to_it(open_page: OpenPage) -> None:
    page = open_page("/en/check/about/affects/")

    page.get_by_role("button", name="Continue").click()

    expect(page.get_by_role("alert")).to_contain_text("Choose an answer")
    assert page.title().startswith("Error:")
    assert faults_of(page) == []


def test_a_shared_link_opens_with_the_answers_that_no_server_saw(open_page: OpenPage) -> None:
    # Given a result with a link to share
    page = opened_result(open_page)
    link = page.get_by_label("Link to this check").input_value()

    # When somebody else opens it
    asked: list[str] = []
    other = open_page("/en/")
    other.on("request", lambda request: asked.append(request.url))
    other.goto(link)
    other.get_by_role("button", name="Open it").click()

    # Then they see the same result, and no address that was asked for holds an answer
    expect(other.get_by_role("heading", level=1)).to_have_text("The result of your check")
    assert "#" in link
    assert all("#" not in url and link.split("#")[1] not in url for url in asked)


def test_by_keyboard_alone(open_page: OpenPage) -> None:
    page = open_page("/en/check/about/affects/")

    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent").strip() == "Skip to main content"
    page.keyboard.press("Enter")
    page.get_by_label("Our own staff").or_(page.get_by_role("radio").first).first.focus()
    page.keyboard.press("Space")
    page.keyboard.press("Enter")

    page.wait_for_url(lambda url: "affects" not in url)


@pytest.mark.parametrize("phone", [False, True], ids=["wide", "phone"])
@pytest.mark.parametrize(
    "path", ["/en/check/", "/en/check/about/domain/", "/en/check/about/estimated-value/", "/en/check/open/"]
)
def test_the_pages_are_accessible(open_page: OpenPage, path: str, phone: bool) -> None:
    page = open_page(path, phone=phone)

    assert faults_of(page) == []
    assert not scrolls_sideways(page)


@pytest.mark.parametrize("phone", [False, True], ids=["wide", "phone"])
def test_the_result_is_accessible(open_page: OpenPage, phone: bool) -> None:
    page = opened_result(open_page, phone=phone)

    assert faults_of(page) == []
    assert not scrolls_sideways(page)
    cut = "[...document.querySelectorAll('.wb-table')].filter(one => one.scrollWidth > one.clientWidth + 1).length"
    assert page.evaluate(cut) == 0


def test_the_result_prints_as_a_clean_page(open_page: OpenPage) -> None:
    page = opened_result(open_page)

    page.emulate_media(media="print")

    expect(page.get_by_role("navigation", name="Main")).to_be_hidden()
    expect(page.get_by_text("Share it", exact=True)).to_be_hidden()
    expect(page.get_by_role("heading", level=1)).to_be_visible()
