"""Vendors' claims in documents: what is not settled stands in the scorecard and in the contract points."""

import io
from dataclasses import replace

import openpyxl
import pytest

from tests.engine.documents_examples import TODAY, chatbot, pack, texts
from wellbought.documents.assemble import assemble, data_of, write
from wellbought.documents.claims import LONGEST_QUOTE, MOST_CLAIMS
from wellbought.purchase.claims import ClaimState, VendorClaim
from wellbought.vocabulary import ClaimKind

NEVER_FAILS = VendorClaim(
    "Acme",
    "Our assistant never fails | not *once*.",
    (ClaimKind.ABSOLUTE_PERFORMANCE,),
    (),
    ClaimState.ANSWERED,
    "They sent a brochure.",
)
SETTLED = replace(NEVER_FAILS, text="Hosted in two sites.", state=ClaimState.SETTLED)
HEADINGS = {
    "scorecard": "What vendors claim and have not shown",
    "contract-points": "What the vendor claims and has not shown",
}


def told(kind: str, *claims: VendorClaim, language: str = "en") -> str:
    purchase = replace(chatbot(), claims=claims)
    return "\n".join(texts(assemble(kind, purchase, pack(), on=TODAY, language=language)))


@pytest.mark.parametrize("kind", HEADINGS)
def test_a_claim_that_is_not_settled_stands_with_its_state_and_what_would_settle_it(kind: str) -> None:
    text = told(kind, NEVER_FAILS, SETTLED)

    assert HEADINGS[kind] in text
    assert NEVER_FAILS.text in text
    assert "Answered" in text
    assert NEVER_FAILS.note in text
    assert "a list of known failures" in text
    assert SETTLED.text not in text


@pytest.mark.parametrize("kind", HEADINGS)
@pytest.mark.parametrize("claims", [(), (SETTLED,)], ids=["none", "all settled"])
def test_nothing_is_said_where_nothing_is_open(kind: str, claims: tuple[VendorClaim, ...]) -> None:
    assert HEADINGS[kind] not in told(kind, *claims)


@pytest.mark.parametrize("kind", HEADINGS)
def test_very_many_and_very_long_claims_are_cut_and_counted(kind: str) -> None:
    long = replace(NEVER_FAILS, text="never " * 10_000)

    text = told(kind, *[long] * (MOST_CLAIMS + 7))

    assert "7 more stand with the purchase" in text
    assert "never " * (LONGEST_QUOTE // 6 + 2) not in text


@pytest.mark.parametrize(("language", "state"), [("es", "Respondida"), ("fr", "Répondu")])
def test_the_words_around_a_claim_are_in_the_documents_language(language: str, state: str) -> None:
    text = told("contract-points", NEVER_FAILS, language=language)

    assert state in text
    assert HEADINGS["contract-points"] not in text


def test_the_excel_file_has_a_sheet_of_claims() -> None:
    purchase = replace(chatbot(), claims=(NEVER_FAILS, SETTLED))

    made = write(assemble("scorecard", purchase, pack(), on=TODAY, language="en"), "xlsx", pack())

    rows = list(openpyxl.load_workbook(io.BytesIO(made))["Claims"].values)
    assert rows[1][:4] == ("Acme", NEVER_FAILS.text, "Answered", NEVER_FAILS.note)
    assert len(rows) == 2


def test_claims_are_handed_on_as_json() -> None:
    made = data_of(replace(chatbot(), claims=(NEVER_FAILS,)))

    assert made["claims"] == [
        {
            "vendor": "Acme",
            "text": NEVER_FAILS.text,
            "kinds": ["absolute-performance"],
            "missing": [],
            "state": "answered",
            "note": NEVER_FAILS.note,
        }
    ]
