"""The little language of phrases, and how they are found."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wellbought.claims.fold import fold
from wellbought.claims.phrases import TOKEN, PhraseBook, PhraseIndex, PhraseInvalid

LISTS = {
    "fail": ["fail*", "(make|makes) (a mistake|mistakes)"],
    "tool": ["{short}", "platform"],
    "short": ["it", "tool"],
}


def found(phrase: str, text: str) -> list[str]:
    index = PhraseIndex([(PhraseBook(LISTS).phrase(phrase), "")])
    folded = fold(text)
    return [text[hit.start : hit.end] for hit in index.hits(folded, TOKEN.findall(folded))]


@pytest.mark.parametrize(
    ("phrase", "text", "words"),
    [
        ("never fails", "It NEVER fails.", "NEVER fails"),
        ("error free", "An error-free tool", "error-free"),
        ("sans d erreur", "Sans d’erreur", "Sans d’erreur"),
        ("precision absoluta", "Una precisión absoluta", "precisión absoluta"),
        ("guarante*", "We guaranteed it", "guaranteed"),
        ("costs?", "the cost is", "cost"),
        ("never {fail}", "it never makes mistakes", "never makes mistakes"),
        ("{tool} works", "The platform works", "platform works"),
        ("no .. human review", "no further human review", "no further human review"),
        ("no .. human review", "no more or less or other human review", None),
        ("cut ... cost", "cut time, effort and cost", "cut time, effort and cost"),
        ("cut ... cost", "Cut it. The cost is high", None),
        ("save #%", "save 50–75 %", "save 50–75 %"),
        ("save #%", "save 40 per cent", "save 40 per cent"),
        ("#x faster", "3x faster", "3x faster"),
        ("#x faster", "10 times faster", "10 times faster"),
        ("#% de", "un 12,5 % de", "12,5 % de"),
        ("100% sure", "100 % sure", "100 % sure"),
        ("(fully|very) (safe)?", "fully", "fully"),
        ("(auto|robo)* wins", "the robots wins", "robots wins"),
        ("a *proof vest", "a bulletproof vest", "a bulletproof vest"),
        ("(auto|robo)* win", "automation win", "automation win"),
        ("ai", "j'ai dit said", "ai"),
        ("ai", "said", None),
    ],
)
def test_a_phrase_finds_what_it_says(phrase: str, text: str, words: str | None) -> None:
    assert found(phrase, text) == ([words] if words else [])


@pytest.mark.parametrize(
    ("phrase", "says"),
    [
        ("never {nothing}", "no word list"),
        ("(a|b", "not closed"),
        ("a)", "not opened"),
        ("(a|)", "empty"),
        (", b", "not a word"),
        ("..", "left out"),
        ("(a)?", "left out"),
        ("s?", "left out"),
        ("*proof", "must be there"),
        ("?a", "not a word"),
        ("a*?", "not a word"),
    ],
)
def test_a_phrase_that_is_not_written_right_says_what_is_wrong(phrase: str, says: str) -> None:
    with pytest.raises(PhraseInvalid, match=says):
        PhraseBook(LISTS).phrase(phrase)


def test_a_word_list_that_names_itself_is_refused() -> None:
    with pytest.raises(PhraseInvalid, match="names itself"):
        PhraseBook({"a": ["{b}"], "b": ["{a} x"]}).phrase("{a}")


@given(st.text())
def test_folding_keeps_the_place_of_every_character(text: str) -> None:
    assert len(fold(text)) == len(text)


@given(st.text(alphabet="ab(|)?*#%.{} xy", max_size=20))
def test_any_phrase_compiles_or_is_refused(phrase: str) -> None:
    try:
        compiled = PhraseBook(LISTS).phrase(phrase)
    except PhraseInvalid:
        return

    compiled.regex.search("some text with a b in it, and 40 %")
