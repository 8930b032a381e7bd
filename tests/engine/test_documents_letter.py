"""The letter to a vendor: every claim with its questions, in every format, with the vendor's words as text."""

import io
from datetime import date
from functools import partial

import docx
import pypdfium2
import pytest

from tests.engine.documents_examples import pack
from wellbought.documents.assemble import assemble, write
from wellbought.documents.letters import KIND, AskedClaim, letter
from wellbought.documents.template import KindUnknown, all_kinds, kinds
from wellbought.pack.kinds import ClaimElement
from wellbought.profile import parse_profile
from wellbought.purchase import purchase_of_profile
from wellbought.vocabulary import ClaimKind

ON = date(2026, 11, 23)
CLAIM = AskedClaim(
    "It is **99%** accurate <b>always</b> | {{ 7 * 7 }}", (ClaimKind.METRIC_WITHOUT_CONTEXT,), ("test-set", "sample")
)


def written(ending: str, *, language: str = "en", claims: tuple[AskedClaim, ...] = (CLAIM,)) -> bytes:
    made = letter(claims, pack(), vendor="Acme AI", buyer="Northmere", on=ON, language=language)
    return write(made, ending, pack())


def test_a_letter_quotes_the_sentence_and_asks_for_what_it_leaves_out() -> None:
    text = written("md").decode()

    assert "**To:** Acme AI" in text
    for element in map(partial(pack().get, ClaimElement), CLAIM.missing):
        assert element.label in text
        assert element.ask in text


def test_the_vendors_words_stay_text() -> None:
    made = docx.Document(io.BytesIO(written("docx")))

    assert any(
        paragraph.text == CLAIM.text
        for table in made.tables
        for row in table.rows
        for cell in row.cells
        for paragraph in cell.paragraphs
    ) or any(paragraph.text == CLAIM.text for paragraph in made.paragraphs)


@pytest.mark.parametrize("language", ["en", "es", "fr", "ar"])
def test_it_opens_as_a_pdf_in_every_language(language: str) -> None:
    made = pypdfium2.PdfDocument(written("pdf", language=language))

    assert "99%" in "".join(page.get_textpage().get_text_range() for page in made)


def test_a_text_without_claims_has_a_letter_that_says_so() -> None:
    assert "We have no question on your text as it stands." in written("md", claims=()).decode()


def test_what_the_pack_no_longer_holds_is_left_out() -> None:
    old = AskedClaim("It is safe.", (ClaimKind.SECURITY_ABSOLUTE,), ("no-such-element",))

    assert "It is safe." in written("md", claims=(old,)).decode()


def test_it_is_no_document_about_a_purchase() -> None:
    purchase = purchase_of_profile(parse_profile({}), pack(), on=ON)

    assert KIND in all_kinds(pack())
    assert KIND not in kinds(pack())
    with pytest.raises(KindUnknown):
        assemble(KIND, purchase, pack(), on=ON, language="en")
