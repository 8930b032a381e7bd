"""Brings the catalogues of a language up to date: ``make language LANG=es``.

There are two kinds: ``wellbought/locale/<language>/LC_MESSAGES/django.po`` for the interface, and
``wellbought/content/<pack>/locale/<language>.po`` for the words of each pack. New sentences are added, those that are
gone are removed, and a sentence that was changed is kept as a fuzzy suggestion for the translator. The compiled
``django.mo`` is written too. Any translation service that reads PO files can be used in between.

``python tools/language.py --coverage`` prints how much is translated.
"""

import sys
from collections.abc import Iterator
from difflib import get_close_matches
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))

from wellbought.documents.catalogue import document_messages
from wellbought.pack.read import load_pack
from wellbought.pack.translate import LANGUAGES, SOURCE_LANGUAGE, coverage, messages

LOCALE = ROOT / "wellbought" / "locale"
METHODS = [
    ("**/migrations/**.py", "ignore"),
    ("**.py", "python"),
    ("**/templates/**.html", "jinja2"),
    ("**/components/**.html", "jinja2"),
    ("**/layouts/**.html", "jinja2"),
    ("**/errors/**.html", "jinja2"),
    ("**/templates/**.txt", "jinja2"),
    ("**/layouts/**.txt", "jinja2"),
]
OPTIONS = {
    f"**/{folder}/**.{ending}": {
        "trimmed": "true",
        "newstyle_gettext": "true",
        "extensions": "jinja2.ext.i18n,jinja2.ext.do",
        "encoding": "utf-8",
    }
    for folder in ("templates", "components", "layouts", "errors")
    for ending in ("html", "txt")
}
KEYWORDS = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "pgettext": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
}


def main(arguments: list[str]) -> int:
    """Update the catalogues of the languages named, or print the coverage of all."""
    if arguments == ["--coverage"]:
        for language in LANGUAGES:
            if language != SOURCE_LANGUAGE:
                print(_coverage_line(language))
        return 0
    unknown = [language for language in arguments if language not in LANGUAGES or language == SOURCE_LANGUAGE]
    if unknown or not arguments:
        print(f"Name languages to update: {', '.join(code for code in LANGUAGES if code != SOURCE_LANGUAGE)}.")
        return 2
    for language in arguments:
        _update_interface(language)
        _update_packs(language)
        print(_coverage_line(language))
    return 0


def interface_template() -> Catalog:
    """Every message of the interface as the code has it now."""
    template = Catalog(project="Wellbought", charset="utf-8")
    web = ROOT / "wellbought" / "web"
    for name, line, message, comments, context in extract_from_dir(web, METHODS, OPTIONS, keywords=KEYWORDS):
        template.add(message, None, [(f"wellbought/web/{name}", line)], auto_comments=comments, context=context)
    return template


def pack_templates() -> dict[str, Catalog]:
    """Every message of each pack, in reading order."""
    pack = load_pack()
    templates = {name: Catalog(project=f"Wellbought: {name}", charset="utf-8") for name in pack.cards}
    for message in messages(pack):
        templates[message.origin].add(message.text, None, context=message.context)
    for message in document_messages(pack):
        templates[message.origin].add(message.text, None, context=message.context)
    return templates


def _update_interface(language: str) -> None:
    folder = LOCALE / language / "LC_MESSAGES"
    catalogue = _updated(folder / "django.po", interface_template(), language)
    compiled = BytesIO()
    write_mo(compiled, catalogue)
    (folder / "django.mo").write_bytes(compiled.getvalue())


def _update_packs(language: str) -> None:
    pack = load_pack()
    for name, template in pack_templates().items():
        _updated(pack.folders[name] / "locale" / f"{language}.po", template, language)


def _updated(path: Path, template: Catalog, language: str) -> Catalog:
    if path.is_file():
        with path.open(encoding="utf-8") as file:
            catalogue = read_po(file, locale=language)
    else:
        catalogue = Catalog(locale=language, charset="utf-8", project=template.project)
    catalogue.update(template, update_header_comment=False, no_fuzzy_matching=True)
    _suggest(catalogue)
    catalogue.obsolete.clear()
    catalogue.fuzzy = False
    catalogue.revision_date = catalogue.creation_date = template.creation_date
    path.parent.mkdir(parents=True, exist_ok=True)
    written = BytesIO()
    write_po(written, catalogue, width=100, no_location=True, omit_header=False, ignore_obsolete=True)
    path.write_bytes(b"\n".join(_without_dates(written.getvalue())))
    return catalogue


def _suggest(catalogue: Catalog) -> None:
    """Offer what was said of a sentence that is gone where the same place, or one very like it, has a new one.

    Babel's own matching looks for each new sentence through all others, which takes minutes for a library of prose.
    """
    gone = [one for one in catalogue.obsolete.values() if isinstance(one.id, str) and one.string]
    by_place = {one.context: one for one in gone if one.context}
    by_words = {one.id: one for one in gone if not one.context}
    for message in catalogue:
        if not isinstance(message.id, str) or not message.id or message.string:
            continue
        near = by_place.get(message.context)
        if near is None and not message.context:
            near = by_words.get(next(iter(get_close_matches(message.id, by_words, n=1)), ""))
        if near is not None:
            message.string = near.string
            message.flags.add("fuzzy")


def _without_dates(text: bytes) -> Iterator[bytes]:
    """Leave out what changes at each run and says nothing."""
    for line in text.split(b"\n"):
        if not line.startswith((b'"POT-Creation-Date', b'"PO-Revision-Date', b'"Generated-By')):
            yield line


def _coverage_line(language: str) -> str:
    done, total = coverage(load_pack(), language)
    path = LOCALE / language / "LC_MESSAGES" / "django.po"
    interface = ""
    if path.is_file():
        with path.open(encoding="utf-8") as file:
            found = [message for message in read_po(file, locale=language) if message.id]
        interface = f", interface {sum(bool(_said(one.string)) and not one.fuzzy for one in found)} of {len(found)}"
    return f"{language}: guidance {done} of {total}{interface}"


def _said(translation: object) -> bool:
    return all(translation) if isinstance(translation, tuple | list) else bool(translation)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
