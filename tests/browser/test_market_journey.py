"""Somebody who never saw contracting data finds a contract, pins it, and takes the brief along."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import OpenPage, faults_of, scrolls_sideways
from tests.browser.test_workspace_journey import enter
from wellbought.web.market import actions
from wellbought.web.market.models import Finding
from wellbought.web.purchases.models import Purchase

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture(autouse=True)
def sample(tmp_path_factory: pytest.TempPathFactory, settings: object) -> Path:
    """The sample that ships."""
    folder = tmp_path_factory.mktemp("market")
    settings.MARKET = folder  # type: ignore[attr-defined]
    actions.bring_sample()
    return folder


@pytest.mark.usefixtures("examples")
@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_a_team_finds_a_contract_pins_it_and_takes_the_brief_along(open_page: OpenPage, scripts: bool) -> None:
    # Given a member of a purchase's team
    purchase = Purchase.objects.order_by("id")[1]
    page = open_page("/en/", phone=not scripts, scripts=scripts)
    enter(page, "Amara Diallo")
    page.goto(f"/en/purchases/{purchase.key}/market/")

    # When they search with other words, open a contract and pin it
    page.get_by_role("button", name="Search for contracts like this").click()
    page.get_by_label("What was bought?").fill("chatbot")
    page.get_by_role("button", name="Search", exact=True).click()
    page.get_by_role("link", name="ZOOM , CIC CHATBOT").click()
    page.get_by_label("What does it mean for your purchase?").fill("About the size of ours.")
    page.get_by_role("button", name="Pin this contract").click()

    # Then it stands in the research, and the brief comes as a file
    expect(page.get_by_text("About the size of ours.")).to_be_visible()
    assert Finding.objects.filter(purchase=purchase).count() == 1
    with page.expect_download() as download:
        page.get_by_role("link", name=re.compile("Market brief.*DOCX")).click()
    assert download.value.suggested_filename == "market-brief.docx"


@pytest.mark.usefixtures("examples")
def test_every_page_of_market_research_is_accessible_and_fits_a_phone(open_page: OpenPage) -> None:
    purchase = Purchase.objects.order_by("id")[1]
    page = open_page("/en/")
    enter(page, "Amara Diallo")
    inside = f"/en/purchases/{purchase.key}/market/"
    places = [
        *("/en/market/", "/en/market/?q=chatbot", "/en/market/?at_least=5", "/en/market/data/", "/en/market/figures/"),
        *("/fr/market/figures/", "/en/market/figures/contract-value/", "/en/market/figures/tenderers/"),
        *(inside, f"{inside}search/", f"{inside}figures/buyers/", f"{inside}vendors/", f"{inside}flags/"),
        f"{inside}contract/?ocid=usaspending-70B04C24F00000384",
    ]

    for place in places:
        page.set_viewport_size({"width": 1000, "height": 900})
        response = page.goto(place)
        assert response is not None
        assert response.status == (422 if "at_least" in place else 200)
        assert (place, faults_of(page)) == (place, [])
        page.set_viewport_size({"width": 375, "height": 740})
        assert (place, scrolls_sideways(page)) == (place, False)


def test_a_chart_answers_to_the_pointer_without_evaluating_code(open_page: OpenPage) -> None:
    # Given a figure, and an ear for what the browser refuses
    page = open_page("/en/")
    refused: list[str] = []
    page.on("console", lambda message: refused.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: refused.append(str(error)))

    for measure in ("suppliers", "contract-value", "ai-by-year", "buyers"):
        # When its chart comes into view and a mark is pointed at
        page.goto(f"/en/market/figures/{measure}/")
        chart = page.locator(".market-figure.is-live")
        expect(chart).to_be_visible()
        mark = chart.locator(".mark-rect path, .mark-symbol path").last
        mark.hover()

        # Then it tells its row, and one that is chosen stands out from the others
        expect(page.locator(".vg-tooltip.visible")).to_be_visible()
        mark.click()
        expect(chart.locator('[opacity="0.35"]').first).to_be_attached()
        assert (measure, faults_of(page)) == (measure, [])

    # And nothing was refused by the policy on content; on paper the still picture serves
    assert refused == []
    page.emulate_media(media="print")
    expect(page.locator(".market-still")).to_be_visible()
    expect(page.locator(".market-live")).to_be_hidden()


def test_without_scripts_the_still_picture_serves(open_page: OpenPage) -> None:
    page = open_page("/en/market/figures/suppliers/", phone=True, scripts=False)

    still = page.locator(".market-still")
    expect(still).to_be_visible()
    box = still.bounding_box()
    assert box is not None
    assert box["height"] > 50
    assert not scrolls_sideways(page)
