"""Tells in which language a paragraph is: by its small words first, by a model where they do not decide."""

import re
from collections import Counter
from functools import cache, lru_cache
from typing import Final

from lingua import ConfidenceValue, LanguageDetector, LanguageDetectorBuilder

#: Small words that are frequent in one language and rare in the others.
SMALL_WORDS: Final = {
    "en": "the of and to is are that with this it for on by from our their your we you not be has have can will "
    "which at as they an every or was were its it's does do without who all more than when how what used uses "
    "under any no if so up down over them these those most many some i he she had been but only within before "
    "after between per less new cannot should must save make made get into out never always each own us my his "
    "her there would could about through a in don't can't won't isn't aren't doesn't didn't into i'm we're",
    "es": "el los las del que y con una es se no lo su sus más como al está son nuestro nuestra nuestros nuestras "
    "sin pero este esta estos cada ha han puede pueden podrá sobre todos todas muy también cuando según hasta "
    "desde usted datos cualquier si entre ante mediante permite tiempo personas sistema herramienta ya nunca "
    "siempre ser fue era hay debe forma deben cómo qué mejor gracias así ni donde uno dos de la en un por para a",
    "fr": "à que avait le les des du et est une dans pour qui par sur avec pas ne nous vous nos vos ce cette ces il "
    "elle aux plus sont notre votre sans ou mais où leur leurs peut peuvent chaque tous toutes très aussi données "
    "outil logiciel doit être été fait entre permet temps personnes système jamais toujours son sa ses encore ils "
    "elles comme dont afin grâce depuis lors ni deux de la en un a",
    "de": "der die das und ist nicht mit für von zu ein eine einer den dem im auf wir sie ihre werden wird sind auch "
    "oder durch bei aus zum zur als nach über kann haben unsere",
    "it": "il lo gli della delle dei che è e per con una un non sono nel nella come più anche del dal alla questo "
    "nostra nostro può ha senza ogni degli sulla la a di da i in si le",
    "pt": "o os as da do das dos que e em para com uma um não é são por mais como ao à pela pelo nossa nosso seus "
    "sua também pode sem você cada nas nos está de a",
    "nl": "de het een en van is niet met voor op zijn dat die te aan door ook worden wordt bij onze wij of naar kan "
    "om er uit deze",
    "pl": "to jest i w z na do nie się że dla po od przez są jak oraz o a my nasz nasze tym tego który która",
    "ro": "și este cu pe la din nu în că sau mai pentru de un o care sunt fi noastre nostru prin ale al",
    "ca": "els les més i amb una és no es seu seva més com al són nostre nostra sense però aquest aquesta cada "
    "pot també quan fins dels aquests de la en un per a",
}
#: Endings of words that one language has and its neighbours have not.
ENDINGS: Final = {
    "en": "n't ing ly ness ful less ould ght tions ough ied ready wn th",
    "es": "ción ciones dad dades miento mientos ando iendo ía ías ón",
    "fr": "eur eurs ique iques eux euse euses ité ités ement ements aient eau eaux ité ée ées és ez",
    "de": "ung ungen keit lich lichen isch ischen",
    "it": "zione zioni tà mento",
    "pt": "ção ções dade ões ão",
    "nl": "ij ijk heid",
    "ca": "ció cions itat",
}
#: Letters that one language writes and its neighbours do not.
LETTERS: Final = {"fr": "èêçùûîœë", "es": "ñ¿¡", "de": "äöüß", "pt": "ãõ", "ca": "·ŀ"}
_WORD: Final = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_VOTES: Final = {
    word: tuple(code for code, listed in SMALL_WORDS.items() if word in listed.split())
    for listed in SMALL_WORDS.values()
    for word in listed.split()
}
#: By how many votes the small words decide, and how many a word they must be.
DECIDING: Final = 2
SHARE: Final = 0.5
#: Beginnings that French elides; Italian and Catalan share some, and have other words to tell them by.
ELISIONS: Final = ("l'", "d'", "n'", "qu'", "s'", "c'", "j'")
_ENDINGS: Final = {ending: code for code, listed in ENDINGS.items() for ending in listed.split()}
_LONGEST_ENDING: Final = max(map(len, _ENDINGS))
#: How many words of a paragraph are looked at.
MOST_WORDS: Final = 120
#: With fewer letters than this the language before is kept: a heading or a name tells nothing.
LEAST_LETTERS: Final = 12
#: What a word or two without a small word among them are taken to be.
USUAL: Final = "en"
_LATIN: Final = frozenset("abcdefghijklmnopqrstuvwxyzàáâãäåæçèéêëìíîïñòóôõöøœùúûüýÿßıłşğ·")
#: The languages that there are rules for: one of them is likelier than its neighbours.
OURS: Final = ("en", "es", "fr")
#: How many votes the model has, if it is sure, and how many the paragraph before.
MODEL_WEIGHS: Final = 4.5
BEFORE_WEIGHS: Final = 2
#: With fewer words than this a paragraph is in a language of ours, or in one that a small word speaks for.
FEW_WORDS: Final = 5


def language_of(text: str, *, before: str | None) -> str | None:
    """The two-letter code of the language of a paragraph.

    :param before: the language of the paragraph before, for those too short to tell
    :returns: ``None`` if it cannot be told
    """
    words = [word.casefold().replace("’", "'") for word in _WORD.findall(text[: MOST_WORDS * 12])][:MOST_WORDS]
    votes: Counter[str] = Counter()
    for word in words:
        votes.update(_votes_of(word))
    (first, most), (_, next_most) = [*votes.most_common(2), ("", 0), ("", 0)][:2]
    if most >= max(next_most + DECIDING, len(words) * SHARE):
        return first
    letters = [letter for word in words for letter in word]
    if not letters or sum(letter in _LATIN for letter in letters) < len(letters) / 2:
        return None if letters else before
    if len(letters) < LEAST_LETTERS:
        return before or first or USUAL
    return _weighed(text, votes, before)


@lru_cache(maxsize=50_000)
def _votes_of(word: str) -> dict[str, int]:
    """For which languages a word speaks, and how strongly."""
    votes = Counter(dict.fromkeys(_VOTES.get(word, ()), 2))
    for length in range(2, min(_LONGEST_ENDING, len(word) - 2) + 1):
        votes.update({_ENDINGS[word[-length:]]: 1} if word[-length:] in _ENDINGS else ())
    if word.startswith(ELISIONS):
        votes.update(("fr",))
    votes.update({code: 1 for code, letters in LETTERS.items() if any(letter in letters for letter in word)})
    return dict(votes)


def _weighed(text: str, votes: Counter[str], before: str | None) -> str:
    """The language for which small words, model and the paragraph before speak the loudest together."""
    readable = text[: MOST_WORDS * 12].encode(errors="replace").decode()
    weights = dict.fromkeys(OURS, float(DECIDING))
    for code, many in votes.items():
        weights[code] = weights.get(code, 0) + many
    guesses = {_code(value): value.value for value in _detector().compute_language_confidence_values(readable)}
    if len(_WORD.findall(readable)) < FEW_WORDS:
        # Of a heading the model knows too little to name a language that no small word speaks for.
        guesses = {code: value for code, value in guesses.items() if code in weights}
    known = sum(guesses.values()) or 1.0
    for code, value in guesses.items():
        weights[code] = weights.get(code, 0) + MODEL_WEIGHS * value / known
    if before:
        weights[before] = weights.get(before, 0) + BEFORE_WEIGHS
    return max(weights, key=lambda code: weights[code])


def _code(value: ConfidenceValue) -> str:
    return value.language.iso_code_639_1.name.lower()


@cache
def _detector() -> LanguageDetector:
    return LanguageDetectorBuilder.from_all_languages().with_low_accuracy_mode().build()
