"""The workbooks calculate what they say: their formulas, recalculated by an office program, agree with our own sums."""

import io
import shutil
import subprocess
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest

from tests.engine.documents_examples import chatbot, document, pack, small_document, written
from wellbought.documents.formats import FORMATS
from wellbought.documents.sheets import Formula, at, quoted, sheet_name, span
from wellbought.documents.words import Words
from wellbought.documents.workbooks import WORKBOOKS
from wellbought.documents.workbooks.scorecard import Filled, Result, results, sheets
from wellbought.pack.kinds import Criterion, ScaleStep
from wellbought.vocabulary import Role

needs_office = pytest.mark.skipif(
    not shutil.which("soffice"), reason="needs LibreOffice: apt-get install libreoffice-calc-nogui"
)


def _calculates(kind: str) -> bool:
    return any(isinstance(cell.value, Formula) for sheet in document(kind).sheets for cell in sheet.cells)


FIT, SAFETY, PRICE = "problem-fit", "data-safety", "whole-cost"
WEIGHTS = {FIT: 0.5, SAFETY: 0.3, PRICE: 0.2}
GOOD = {FIT: 4, SAFETY: 4, PRICE: 3}
CHEAP_AND_UNSAFE = {FIT: 5, SAFETY: 1, PRICE: 5}
HALF_SCORED = {FIT: 5, SAFETY: 5}
NOT_SO_GOOD = {FIT: 3, SAFETY: 3, PRICE: 5}
EQUALLY_GOOD = {FIT: 4, SAFETY: 4, PRICE: 3}
FILLED = Filled(
    WEIGHTS,
    (
        ("Alder", GOOD),
        ("Birch & Co", CHEAP_AND_UNSAFE),
        ("Cedar", HALF_SCORED),
        ("Dogwood", NOT_SO_GOOD),
        ("Elm", EQUALLY_GOOD),
    ),
)


def criterion(name: str, threshold: int | None = None) -> Criterion:
    return Criterion(
        id=name,
        title=name.replace("-", " ").capitalize(),
        group="fit",
        what="How well it does.",
        evidence=("A trial",),
        weight="A third",
        scale=tuple(ScaleStep(score=score, means=f"Level {score}") for score in (0, 3, 5)),
        threshold=threshold,
        scored_by=(Role.PROJECT,),
    )


CRITERIA = (criterion(FIT), criterion(SAFETY, threshold=3), criterion(PRICE))


def test_a_scorecard_ranks_those_that_are_in() -> None:
    alder, birch, cedar, dogwood, elm = results(CRITERIA, FILLED)

    assert alder == Result(total=76.0, below=0, scored=3, state="in", rank=1)
    assert elm.rank == 1
    assert dogwood.rank == 3
    assert birch == Result(total=76.0, below=1, scored=3, state="out", rank=None)
    assert cedar.state == "incomplete"
    assert cedar.rank is None


def test_no_one_is_ranked_while_weights_do_not_add_up() -> None:
    found = results(CRITERIA, Filled({**WEIGHTS, PRICE: 0.3}, FILLED.scores))

    assert {result.state for result in found} == {"weights"}
    assert {result.rank for result in found} == {None}


def test_a_blank_scorecard_says_that_weights_are_missing() -> None:
    opened = openpyxl.load_workbook(_scorecard(Filled()), data_only=True)

    assert opened["Weights"].cell(12, 4).value == 0
    assert opened["Weights"].cell(12, 6).value == "Weights do not add up to 100 %"
    assert opened["Result"].cell(5, 5).value == "Weights do not add up to 100 %"


def test_scores_and_weights_can_only_be_what_they_should() -> None:
    opened = openpyxl.load_workbook(_scorecard(Filled()))

    (weight, threshold) = opened["Weights"].data_validations.dataValidation
    assert (weight.type, weight.formula1, weight.formula2) == ("decimal", "0", "1")
    assert (threshold.type, threshold.formula2) == ("whole", "5")
    scores = opened["Scores"].data_validations.dataValidation
    assert [(score.type, score.formula1, score.formula2) for score in scores] == [("decimal", "0", "5")] * 6


@needs_office
@pytest.mark.office
@pytest.mark.parametrize(
    "filled",
    [
        pytest.param(FILLED, id="filled"),
        pytest.param(Filled(), id="blank"),
        pytest.param(Filled({**WEIGHTS, PRICE: 0.1}, FILLED.scores), id="weights that do not add up"),
    ],
)
def test_the_scorecard_comes_to_the_same_in_an_office_program(filled: Filled, tmp_path: Path) -> None:
    _compare(_scorecard(filled), tmp_path)


@needs_office
@pytest.mark.office
@pytest.mark.parametrize("kind", [kind for kind in WORKBOOKS if _calculates(kind)])
def test_every_workbook_comes_to_the_same_in_an_office_program(kind: str, tmp_path: Path) -> None:
    _compare(io.BytesIO(written(kind, "xlsx")), tmp_path)


def test_addresses_of_cells() -> None:
    assert at(0, 0) == "A1"
    assert at(9, 26) == "AA10"
    assert at(0, 701, fixed=True) == "$ZZ$1"
    assert span(1, 2, 3, 4) == "$C$2:$E$4"
    assert quoted('say "yes"') == '"say ""yes"""'


def test_names_of_sheets_are_short_and_differ() -> None:
    taken: set[str] = set()

    names = [sheet_name(name, taken) for name in ("Who: [what]/when?", "who   what  when", "x" * 40, "x" * 40, "'", "")]

    assert len({name.lower() for name in names}) == len(names)
    assert all(0 < len(name) <= 31 for name in names)


def _scorecard(filled: Filled) -> io.BytesIO:
    purchase = replace(chatbot(), plan=replace(chatbot().plan, criteria=CRITERIA))
    book = sheets(purchase, Words(pack(), "scorecard"), filled)
    return io.BytesIO(FORMATS["xlsx"].write(replace(small_document("text"), sheets=book)))


def _nothing_as_text(value: object) -> object:
    return "" if value is None else value


def _compare(book: io.BytesIO, folder: Path) -> None:
    """Compare each value that we wrote beside a formula with what LibreOffice makes of the formula."""
    valued = openpyxl.load_workbook(book, data_only=True)
    formulas = openpyxl.load_workbook(book)
    # Saved by this library the formulas have no values, so that the office program has to work them out.
    bare = folder / "bare.xlsx"
    formulas.save(bare)
    home = f"-env:UserInstallation={(folder / 'home').as_uri()}"
    out = folder / "out"
    subprocess.run(
        ["soffice", home, "--headless", "--convert-to", "xlsx", "--outdir", str(out), str(bare)],
        check=True,
        capture_output=True,
        timeout=120,
    )
    worked_out = openpyxl.load_workbook(out / "bare.xlsx", data_only=True)
    compared = 0
    for sheet in formulas:
        for row in sheet.iter_rows():
            for cell in row:
                if cell.data_type == "f":
                    ours = _nothing_as_text(valued[sheet.title][cell.coordinate].value)
                    theirs = _nothing_as_text(worked_out[sheet.title][cell.coordinate].value)
                    assert theirs == (pytest.approx(ours) if isinstance(ours, float) else ours), (
                        f"{sheet.title}!{cell.coordinate}: {cell.value}"
                    )
                    compared += 1
    assert compared
