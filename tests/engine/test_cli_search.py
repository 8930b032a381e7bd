"""``wellbought search``: the guidance by words, for people and for programs."""

import json

import pytest

from tests.engine.conftest import Command


def test_what_is_found_is_told_in_json_the_best_first(wellbought: Command) -> None:
    said = wellbought("search", "hallucination", "--json")

    rows = json.loads(said.out)
    assert (said.status, said.err) == (0, "")
    assert [set(row) for row in rows] == [{"kind", "id", "title", "snippet", "score"}] * len(rows)
    assert (rows[0]["kind"], rows[0]["id"], rows[0]["title"]) == ("term", "hallucination", "hallucination")
    assert "An answer that sounds right" in rows[0]["snippet"]
    assert [row["score"] for row in rows] == sorted((row["score"] for row in rows), reverse=True)


def test_what_is_found_is_told_to_people_with_its_id(wellbought: Command) -> None:
    said = wellbought("search", "hallucination")

    first, second, *_ = said.out.splitlines()
    assert first == "hallucination  (term:hallucination)"
    assert second.startswith("   An answer")


def test_where_nothing_is_found_people_are_told_what_to_try(wellbought: Command) -> None:
    said = wellbought("search", "xylophone")

    assert (said.status, said.out) == (0, "Nothing was found. Try fewer or other words.\n")


@pytest.mark.parametrize("query", ["xylophone", "", "???"])
def test_where_nothing_is_found_programs_get_an_empty_list(query: str, wellbought: Command) -> None:
    said = wellbought("search", query, "--json")

    assert (said.status, json.loads(said.out)) == (0, [])


def test_no_more_is_told_than_was_asked_for(wellbought: Command) -> None:
    said = wellbought("search", "data", "--most", "2", "--json")

    assert len(json.loads(said.out)) == 2


@pytest.mark.parametrize("most", ["0", "-1", "many"])
def test_a_number_of_results_that_makes_no_sense_is_wrong_usage(most: str, wellbought: Command) -> None:
    said = wellbought("search", "data", "--most", most)

    assert (said.status, said.out) == (2, "")


def test_a_language_that_there_is_not_is_refused(wellbought: Command) -> None:
    said = wellbought("search", "data", "--lang", "xx")

    assert said.status == 1
    assert "There is no language “xx”." in said.err


def test_words_that_begin_with_a_dash_can_be_searched_for(wellbought: Command) -> None:
    said = wellbought("search", "--json", "--", "-lock-in")

    assert said.status == 0
    assert json.loads(said.out)[0]["id"] == "lock-in"


def test_without_words_the_usage_is_wrong(wellbought: Command) -> None:
    assert wellbought("search").status == 2
