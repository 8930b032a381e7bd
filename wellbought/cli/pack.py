"""``wellbought pack``: prove packs, count what they hold, publish them."""

import argparse
from datetime import date
from pathlib import Path

from wellbought.cli.files import as_json, write_whole
from wellbought.documents.check import check_all
from wellbought.documents.guide import ENDINGS, guide_document
from wellbought.errors import WellboughtError
from wellbought.pack.check import check_pack
from wellbought.pack.kinds import KINDS, Chapter, Topic
from wellbought.pack.read import CONTENT, ItemUnknown, Pack, bundled_folders, load_pack
from wellbought.pack.translate import LANGUAGES, SOURCE_LANGUAGE, complete_in, in_language

#: What people call the kinds, in the plural.
PLURALS = {
    "topic": "topics",
    "question": "questions",
    "rule": "rules",
    "clause": "clauses",
    "criterion": "criteria",
    "disclosure": "disclosures",
    "term": "glossary",
    "name": "names",
    "source": "sources",
    "duty": "duties",
    "fact": "facts",
    "chapter": "chapters",
    "diagram": "diagrams",
    "search-words": "search_words",
    "asked-as": "asked_as",
    "covered": "coverage",
    "claim": "claims",
    "claim-element": "claim_elements",
    "claim-words": "claim_words",
    "claim-pattern": "claim_patterns",
    "claim-scope": "claim_scopes",
    "claim-credit": "claim_credits",
    "policy": "policies",
    "approval": "approvals",
    "kit-choice": "kit_choices",
    "lesson": "lessons",
    "quiz-item": "quiz_items",
    "worked-purchase": "worked_purchases",
    "exercise": "exercises",
    "slide": "slides",
    "webinar": "webinars",
    "session": "training_sessions",
    "course": "courses",
    "ai-words": "ai_words",
    "dimension": "readiness_dimensions",
    "statement": "readiness_statements",
}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the subcommands."""
    commands = parser.add_subparsers(dest="command", required=True, metavar="check | stats | export-site | guide")
    check = commands.add_parser("check", help="prove packs: exit status 1 and every fault with its place if not right")
    check.add_argument("folders", nargs="*", type=Path, metavar="DIR", help="packs in order; the product's own if none")
    stats = commands.add_parser("stats", help="count items per kind and language")
    stats.add_argument("--json", action="store_true", help="as JSON")
    site = commands.add_parser("export-site", help="write the whole library as a site of files, search included")
    site.add_argument("folder", type=Path, metavar="OUT", help="a new folder, or one that an earlier run made")
    site.add_argument("--lang", action="append", metavar="L", help="a language of the site; give it once for each (en)")
    site.add_argument("--pack", action="append", type=Path, metavar="DIR", help="a pack of your own, laid over ours")
    site.add_argument(
        "--address", default="", metavar="URL", help="where it will stand, for citations and the site map"
    )
    site.add_argument("--without-files", action="store_true", help="leave out the pages as PDF, Word and EPUB: faster")

    guide = commands.add_parser("guide", help="write the guide, a chapter or a topic as a file")
    guide.add_argument("file", type=Path, metavar="OUT", help=f"its ending chooses the format: {', '.join(ENDINGS)}")
    guide.add_argument("--lang", default=SOURCE_LANGUAGE, metavar="L", help="language (en, es, …)")
    part = guide.add_mutually_exclusive_group()
    part.add_argument("--chapter", default="", metavar="ID", help="one chapter alone")
    part.add_argument("--topic", default="", metavar="ID", help="one topic alone")


def run(options: argparse.Namespace) -> int:
    """Run one of the subcommands."""
    if options.command == "export-site":
        return _export_site(options)
    if options.command == "guide":
        return _write_guide(options)
    if options.command == "check":
        pack = check_all(_in_order(options.folders))
        print(f"All is well: {', '.join(f'{count} {kind}' for kind, count in counted(pack).items())}.")
        return 0
    numbers = statistics(check_pack(bundled_folders()))
    if options.json:
        print(as_json(numbers))
    else:
        for language, kinds in numbers.items():
            print(f"{language}: {', '.join(f'{count} {kind}' for kind, count in kinds.items())}")
    return 0


def _export_site(options: argparse.Namespace) -> int:
    from wellbought.web.launch import export_site

    if options.address and not options.address.startswith(("https://", "http://")):
        raise WellboughtError("An address begins with https://.", where="--address")
    pages, octets = export_site(
        options.folder,
        languages=options.lang or [SOURCE_LANGUAGE],
        address=options.address,
        packs=options.pack or [],
        files=not options.without_files,
    )
    print(f"Written: {options.folder} ({pages} pages, {octets / 1_000_000:.0f} MB).")
    if not options.address:
        print("Give --address to have whole addresses in citations and in sitemap.xml.")
    return 0


def _write_guide(options: argparse.Namespace) -> int:
    from wellbought.documents.formats import FORMATS, FormatNotOffered

    ending = options.file.suffix.lstrip(".").lower()
    if ending not in ENDINGS:
        raise FormatNotOffered(ending, ENDINGS)
    pack = load_pack()
    ours = in_language(pack, options.lang)
    try:
        document = guide_document(ours, pack, on=date.today(), chapter=options.chapter, topic=options.topic)
    except ItemUnknown:
        kind = Topic if options.topic else Chapter
        known = ", ".join(item.id for item in pack.all(kind))
        raise WellboughtError(
            f"There is no {kind.kind} “{options.topic or options.chapter}”. There are: {known}."
        ) from None
    write_whole(options.file, FORMATS[ending].write(document))
    print(f"Written: {options.file}")
    return 0


def counted(pack: Pack, language: str = SOURCE_LANGUAGE) -> dict[str, int]:
    """How many items of each kind can be read in a language, and how many overlays there are."""
    numbers = {PLURALS[kind.kind]: sum(complete_in(pack, language, item) for item in pack.all(kind)) for kind in KINDS}
    numbers["overlays"] = len(pack.jurisdictions)
    return numbers


def statistics(pack: Pack) -> dict[str, dict[str, int]]:
    """How many items of each kind are complete in each language."""
    return {language: counted(pack, language) for language in LANGUAGES}


def _in_order(folders: list[Path]) -> list[Path]:
    """The packs to prove. An overlay without a core of its own is proven over all that the product brings along."""
    cores = [folder for folder in folders if not _lays_over(folder)]
    if any(core.resolve() != (CONTENT / "core").resolve() for core in cores):
        return [*cores, *(folder for folder in folders if folder not in cores)]
    given = [folder for folder in folders if folder not in cores]
    # A copy of a bundled pack stands for it; so does the bundled pack itself.
    ids = {_card_line(folder, "id") for folder in given}
    return [*(folder for folder in bundled_folders() if folder.name not in ids), *given]


def _lays_over(folder: Path) -> bool:
    return _card_line(folder, "lays_over") not in ("", "null", "~")


def _card_line(folder: Path, key: str) -> str:
    """What stands after a key of a pack's card; empty if nothing does. The card itself is proven later."""
    card = folder / "pack.yaml"
    if not card.is_file():
        return ""
    lines = card.read_text(encoding="utf-8", errors="replace").splitlines()
    return next((line.split(":", 1)[1].strip() for line in lines if line.startswith(f"{key}:")), "")
