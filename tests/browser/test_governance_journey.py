"""A council writes its own question in a browser and meets it in a plan; the kit drafts its policies."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import OpenPage, faults_of, scrolls_sideways
from wellbought.web.purchases.models import Purchase

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("examples")]


def enter(page: Page, name: str) -> None:
    page.goto("/en/account/sign-in/")
    page.get_by_role("button", name=re.compile(name)).click()


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_a_question_of_ones_own_stands_in_the_plan_as_ours(open_page: OpenPage, scripts: bool) -> None:
    # Given a procurement officer who writes a question
    page = open_page("/en/", scripts=scripts)
    enter(page, "Amara Diallo")
    page.get_by_role("link", name="Organisation").click()
    page.get_by_role("link", name="Our rules").click()
    page.get_by_role("link", name="Add a question").click()
    page.get_by_label("What should the team answer?").fill("Has the tenants' panel been asked?")
    page.get_by_label("Why does it matter?").fill("Tenants live with what we buy.")
    page.get_by_label("What does a good answer hold?").fill("What they said, and what changed.")
    page.get_by_label("What should worry you? One on each line").fill("“There was no time.”")
    page.get_by_label("What should be kept as evidence? One on each line").fill("The notes of the panel")
    page.get_by_label("Need", exact=True).check()
    page.get_by_role("group", name="Who leads?").get_by_label("Project", exact=False).first.check()
    page.get_by_role("group", name="From which route on is it asked?").get_by_label("Fast", exact=False).check()
    page.get_by_label("Where does the guidance say more?").select_option("who-to-involve")

    # When they look at it first, then save and publish it
    page.get_by_role("button", name="Preview").click()
    expect(page.get_by_text("Nothing has been saved yet.")).to_be_visible()
    assert not scripts or faults_of(page) == []
    page.get_by_role("button", name="Save in the draft").click()
    page.get_by_role("link", name="Our rules").first.click()
    page.get_by_role("button", name="Check and publish").click()
    page.get_by_role("button", name="Publish").click()

    # Then a purchase under way takes it over when its team says so, and it is asked there, marked as ours
    purchase = Purchase.objects.order_by("id")[0]
    page.goto(f"/en/purchases/{purchase.key}/guidance/")
    page.get_by_role("button", name="Plan with the new guidance").click()
    page.goto(f"/en/purchases/{purchase.key}/stages/need/")
    page.get_by_role("link", name="Has the tenants' panel been asked?").click()
    expect(page.get_by_text("Ours: Northmere Council")).to_be_visible()


@pytest.mark.parametrize("phone", [False, True], ids=["wide", "phone"])
def test_the_pages_of_our_rules_and_of_the_kit_are_accessible(open_page: OpenPage, phone: bool) -> None:
    purchase = Purchase.objects.order_by("id")[1]
    page = open_page("/en/", phone=phone)
    enter(page, "Amara Diallo")

    for place in (
        "our-rules/",
        "our-rules/policy/own-data-stay-here/",
        "our-rules/policy/own-data-stay-here/edit/",
        "our-rules/rule/new/",
        "our-rules/names/",
        "our-rules/import/",
        "our-rules/publish/",
        f"purchases/{purchase.key}/stages/strategy/",
        f"purchases/{purchase.key}/questions/where-data-goes/",
        "governance/",
        "governance/?size=large",
    ):
        page.goto(f"/en/{place}")
        assert (place, faults_of(page)) == (place, [])
        assert (place, scrolls_sideways(page)) == (place, False)
    page.get_by_role("button", name="Make the drafts").click()
    expect(page.get_by_role("heading", name="Your drafts")).to_be_visible()
    assert faults_of(page) == []
    assert not scrolls_sideways(page)
