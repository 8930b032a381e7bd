"""The market brief cites each contract, shows each figure with its limits, and the strategy tells it in short."""

from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal

import pytest

from tests.engine.documents_examples import TODAY, chatbot, pack
from wellbought.documents.assemble import assemble, data_of, write
from wellbought.documents.blocks import Document, Picture, walk
from wellbought.purchase import Purchase
from wellbought.purchase.research import (
    MarketFinding,
    MarketResearch,
    PinnedContract,
    PinnedFigure,
    VendorToInvite,
)

AT = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)
DRAWING = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="60" height="30" viewBox="0 0 60 30">'
    '<rect width="60" height="30"/></svg>'
)


def researched() -> Purchase:
    contract = PinnedContract(
        ocid="ocds-1-a|b",
        title="Chat | bot <b>",
        buyer="Smallhaven",
        country="Spain",
        suppliers=("Acme", "Beta"),
        amount=Decimal("120000.50"),
        currency="EUR",
        method="open",
        year=2024,
        tenderers=3,
        url="https://example.org/notice/1",
    )
    figure = PinnedFigure(
        measure="suppliers",
        question="Who supplies it, and what share do they have?",
        summary="The most frequent supplier, Acme, has 3 awards (30% of all).",
        formula="awards by supplier",
        source="OCDS awards/suppliers",
        n=10,
        of=12,
        caveats=("One firm may appear under several names.",),
        columns=("supplier", "awards", "share"),
        rows=(("Acme | *Sons*", "3", "0.3"), ("Beta", "1234567", "")),
        query="SELECT 1",
        drawing=DRAWING,
    )
    findings = (
        MarketFinding("k1", "d1", "Amara Diallo", AT, asked="chatbot", contract=contract, note="Same size as ours."),
        MarketFinding("k2", "d1", "Amara Diallo", AT, filters={"ai-only": "yes", "country": "Spain"}, figure=figure),
    )
    vendors = (VendorToInvite("Acme", "ocds-1-a|b", "It has such a contract", "Amara Diallo"),)
    return replace(chatbot(), market=MarketResearch(findings, vendors))


def made(kind: str = "market-brief", purchase: Purchase | None = None) -> Document:
    return assemble(kind, purchase or researched(), pack(), on=TODAY, language="en")


def as_text(document: Document) -> str:
    return write(document, "md", pack()).decode()


def test_the_brief_cites_each_contract_with_its_value_and_its_original() -> None:
    text = as_text(made())

    assert "Smallhaven" in text
    assert "€120,000.50" in text
    assert "https://example.org/notice/1" in text
    assert "ocds-1-a" in text
    assert "Open, tenderers: 3" in text
    assert "Same size as ours." in text


def test_a_figure_comes_with_its_drawing_its_table_its_limits_and_the_way_to_repeat_it() -> None:
    document = made()

    (picture,) = [block for block in walk(document.blocks) if isinstance(block, Picture)]
    text = as_text(document)
    assert picture.svg == DRAWING
    assert picture.alt.startswith("The most frequent supplier")
    assert "1,234,567" in text
    assert "30 %" in text
    assert "One firm may appear under several names." in text
    assert 'market summary --measure suppliers --ai-only --country "Spain"' in text.replace("\\", "")


@pytest.mark.parametrize("ending", ["docx", "pdf", "html", "json"])
def test_the_brief_is_made_in_every_format(ending: str) -> None:
    assert len(write(made(), ending, pack())) > 1_000


def test_names_of_suppliers_are_text_in_the_table_and_never_markup() -> None:
    html = write(made(), "html", pack()).decode()

    assert "Acme | *Sons*" in html
    assert "Chat | bot &lt;b&gt;" in html


def test_without_findings_the_brief_says_what_to_do() -> None:
    assert "Nothing has been pinned yet" in as_text(made(purchase=chatbot()))


def test_the_strategy_tells_the_findings_in_its_part_on_the_market() -> None:
    text = as_text(made("strategy"))
    without = as_text(made("strategy", chatbot()))

    part = text.split("8. Market research")[-1].partition("9. Supplier")[0]
    assert "Smallhaven" in part
    assert "Vendors found: Acme" in part
    assert "Smallhaven" not in without.split("8. Market research")[-1]


def test_the_facts_behind_a_document_hold_the_research_without_drawings() -> None:
    market = data_of(researched())["market"]

    assert market["findings"][0]["contract"]["amount"] == "120000.50"  # type: ignore[index]
    assert "drawing" not in market["findings"][1]["figure"]  # type: ignore[index]
