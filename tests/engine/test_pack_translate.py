"""Guidance in other languages: what is translated, what falls back to English, and that it shows."""

import io
import os
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from babel.messages.catalog import Catalog
from babel.messages.pofile import write_po
from hypothesis import given
from hypothesis import strategies as st
from pydantic import BaseModel

from tests.engine.packs import lay_out, small
from tests.engine.strategies import thoroughly
from wellbought.errors import WellboughtError
from wellbought.pack.kinds import KINDS, FactQuestion, Name, Question, Rule, Source, Topic
from wellbought.pack.read import CONTENT, Pack, load_pack
from wellbought.pack.translate import (
    FallbackText,
    LanguageUnknown,
    complete_in,
    coverage,
    in_language,
    messages,
    paragraphs,
    read_catalogue,
)

PROBLEM = ("question/problem-in-words:text", "What is the problem, in one sentence?")
HAS_SPANISH = (CONTENT / "core" / "locale" / "es.po").is_file()


def translate(folder: Path, said: Mapping[tuple[str, str], str], *, fuzzy: Iterable[tuple[str, str]] = ()) -> None:
    """Write a Spanish catalogue into a pack."""
    catalogue = Catalog(locale="es")
    for context, text in said:
        flags = ["fuzzy"] if (context, text) in set(fuzzy) else []
        catalogue.add(text, said[context, text], context=context, flags=flags)
    into = io.BytesIO()
    write_po(into, catalogue)
    path = folder / "locale" / "es.po"
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(into.getvalue())


def spanish(into: Path, said: Mapping[tuple[str, str], str], *, over: tuple[str, ...] = ()) -> Pack:
    """The small pack in Spanish, with these translations in its own catalogue."""
    lay_out(into)
    translate(into / "small", said)
    return in_language(load_pack([into / name for name in ("small", *over)]), "es")


def words_of(value: object) -> Iterator[str]:
    """Every string in an item, however deep."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, BaseModel):
        for name in type(value).model_fields:
            yield from words_of(getattr(value, name))
    elif isinstance(value, Mapping):
        for one in value.values():
            yield from words_of(one)
    elif isinstance(value, tuple):
        for one in value:
            yield from words_of(one)


# What is there and what is not


def test_what_is_translated_is_read_in_the_language(tmp_path: Path) -> None:
    pack = spanish(tmp_path, {PROBLEM: "¿Cuál es el problema, en una frase?"})

    text = pack.get(Question, "problem-in-words").text

    assert text == "¿Cuál es el problema, en una frase?"
    assert not isinstance(text, FallbackText)
    assert pack.language == "es"


def test_what_is_not_translated_is_english_and_says_so(tmp_path: Path) -> None:
    pack = spanish(tmp_path, {PROBLEM: "¿Cuál es el problema?"})

    why = pack.get(Question, "problem-in-words").why

    assert why == "It decides what comes next."
    assert isinstance(why, FallbackText)
    assert why.fallback_lang == "en"


def test_a_sentence_that_changed_in_english_is_no_longer_read_in_the_old_translation(tmp_path: Path) -> None:
    pack = spanish(tmp_path, {(PROBLEM[0], "What is the trouble?"): "¿Cuál es el apuro?"})

    text = pack.get(Question, "problem-in-words").text

    assert text == "What is the problem, in one sentence?"
    assert isinstance(text, FallbackText)


def test_a_translation_that_is_marked_as_doubtful_is_not_read(tmp_path: Path) -> None:
    folder = lay_out(tmp_path) / "small"
    translate(folder, {PROBLEM: "¿Cuál?"}, fuzzy=[PROBLEM])

    pack = in_language(load_pack([folder]), "es")

    assert isinstance(pack.get(Question, "problem-in-words").text, FallbackText)


def test_the_same_words_in_two_places_are_translated_apart(tmp_path: Path) -> None:
    why = "It decides what comes next."
    pack = spanish(tmp_path, {("question/who-checks:why", why): "Decide lo que sigue."})

    assert pack.get(Question, "who-checks").why == "Decide lo que sigue."
    assert isinstance(pack.get(Question, "who-sells-it").why, FallbackText)


def test_each_of_several_texts_is_translated_by_itself(tmp_path: Path) -> None:
    pack = spanish(tmp_path, {("topic/clear-needs:key_points", "A need names no tool."): "Sin herramienta."})

    first, second = pack.get(Topic, "clear-needs").key_points

    assert (first, isinstance(first, FallbackText)) == ("Sin herramienta.", False)
    assert (second, isinstance(second, FallbackText)) == ("Count the problem before you buy.", True)


def test_the_options_of_a_fact_are_translated(tmp_path: Path) -> None:
    pack = spanish(tmp_path, {("fact/affects:options:label", "It is public"): "Es el público"})

    options = {one.value: one.label for one in pack.get(FactQuestion, "affects").options}

    assert options["public"] == "Es el público"
    assert isinstance(options["staff"], FallbackText)


def test_guidance_is_translated_paragraph_by_paragraph(tmp_path: Path) -> None:
    pack = spanish(tmp_path, {("topic/leave-in-time:body", "Then sign."): "Luego firme."})

    body = pack.get(Topic, "leave-in-time").body

    assert body.startswith("Ask for your data in an open format.")
    assert body.endswith("```\nexport --all\n\nimport --all\n```\n\nLuego firme.")


def test_guidance_that_nobody_has_translated_says_so_as_a_whole(tmp_path: Path) -> None:
    pack = spanish(tmp_path, {PROBLEM: "¿Cuál?"})

    assert isinstance(pack.get(Topic, "leave-in-time").body, FallbackText)


def test_an_item_is_complete_only_when_all_its_words_are_there(tmp_path: Path) -> None:
    folder = lay_out(tmp_path) / "small"
    pack = load_pack([folder])
    name = pack.get(Name, "tier-high")
    label = (f"name/{name.id}:label", name.label)
    meaning = (f"name/{name.id}:meaning", name.meaning)

    translate(folder, {label: "Nivel alto"})
    half = complete_in(pack, "es", name)
    translate(folder, {label: "Nivel alto", meaning: "Mire bien."})
    _later(folder / "locale" / "es.po")
    whole = complete_in(pack, "es", name)

    assert (half, whole, complete_in(pack, "en", name)) == (False, True, True)


def _later(path: Path) -> None:
    """The file was changed a second later, as a person would."""
    changed_at = path.stat().st_mtime + 1
    os.utime(path, (changed_at, changed_at))


def test_a_catalogue_that_was_changed_is_read_anew(tmp_path: Path) -> None:
    folder = lay_out(tmp_path) / "small"
    translate(folder, {PROBLEM: "Antes"})
    before = read_catalogue(folder, "es")[PROBLEM]
    translate(folder, {PROBLEM: "Ahora"})
    _later(folder / "locale" / "es.po")

    after = read_catalogue(folder, "es")[PROBLEM]

    assert (before, after) == ("Antes", "Ahora")


def test_titles_of_sources_stay_as_they_are() -> None:
    source = in_language(small(), "es").get(Source, "care-law")

    assert source == small().get(Source, "care-law")
    assert not any(isinstance(words, FallbackText) for words in words_of(source))


def test_english_is_the_pack_itself() -> None:
    assert in_language(small(), "en") is small()


@pytest.mark.parametrize("language", ["xx", "ES", "", "es-MX", "../es"])
def test_a_language_that_there_is_not_is_refused_with_those_that_there_are(language: str) -> None:
    with pytest.raises(LanguageUnknown, match="There are: en, es, fr, ar"):
        in_language(small(), language)


def test_a_catalogue_that_cannot_be_read_is_told_with_its_file(tmp_path: Path) -> None:
    folder = lay_out(tmp_path) / "small"
    (folder / "locale").mkdir()
    (folder / "locale" / "es.po").write_text('msgid "a"\nnonsense here\nmsgstr "b"\n', encoding="utf-8")

    with pytest.raises(WellboughtError, match=r"es\.po:2: This is not a PO catalogue"):
        in_language(load_pack([folder]), "es")


def test_a_catalogue_that_is_not_utf_8_is_told_with_its_file(tmp_path: Path) -> None:
    folder = lay_out(tmp_path) / "small"
    (folder / "locale").mkdir()
    (folder / "locale" / "es.po").write_bytes('msgid "year"\nmsgstr "año"\n'.encode("latin-1"))

    with pytest.raises(WellboughtError, match=r"es\.po: This is not a PO catalogue"):
        in_language(load_pack([folder]), "es")


# Packs over packs


def test_each_pack_is_translated_by_its_own_catalogue(tmp_path: Path) -> None:
    lay_out(tmp_path)
    because = ("rule/isle-people-see-it:because", "The law of the Isle is strict on what people see.")
    translate(tmp_path / "isle", {because: "La ley de la Isla es estricta."})
    pack = in_language(load_pack([tmp_path / "small", tmp_path / "isle"]), "es")

    assert pack.get(Rule, "isle-people-see-it").because == "La ley de la Isla es estricta."


def test_a_field_that_an_overlay_leaves_alone_keeps_its_translation(tmp_path: Path) -> None:
    pack = spanish(tmp_path, {PROBLEM: "¿Cuál es el problema?"}, over=("town",))

    question = pack.get(Question, "problem-in-words")

    assert question.text == "¿Cuál es el problema?"
    assert isinstance(question.why, FallbackText)


# All of it


def test_with_no_catalogue_every_word_is_english_and_nothing_else_changes() -> None:
    pack = in_language(small("isle", "town"), "es")

    assert pack.items == small("isle", "town").items
    assert pack.cards == small("isle", "town").cards


def test_with_every_message_translated_no_word_falls_back(tmp_path: Path) -> None:
    folder = lay_out(tmp_path) / "small"
    english = load_pack([folder])
    translate(folder, {(one.context, one.text): f"ES {one.text}" for one in messages(english)})

    pack = in_language(english, "es")

    assert coverage(english, "es") == (len(list(messages(english))),) * 2
    items = [item for kind in KINDS for item in pack.all(kind)]
    assert not [words for item in items for words in words_of(item) if isinstance(words, FallbackText)]
    assert all(complete_in(english, "es", item) for kind in KINDS for item in english.all(kind))
    assert pack.get(Topic, "leave-in-time").body.split("\n\n")[0].startswith("ES Ask for your data")


def test_what_people_read_is_a_message_and_ids_are_not() -> None:
    texts = {one.text for one in messages(small())}

    assert {"Clear needs", "It is public", "Worse than staff", "Then sign.", "A small pack"} <= texts
    assert not texts & {"clear-needs", "public", "in-force", "town-policy@section 2", "affects == 'public'"}


def test_no_message_stands_twice_in_one_place() -> None:
    contexts = [one.context for one in messages(small()) if one.context.startswith("name/")]

    assert len(contexts) == len(set(contexts))


def test_coverage_counts_what_is_done_and_all_there_is(tmp_path: Path) -> None:
    folder = lay_out(tmp_path) / "small"
    translate(folder, {PROBLEM: "¿Cuál?", ("question/gone:text", "Gone?"): "¿Ido?"})
    pack = load_pack([folder])

    done, of_all = coverage(pack, "es")

    assert done == 1
    assert of_all == len(list(messages(pack)))


# Paragraphs


def test_code_that_holds_blank_lines_is_one_part() -> None:
    parts = paragraphs("One.\n\n```\na\n\nb\n```\n\nTwo.")

    assert parts == ["One.", "```\na\n\nb\n```", "Two."]


def test_a_fence_that_is_never_closed_runs_to_the_end() -> None:
    parts = paragraphs("One.\n\n```\na\n\nb")

    assert parts == ["One.", "```\na\n\nb"]


@thoroughly
@given(st.lists(st.sampled_from(["A line.", "", "- a list\n- of two", "```", "    code", "  ", "# Head"]), max_size=9))
def test_parts_put_together_again_fall_into_the_same_parts(lines: list[str]) -> None:
    text = "\n".join(lines)

    parts = paragraphs(text)

    assert paragraphs("\n\n".join(parts)) == parts
    assert "".join("".join(parts).split()) == "".join(text.split())


# Our own packs


@pytest.mark.skipif(not HAS_SPANISH, reason="the Spanish catalogue is not there yet")
@pytest.mark.parametrize("kind", [Name, FactQuestion, Rule], ids=lambda kind: str(kind.kind))
def test_the_check_can_be_read_in_spanish(kind: Any) -> None:
    pack = load_pack([CONTENT / "core"])

    assert [item.id for item in pack.all(kind) if not complete_in(pack, "es", item)] == []
