"""Translations: what is promised is there, and says what the English says in the same places."""

import re

import pytest
from babel.messages.pofile import read_po

from tools.language import LOCALE, interface_template, pack_templates
from wellbought.pack.kinds import Duty, FactQuestion, Item, Name, Question, Rule
from wellbought.pack.read import load_pack
from wellbought.pack.translate import LANGUAGES, SOURCE_LANGUAGE, complete_in, read_catalogue

OTHERS = [code for code in LANGUAGES if code != SOURCE_LANGUAGE]
PLACEHOLDER = re.compile(r"%\(\w+\)s|%%")
LINK = re.compile(r"\]\([a-z]+:[^)]*\)")

#: The languages in which the whole check can be taken: questions, reasons, results.
WHOLE_CHECK = ["es", "fr"]


@pytest.mark.parametrize("language", WHOLE_CHECK)
@pytest.mark.parametrize("kind", [FactQuestion, Name, Rule, Duty])
def test_the_whole_check_can_be_taken_in(language: str, kind: type[Item]) -> None:
    pack = load_pack()

    missing = [item.id for item in pack.all(kind) if not complete_in(pack, language, item)]

    assert missing == []


@pytest.mark.parametrize("language", WHOLE_CHECK)
def test_every_question_of_a_result_can_be_read_in(language: str) -> None:
    pack = load_pack()
    catalogues = {name: read_catalogue(folder, language) for name, folder in pack.folders.items()}

    missing = [
        question.id
        for question in pack.all(Question)
        if (f"question/{question.id}:text", question.text) not in catalogues[question.origin]
    ]

    assert missing == []


@pytest.mark.parametrize("language", WHOLE_CHECK)
def test_the_interface_is_complete_in(language: str) -> None:
    with (LOCALE / language / "LC_MESSAGES" / "django.po").open(encoding="utf-8") as file:
        done = {(one.context, one.id) for one in read_po(file, locale=language) if one.string and all(one.string)}

    missing = [one.id for one in interface_template() if one.id and (one.context, one.id) not in done]

    assert missing == []


@pytest.mark.parametrize("language", OTHERS)
def test_placeholders_and_links_are_kept(language: str) -> None:
    pack = load_pack()
    wrong = []
    for name in pack_templates():
        wrong += [
            f"{context}: {words[:80]}"
            for (context, english), words in read_catalogue(pack.folders[name], language).items()
            for mark in (PLACEHOLDER, LINK)
            if sorted(mark.findall(english)) != sorted(mark.findall(words))
        ]

    assert wrong == []


@pytest.mark.parametrize("language", OTHERS)
def test_the_compiled_catalogue_is_as_new_as_its_source(language: str) -> None:
    folder = LOCALE / language / "LC_MESSAGES"
    if not (folder / "django.po").is_file():
        pytest.skip(f"the interface is not translated into {language} yet")
    from gettext import GNUTranslations

    with (folder / "django.po").open(encoding="utf-8") as file:
        confirmed = [one for one in read_po(file, locale=language) if one.id and not one.fuzzy]
    source = {one.id: one.string for one in confirmed if isinstance(one.id, str)}
    with (folder / "django.mo").open("rb") as compiled:
        translations = GNUTranslations(compiled)

    assert {words: translations.gettext(words) for words, said in source.items() if said} == {
        words: said for words, said in source.items() if said
    }
