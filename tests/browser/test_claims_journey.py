"""Somebody checks a brochure, takes the questions along, and a team follows the claims."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import OpenPage, faults_of, scrolls_sideways
from tests.browser.test_workspace_journey import enter
from tests.web.test_claims_pages import BROCHURE, HONEST
from wellbought.web.claims.models import Claim
from wellbought.web.purchases.models import Purchase

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def check_brochure(page: Page) -> None:
    page.get_by_label("The vendor's text").fill(BROCHURE)
    page.get_by_role("button", name="Check the text").click()


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_a_mark_opens_to_its_question_and_the_letter_comes_as_a_file(open_page: OpenPage, scripts: bool) -> None:
    # Given a visitor with a vendor's brochure
    page = open_page("/en/claims/", scripts=scripts)

    # When they check it and follow a mark with the keyboard
    check_brochure(page)
    page.get_by_role("link", name=re.compile("99% accurate")).focus()
    page.keyboard.press("Enter")

    # Then the note is open, with the question
    expect(page.locator("#claim-1").get_by_text("What would settle it:").first).to_be_visible()

    # And the questions come as a letter
    page.get_by_label("The vendor's name, for the letter").fill("Acme")
    with page.expect_download() as download:
        page.get_by_role("button", name="Letter (DOCX)").click()
    assert download.value.suggested_filename == "questions-to-the-vendor.docx"


@pytest.mark.usefixtures("examples")
def test_a_team_follows_a_claim_to_its_end(open_page: OpenPage) -> None:
    # Given a member of a purchase's team
    purchase = Purchase.objects.order_by("id")[1]
    page = open_page("/en/")
    enter(page, "Amara Diallo")
    page.goto(f"/en/purchases/{purchase.key}/")

    # When they keep a vendor's text and note that a claim was asked about
    page.get_by_role("link", name="Vendors' claims").click()
    page.get_by_text("Add a vendor's text").click()
    page.get_by_label("Who is the vendor?").fill("Acme")
    page.get_by_label("The vendor's text").fill(BROCHURE)
    page.get_by_role("button", name="Check and keep it").click()
    page.get_by_role("link", name=re.compile("99% accurate")).click()
    page.get_by_role("link", name="Note how far you are with claim 1").click()
    page.get_by_label("Asked", exact=True).check()
    page.get_by_label("Note", exact=True).fill("Sent with the clarification letter.")
    page.get_by_role("button", name="Save").click()

    # Then its history says so
    expect(page.locator(".wb-timeline").get_by_text("Sent with the clarification letter.")).to_be_visible()
    assert Claim.objects.order_by("start")[0].state == "asked"


@pytest.mark.parametrize("phone", [False, True], ids=["wide", "phone"])
@pytest.mark.usefixtures("examples")
def test_every_page_of_the_claim_checker_is_accessible(open_page: OpenPage, phone: bool) -> None:
    page = open_page("/en/claims/", phone=phone)

    def sound(place: str) -> None:
        assert (place, [] if phone else faults_of(page)) == (place, [])
        assert (place, scrolls_sideways(page)) == (place, False)

    sound("start")
    page.get_by_role("button", name="Check the text").click()
    sound("nothing given")
    check_brochure(page)
    page.get_by_role("link", name=re.compile("99% accurate")).click()
    sound("checked")
    page.goto("/en/claims/compare/")
    sound("compare")
    page.get_by_label("Text of vendor 1").fill(BROCHURE)
    page.get_by_label("Text of vendor 2").fill(HONEST)
    page.get_by_role("button", name="Compare").click()
    sound("compared")

    purchase = Purchase.objects.order_by("id")[1]
    enter(page, "Amara Diallo")
    base = f"/en/purchases/{purchase.key}/claims/"
    page.goto(f"{base}add/")
    sound("add")
    page.get_by_label("Who is the vendor?").fill("Acme")
    page.get_by_label("The vendor's text").fill(BROCHURE)
    page.get_by_role("button", name="Check and keep it").click()
    sound("text")
    page.goto(base)
    sound("claims")
    page.goto(f"{base}{Claim.objects.order_by('start')[0].key}/")
    sound("claim")
    page.goto(f"{base}compare/")
    sound("compare kept")


def test_a_page_that_runs_from_right_to_left_shows_the_vendors_words_as_they_run(open_page: OpenPage) -> None:
    page = open_page("/ar/claims/")

    page.locator("#id_text").fill(BROCHURE)
    page.locator("main form button").first.click()

    assert (
        page.locator(".claims-text p.govuk-body").first.evaluate("element => getComputedStyle(element).direction")
        == "ltr"
    )
    assert faults_of(page) == []
    assert not scrolls_sideways(page)
