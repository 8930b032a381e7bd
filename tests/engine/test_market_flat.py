"""Flat tables: known layouts, guessed headings, a mapping that a person corrected."""

import json
from pathlib import Path

import pytest

from tests.engine.market_data import rows, taken_in, written
from wellbought.cli import run
from wellbought.market.reading.flat import LAYOUTS, MappingWrong, guess

TABLES = {
    "ted": "ID_NOTICE_CAN,"
    "TITLE,CAE_NAME,ISO_COUNTRY_CODE,WIN_NAME,AWARD_VALUE_EURO,DT_AWARD,TOP_TYPE,NUMBER_OFFERS,CPV\n"
    '2021001,Chatbot,Ville de Lyon,FR,Société Alpha,"12500,50",14-MAY-21,OPE,3,72212000\n',
    "usaspending": "contract_award_unique_key,awarding_agency_name,recipient_name,transaction_description,"
    "current_total_value_of_award,action_date,extent_competed,number_of_offers_received,usaspending_permalink\n"
    "CONT_1,DHS,ACME INC,CHATBOT,12500.50,2021-05-14,FULL AND OPEN COMPETITION,3,https://www.usaspending.gov/award/1\n",
    "contracts-finder": "Notice Identifier,"
    "Organisation Name,Title,Cpv Codes,Awarded Value,Awarded Date,Procedure Type,"
    '"Supplier [Name|Address|Ref type|Ref Number|Is SME|Is VCSE]"\n'
    "N1,Leeds City Council,Chatbot,"
    "72212000 72000000,12500.50,14/05/2021,Open procedure,[Acme Ltd|1 Street|NONE||Yes|No]\n",
    "austender": "CN ID,"
    "Agency Name,Description,Supplier Name,Supplier ABN,Value,Contract Start Date,Procurement Method\n"
    'CN1,Dept of Health,Chatbot,Acme Pty,123,"$12,500.50",14/05/2021,Open tender\n',
}


@pytest.mark.parametrize("layout", LAYOUTS)
def test_a_known_layout_is_recognised_and_read(layout: str, tmp_path: Path) -> None:
    done = taken_in(tmp_path / "data", written(tmp_path / "t.csv", TABLES[layout].encode()))

    assert done.dataset is not None
    (row,) = rows(done.dataset)
    assert json.loads(done.taken[0].note)["layout"] == layout
    assert str(row["amount"]) == "12500.50"
    assert (str(row["award_on"]), row["method"], row["is_ai"]) == ("2021-05-14", "open", True)
    assert row["buyer"] in {"Ville de Lyon", "DHS", "Leeds City Council", "Dept of Health"}
    assert row["supplier"].lower().startswith(("soci", "acme"))


def test_headings_in_other_words_are_guessed() -> None:
    found = guess(["Objeto", "Entidad", "Proveedor", "Importe", "Moneda", "Something"])

    assert found.columns == {
        "title": "Objeto",
        "buyer": "Entidad",
        "supplier": "Proveedor",
        "amount": "Importe",
        "currency": "Moneda",
    }
    assert found.unused == ("Something",)


def test_a_guess_is_shown_and_a_correction_is_used(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    table = written(tmp_path / "t.csv", "Was;Wer;Summe\nChatbot für Bürger;Stadt Köln;12.500,50\n".encode("cp1252"))
    assert run(["market", "mapping", str(table)]) == 0
    shown = json.loads(capsys.readouterr().out)
    corrected = tmp_path / "mapping.json"
    columns = {"title": "Was", "buyer": "Wer", "amount": "Summe"}
    corrected.write_text(json.dumps({"columns": columns, "fixed": {"currency": "EUR", "country": "Germany"}}))

    done = taken_in(tmp_path / "data", table, mapping=corrected)

    assert "title" in shown["missing"]
    assert done.dataset is not None
    (row,) = rows(done.dataset)
    assert (row["buyer"], str(row["amount"]), row["country"]) == ("Stadt Köln", "12500.50", "Germany")


def test_a_mapping_that_does_not_fit_says_so(tmp_path: Path) -> None:
    table = written(tmp_path / "t.csv", b"a,b\n1,2\n")
    wrong = tmp_path / "mapping.json"
    wrong.write_text('{"columns": {"title": "c"}}')

    with pytest.raises(MappingWrong, match="no column c"):
        taken_in(tmp_path / "data", table, mapping=wrong)


def test_rows_of_another_width_are_told_with_their_line(tmp_path: Path) -> None:
    table = written(tmp_path / "t.csv", b"title,buyer\nA thing,X\nonly one\nAnother thing,Y\n")

    done = taken_in(tmp_path / "data", table)

    assert done.dataset is not None
    assert done.dataset.processes == 2
    assert [(one["line"], one["kind"]) for one in done.problems()] == [(3, "not-a-row")]
