"""Who bought something like this? Words or a whole description in, ranked contracts out, across languages."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

import ibis

from wellbought.market.engines import Engine
from wellbought.market.finder import Finder
from wellbought.market.finder.phrases import phrase
from wellbought.market.selection import Selection, select
from wellbought.market.text import TextIndex, words

#: How many texts are ranked at most; with filters there may be more to look through.
CANDIDATES: Final = 500
MORE_CANDIDATES: Final = 5_000
_MOST_WORDS: Final = 10
#: Words that stand in more than this part of all texts say little.
_COMMON: Final = 0.05
#: How many texts may have to be ranked for one query; rarer words are taken first.
_MOST_RANKED: Final = 20_000
#: How many phrases of other languages are looked for, and of one entry of the lexicon.
_MOST_ELSEWHERE: Final = 24
_MOST_OF_ONE: Final = 4
_FILL: Final = frozenset(
    "a an and are as at be by for from in into is it of on or our that the their this to we with will need want buy "
    "de del la las los el en y e o un una para por con se que su al lo como da do das dos em no na os as ao um uma com "
    "le les des du et une au aux pour par sur dans avec ce qui est der die das und fur mit von zu im den dem ein eine auf "
    "il di e lo gli dei delle della per con nel na za i v na po z".split()
)
#: The columns that a result shows.
SHOWN: Final = (
    "ocid title description country buyer method category amount currency amount_of notice_on award_on start_on end_on "
    "year tenderers amendments supplier url is_ai ai_terms ai_hints language doubts text_no"
).split()


@dataclass(frozen=True, slots=True)
class Found:
    """What a search gives.

    :ivar results: contracts as facts, each with ``score`` (100 is the best match) and its link if the data have one
    :ivar words: the words that were looked for
    :ivar concepts: what was recognised, and looked for in the other languages too
    :ivar considered: how many different texts matched
    :ivar text_numbers: the texts behind it, for measures over what is similar
    """

    results: tuple[dict[str, Any], ...]
    words: tuple[str, ...]
    concepts: tuple[str, ...]
    considered: int
    text_numbers: tuple[int, ...]
    query: str
    dataset: str


def find(
    engine: Engine,
    index: TextIndex,
    finder: Finder,
    question: str,
    *,
    selection: Selection | None = None,
    limit: int = 20,
) -> Found:
    """Contracts that resemble a question, best first.

    :param question: a few words, or the whole description of a purchase
    """
    selection = selection or Selection()
    asked, concepts = _terms(question, index, finder)
    if not asked:
        return Found((), (), concepts, 0, (), "", engine.dataset.digest)
    match = " OR ".join(asked)
    narrow = selection != Selection()
    for most in (MORE_CANDIDATES,) if narrow else (CANDIDATES, MORE_CANDIDATES):
        ranked = index.ranked(match, most)
        rows, query = _facts(engine, ranked, selection, limit)
        if len(rows) >= limit or len(ranked) < most:
            break
    best = max((row["score"] for row in rows), default=1.0)
    results = tuple({**row, "score": round(100 * row["score"] / best)} for row in rows)
    return Found(
        results,
        tuple(one.replace('"', "").strip("()") for one in asked),
        concepts,
        len(ranked),
        tuple(number for number, _ in ranked),
        query,
        engine.dataset.digest,
    )


def texts_like(index: TextIndex, finder: Finder, question: str, *, narrow: bool = False) -> tuple[int, ...]:
    """The numbers of the texts that resemble a question, best first: for measures over them.

    :param narrow: whether filters will leave some of them out, so that more are needed
    """
    asked, _concepts = _terms(question, index, finder)
    if not asked:
        return ()
    ranked = index.ranked(" OR ".join(asked), MORE_CANDIDATES if narrow else CANDIDATES)
    return tuple(number for number, _ in ranked)


def _facts(
    engine: Engine, ranked: list[tuple[int, float]], selection: Selection, limit: int
) -> tuple[list[dict[str, Any]], str]:
    scores = dict(ranked)
    if engine.name == "duckdb" and selection == Selection():
        return _facts_directly(engine, scores, limit)
    processes = select(engine, selection).processes
    ranks = ibis.memtable(
        [{"rank_no": number, "score": score} for number, score in ranked] or [{"rank_no": -1, "score": 0.0}],
        schema={"rank_no": "int64", "score": "float64"},
    )
    narrow = processes[["ocid", "year", "text_no"]]
    joined = narrow.inner_join(ranks, narrow.text_no == ranks.rank_no)
    best = engine.rows(joined.order_by([ibis.desc("score"), ibis.desc("year"), "ocid"]).limit(limit))
    query = engine.query(processes[SHOWN])
    if not best:
        return [], query
    # The wide columns are read only where one of the best stands.
    chosen = processes.filter(
        processes.text_no.isin(sorted({row["text_no"] for row in best}))
        & processes.ocid.isin([row["ocid"] for row in best])
    )
    facts = {row["ocid"]: row for row in engine.rows(chosen[SHOWN])}
    return [{**facts[row["ocid"]], "score": round(scores[row["text_no"]], 6)} for row in best], query


def _facts_directly(engine: Engine, scores: Mapping[int, float], limit: int) -> tuple[list[dict[str, Any]], str]:
    """The same without filters, for DuckDB: most of the time of a small query would go into writing it."""
    files = engine.dataset.files("processes")
    best = engine.select(
        "SELECT ocid, text_no, filename, file_row_number AS place FROM texts_of_processes "
        "JOIN (SELECT unnest($numbers) AS text_no, unnest($scores) AS score) USING (text_no) "
        "ORDER BY score DESC, year DESC NULLS LAST, ocid LIMIT $most",
        {"numbers": list(scores), "scores": list(scores.values()), "most": limit},
        temporary=(
            "texts_of_processes",
            f"SELECT text_no, ocid, year, filename, file_row_number FROM {_parquet(files)} ORDER BY text_no",
        ),
    )
    shown = ", ".join(SHOWN)
    facts: dict[str, dict[str, Any]] = {}
    for file in {row["filename"] for row in best}:
        # By their place in the file, so that only the groups of rows around them are read.
        rows = engine.select(
            f"SELECT {shown} FROM {_parquet([file])} JOIN (SELECT unnest($places) AS place) ON file_row_number = place",
            {"places": [row["place"] for row in best if row["filename"] == file]},
        )
        facts |= {row["ocid"]: row for row in rows}
    results = [{**facts[row["ocid"]], "score": round(scores[row["text_no"]], 6)} for row in best]
    return results, f"SELECT {shown} FROM processes"


def _parquet(files: Iterable[str]) -> str:
    listed = ", ".join("'" + file.replace("'", "''") + "'" for file in files)
    return f"read_parquet([{listed}], filename = true, file_row_number = true, hive_partitioning = false)"


def _terms(question: str, index: TextIndex, finder: Finder) -> tuple[list[str], tuple[str, ...]]:
    """The rarest words of a question, and the phrases of other languages for what it names."""
    concepts = tuple(dict.fromkeys(term.concept for term in finder.judge(title=question, description=question).terms))
    wanted = [one for one in dict.fromkeys(words(question)) if one not in _FILL and len(one) > 1]
    counted = []
    for word in wanted:
        stem = f"{word[:-2]}*" if len(word) > 7 else f"{word[:-1]}*" if len(word) > 5 else word  # noqa: PLR2004 - endings
        frequency = index.frequency(stem)
        if frequency:
            counted.append((frequency, stem))
    counted.sort()
    kept: list[str] = []
    total = 0
    for frequency, stem in counted[:_MOST_WORDS]:
        if kept and (frequency > _COMMON * index.size or total + frequency > _MOST_RANKED):
            break
        total += frequency
        kept.append(f'"{stem.rstrip("*")}"' + ("*" if stem.endswith("*") else ""))
    return kept + list(_elsewhere(concepts, finder)), concepts


def _elsewhere(concepts: Iterable[str], finder: Finder) -> Iterable[str]:
    """The phrases for the concepts in every language of the lexicon."""
    wanted = set(concepts) - {"product", "code"}
    lists = [item.find for item in finder.items if item.concept in wanted and item.role == "term"]
    ranked = [find[place] for place in range(_MOST_OF_ONE) for find in lists if place < len(find)]
    plain = [one for one in ranked if "=" not in one and "(" not in one and ".." not in one]
    return [phrase(one).query for one in plain[:_MOST_ELSEWHERE]]
