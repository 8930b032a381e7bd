"""Pools for judging the search: ``python tools/search_pools.py FOLDER``.

For each question of ``tests/cases/search/questions.yaml``, what several variants of the search find at the top, in
each language, shuffled and without rank or variant, so that whoever judges cannot know what found a piece.
"""

import json
import random
import sys
from pathlib import Path
from unittest.mock import patch

from tests.engine.search_questions import LANGUAGES, questions
from wellbought.pack import search
from wellbought.pack.read import load_pack
from wellbought.pack.translate import in_language

DEPTH = 8
FILES = 4
SEED = 20261201
SHOWN = 300
PLAIN = {"LINKED": 0.0, "UNNAMED": 1.0, "SAME": 0.0, "NEAR": 0.0, "HELPS": dict.fromkeys(search.HELPS, 1.0)}
#: What each variant has otherwise than the search as it stands.
VARIANTS: dict[str, dict[str, object]] = {
    "as it stands": {"LINKED": search.LINKED},
    "no links": {"LINKED": 0.0},
    "no synonyms": {"SAME": 0.0},
    "titles": {**PLAIN, "BOOSTS": {"title": 4.0, "names": 0.0, "lead": 0.0, "text": 0.0}},
    "texts": {**PLAIN, "BOOSTS": {"title": 0.0, "names": 0.0, "lead": 1.0, "text": 1.0}},
    "plain": {**PLAIN, "BOOSTS": dict.fromkeys(search.BOOSTS, 1.0), "TIE": 1.0},
}


def main(folder: Path) -> None:
    """Write the pools."""
    source = load_pack()
    pieces = {one.name: one for one in search._documents(source)}  # noqa: SLF001 - the same pieces as the search's
    pools: list[set[str]] = [set() for _ in questions()]
    for language in LANGUAGES:
        index = search.SearchIndex(in_language(source, language))
        for changed in VARIANTS.values():
            with patch.dict(vars(search), changed):
                for pool, one in zip(pools, questions(), strict=True):
                    pool |= {f"{hit.kind}/{hit.id}" for hit in index.find(one.words[language], most=DEPTH)}
    draw = random.Random(SEED)  # noqa: S311 - the same order each time is the point
    each = -(-len(pools) // FILES)
    folder.mkdir(parents=True, exist_ok=True)
    for number in range(FILES):
        with (folder / f"pool-{number + 1}.jsonl").open("w", encoding="utf-8") as file:
            for place in range(number * each, min((number + 1) * each, len(pools))):
                one = questions()[place]
                names = sorted(pools[place] | set(one.right))
                draw.shuffle(names)
                shown = [_shown(pieces[name]) for name in names]
                row = {"question_number": place + 1, "en": one.words["en"], "pieces": shown}
                file.write(json.dumps(row, ensure_ascii=False) + "\n")
    print(f"{sum(map(len, pools)) / len(pools):.1f} pieces a question were found")


def _shown(piece: search.Searched) -> dict[str, str]:
    text = piece.lead if len(piece.lead) > SHOWN / 2 else f"{piece.lead} {piece.text}"
    return {"id": piece.name, "title": piece.title, "summary": text[:SHOWN]}


if __name__ == "__main__":
    main(Path(sys.argv[1]))
