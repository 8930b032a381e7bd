"""``wellbought search``: search the guidance."""

import argparse
import gc

from wellbought.cli.files import as_json
from wellbought.pack.read import load_pack
from wellbought.pack.search import SearchIndex
from wellbought.pack.translate import in_language


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("query", metavar="QUERY", help="what you are looking for, in your own words")
    parser.add_argument("--lang", default="en", metavar="L", help="language to search in (en, es, …)")
    parser.add_argument("--most", type=_count, default=10, metavar="N", help="how many results at the most")
    parser.add_argument("--json", action="store_true", help="as JSON")


def _count(text: str) -> int:
    """A number of results, from 1."""
    number = int(text)
    if number < 1:
        message = "must be 1 or more"
        raise argparse.ArgumentTypeError(message)
    return number


def _index(language: str) -> SearchIndex:
    """The index. Nothing of it is garbage, and looking for some would take a tenth of the time."""
    gc.disable()
    try:
        return SearchIndex(in_language(load_pack(), language))
    finally:
        gc.enable()


def run(options: argparse.Namespace) -> int:
    """Print what was found, the best first."""
    index = _index(options.lang)
    hits = index.find(options.query, most=options.most)
    if options.json:
        rows = [
            {
                "kind": hit.kind,
                "id": hit.id,
                "title": hit.title,
                "snippet": "".join(fragment.text for fragment in hit.snippet),
                "score": round(hit.score, 3),
            }
            for hit in hits
        ]
        print(as_json(rows))
        return 0
    for hit in hits:
        print(f"{hit.title}  ({hit.kind}:{hit.id})")
        print("   " + "".join(fragment.text for fragment in hit.snippet).replace("\n", " "))
    if not hits:
        print("Nothing was found. Try fewer or other words.")
    return 0
