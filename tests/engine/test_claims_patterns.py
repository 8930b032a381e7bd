"""Every pattern of the pack marks the sentences that it says it marks, and spares those that it says it spares."""

from collections import Counter

import pytest

from tests.engine.claims_rules import rules
from tests.engine.packs import whole
from wellbought.claims.examining import examine
from wellbought.claims.language import language_of
from wellbought.pack.kinds import (
    ClaimCredit,
    ClaimElement,
    ClaimGuide,
    ClaimPattern,
    ClaimScope,
    ClaimWords,
    Item,
    Source,
)
from wellbought.vocabulary import ClaimKind

LANGUAGES = ("en", "es", "fr")
PATTERNS = whole().all(ClaimPattern)


def _language(item: Item) -> str:
    return item.id.partition("-")[0]


@pytest.mark.parametrize("pattern", PATTERNS, ids=lambda pattern: pattern.id)
def test_a_pattern_marks_its_own_examples(pattern: ClaimPattern) -> None:
    for sentence in pattern.marks:
        seen = examine(sentence, rules().languages[_language(pattern)])

        assert pattern.id in {mark.pattern.id for mark in seen.standing}, sentence


@pytest.mark.parametrize("pattern", [one for one in PATTERNS if one.spares], ids=lambda pattern: pattern.id)
def test_a_pattern_spares_what_it_says_it_spares(pattern: ClaimPattern) -> None:
    for sentence in pattern.spares:
        seen = examine(sentence, rules().languages[_language(pattern)])

        assert pattern.id not in {mark.pattern.id for mark in seen.standing}, sentence


def test_every_kind_is_looked_for_in_every_language() -> None:
    looked_for = {(_language(pattern), pattern.claim_kind) for pattern in PATTERNS}

    assert looked_for == {(language, kind) for language in LANGUAGES for kind in ClaimKind}


def test_every_kind_has_one_guide_and_something_to_ask_for() -> None:
    guides = Counter(guide.claim_kind for guide in whole().all(ClaimGuide))
    asked = {kind for element in whole().all(ClaimElement) for kind in element.claim_kinds}

    assert guides == dict.fromkeys(ClaimKind, 1)
    assert asked == set(ClaimKind)


def test_a_case_is_told_with_its_source() -> None:
    known = {source.id for source in whole().all(Source)}

    for guide in whole().all(ClaimGuide):
        assert bool(guide.case) <= bool(guide.sources)
        assert {source.partition("@")[0] for source in guide.sources} <= known


def test_every_element_is_credited_in_every_language() -> None:
    credited = {(_language(credit), element) for credit in whole().all(ClaimCredit) for element in credit.elements}
    elements = {element.id for element in whole().all(ClaimElement)}

    # Results by group, or by whom a thing was measured, are rarely told in so many words; English has the most.
    assert {element for language, element in credited if language == "en"} == elements
    assert {element for _, element in credited} == elements


@pytest.mark.parametrize("kind", [ClaimWords, ClaimPattern, ClaimScope, ClaimCredit])
def test_ids_begin_with_a_language(kind: type[Item]) -> None:
    assert {_language(item) for item in whole().all(kind)} == set(LANGUAGES)


def test_no_word_list_is_left_unused() -> None:
    written = " ".join(
        f"{_language(item)} {phrase}"
        for kind in (ClaimWords, ClaimPattern, ClaimScope, ClaimCredit)
        for item in whole().all(kind)
        for field in ("words", "find", "along", "unless")
        for phrase in getattr(item, field, ())
    )

    unused = [item.id for item in whole().all(ClaimWords) if "{" + item.id.partition("-")[2] + "}" not in written]

    assert unused == []


def test_examples_are_in_the_language_of_their_pattern() -> None:
    # Of a few words that several languages share, only the paragraphs around them tell: these are not asked about.
    strangers = [
        sentence
        for pattern in PATTERNS
        for sentence in (*pattern.marks, *pattern.spares)
        if language_of(sentence, before=_language(pattern)) != _language(pattern)
    ]

    assert strangers == []
