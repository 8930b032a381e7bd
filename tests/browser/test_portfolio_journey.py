"""A leader looks at the portfolio, wide and on a phone."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import OpenPage, faults_of, scrolls_sideways

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("examples")]


def accessible(page: Page) -> None:
    assert (page.url, faults_of(page)) == (page.url, [])
    assert (page.url, scrolls_sideways(page)) == (page.url, False)


@pytest.mark.parametrize("phone", [False, True], ids=["wide", "phone"])
def test_a_leader_finds_what_is_held_up_and_takes_it_to_the_board(open_page: OpenPage, phone: bool) -> None:
    # Given whoever leads the example organisation
    page = open_page("/en/account/sign-in/", phone=phone)
    page.context.set_default_timeout(30_000)
    page.get_by_role("button", name=re.compile("Ruth Adeyemi")).click()
    page.goto("/en/portfolio/")
    accessible(page)

    # When she narrows it to what is in use, and opens the figures of a chart
    page.get_by_label("In use", exact=True).select_option("in-use")
    page.get_by_label("Sort by").select_option("title")
    page.get_by_role("button", name="Apply filters").click()
    page.get_by_text("The same in words and figures").first.click()

    # Then the list follows, reads well, and its page for the board is a file
    expect(page).to_have_url(re.compile("use=in-use"))
    expect(page.get_by_role("status")).to_have_text(re.compile(r"^\d+ purchase"))
    accessible(page)
    with page.expect_download() as download:
        page.get_by_role("link", name=re.compile("A page for the board DOCX")).click()
    assert download.value.suggested_filename.endswith(".docx")
