"""Document templates: Markdown with Jinja in it, one file for each kind, in the ``documents`` folder of a pack.

A file whose name begins with ``_`` holds macros that templates share. In a template every value that is shown is text,
whatever it contains; only :class:`Marked` strings, which macros, ``md`` and ``prose`` make, are read as Markdown.
"""

import ast
import inspect
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache, partial
from pathlib import Path
from types import ModuleType
from typing import Any, Final, Literal

import yaml
from jinja2 import FunctionLoader, StrictUndefined, TemplateError, TemplateSyntaxError, pass_context
from jinja2.ext import extract_from_ast
from jinja2.runtime import Context
from jinja2.sandbox import ImmutableSandboxedEnvironment
from pydantic import BaseModel, ConfigDict, ValidationError

from wellbought.documents.markdown import Values
from wellbought.errors import WellboughtError
from wellbought.pack.read import Pack
from wellbought.vocabulary import Role

FOLDER: Final = "documents"
_FENCE: Final = "---\n"


class PartCard(BaseModel):
    """Which questions a part of a document is about: those named, and those on a topic."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    questions: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()


class TemplateCard(BaseModel):
    """What the front matter of a template says.

    :ivar about: what it is made from: a purchase, a meeting on one, a vendor's claims, or the kit's choices
    :ivar file: the name of the files made from it, without an ending
    :ivar status: how final the document is as it is made
    :ivar contents: whether it has a table of contents
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    title: str
    file: str
    description: str
    about: Literal["purchase", "meeting", "claims", "governance"] = "purchase"
    audience: tuple[Role, ...]
    formats: tuple[str, ...]
    status: str
    contents: bool = False
    parts: dict[str, PartCard] = {}


@dataclass(frozen=True, slots=True)
class Template:
    """A template that has been read.

    :ivar offset: how many lines of front matter precede the body
    """

    kind: str
    card: TemplateCard
    body: str
    path: Path
    offset: int


class TemplateBroken(WellboughtError):
    """A template that cannot be used; says which file, where and why."""


class KindUnknown(WellboughtError):
    """There is no such kind of document."""

    def __init__(self, kind: str, kinds: tuple[str, ...]) -> None:
        super().__init__(f"There is no document “{kind}”. There are: {', '.join(kinds)}.")


class Marked(str):
    """Markdown that is meant as markup."""

    __slots__ = ()


def all_kinds(pack: Pack) -> tuple[str, ...]:
    """The kinds of document that the packs offer, by name, whatever they are made from."""
    found = {path.stem for folder in pack.folders.values() for path in (folder / FOLDER).glob("[!_]*.md")}
    return tuple(sorted(found))


def kinds(pack: Pack) -> tuple[str, ...]:
    """The kinds of document that are made from a purchase, by name."""
    return tuple(kind for kind in all_kinds(pack) if _about_a_purchase(kind, pack))


def _about_a_purchase(kind: str, pack: Pack) -> bool:
    try:
        return read_template(kind, pack).card.about == "purchase"
    except TemplateBroken:
        # Whoever makes it, or proves the pack, is told.
        return True


def read_template(kind: str, pack: Pack) -> Template:
    """Read one kind's template.

    :raises KindUnknown: if no pack has it
    :raises TemplateBroken: if its front matter is not right
    """
    path = pack.file(f"{FOLDER}/{kind}.md") if kind in all_kinds(pack) else None
    if path is None:
        raise KindUnknown(kind, kinds(pack))
    return _read(kind, path, path.stat().st_mtime_ns)


@lru_cache(maxsize=64)
def _read(kind: str, path: Path, changed_at: int) -> Template:  # noqa: ARG001 - a changed file is another entry
    text = path.read_text(encoding="utf-8")
    if not text.startswith(_FENCE) or _FENCE not in text[len(_FENCE) :]:
        raise TemplateBroken("A template opens with front matter between two lines of “---”.", where=str(path))
    front, body = text[len(_FENCE) :].split(_FENCE, 1)
    try:
        card = TemplateCard.model_validate(yaml.safe_load(front))
    except (yaml.YAMLError, ValidationError) as error:
        raise TemplateBroken(f"The front matter is not right: {error}", where=str(path)) from None
    return Template(kind, card, body, path, offset=front.count("\n") + 2)


def parse_template(template: Template) -> None:
    """Read a template's body without filling it.

    :raises TemplateBroken: if it cannot be read, naming the line
    """
    try:
        _environment(()).parse(template.body)
    except TemplateSyntaxError as error:
        where = f"{template.path}:{error.lineno + template.offset}"
        raise TemplateBroken(f"The template cannot be read: {error.message}", where=where) from error


def render(template: Template, pack: Pack, values: Values, context: Mapping[str, object]) -> str:
    """The template's body as Markdown, with a mark in it for each value that was shown.

    :param values: keeps the texts that the marks stand for
    :raises TemplateBroken: naming the file and line
    """
    environment = _environment(tuple(pack.folders.values()))
    try:
        body = environment.get_template(template.kind)
        return body.render({**context, "_values": values})
    except TemplateError as error:
        line = getattr(error, "lineno", None)
        name = getattr(error, "name", None) or template.kind
        where = f"{name}.md" + (f", line {line}" if line else "")
        raise TemplateBroken(f"The template cannot be filled: {error}", where=where) from error


def texts_of(path: Path) -> Iterator[str]:
    """The English texts of a template file, for translators: those in ``_("…")``, and its title and description."""
    body = path.read_text(encoding="utf-8")
    if body.startswith(_FENCE):
        front, body = body[len(_FENCE) :].split(_FENCE, 1)
        card = TemplateCard.model_validate(yaml.safe_load(front))
        yield from (card.title, card.description, card.status)
    tree = _environment(()).parse(body)
    for _, _, message in extract_from_ast(tree, gettext_functions=("_",), babel_style=False):
        # The other parts stand for the values that are put into the text.
        text = message if isinstance(message, str) else message[0] if message else None
        if text:
            yield text


def texts_of_module(module: ModuleType) -> Iterator[str]:
    """The English texts that a module says with ``say("…")`` or ``words.say("…")``."""
    for node in ast.walk(ast.parse(inspect.getsource(module))):
        if isinstance(node, ast.Call) and node.args and _name_of(node.func) == "say":
            text = node.args[0]
            if isinstance(text, ast.Constant) and isinstance(text.value, str):
                yield text.value


def _name_of(called: ast.expr) -> str:
    return called.attr if isinstance(called, ast.Attribute) else called.id if isinstance(called, ast.Name) else ""


@pass_context
def _shown(context: Context, value: object) -> object:
    """What stands in the Markdown for a value: its mark, or itself if it is markup that was meant."""
    if isinstance(value, Marked):
        return value
    values = context["_values"]
    text = "" if value is None else str(value)
    return values.keep(text, getattr(value, "fallback_lang", "")) if text else ""


def _joined_as_markup(parts: Any) -> Marked:
    return Marked("".join(parts))


class _Environment(ImmutableSandboxedEnvironment):
    # What a macro or a block of a template puts together is markup; a string made with ~ or a filter is text.
    concat: Callable[..., str] = staticmethod(_joined_as_markup)


@lru_cache(maxsize=8)
def _environment(folders: tuple[Path, ...]) -> _Environment:
    environment = _Environment(
        loader=FunctionLoader(lambda name: _load(folders, name)),
        undefined=StrictUndefined,
        finalize=_shown,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        autoescape=False,
    )
    environment.globals.clear()
    return environment


def _load(folders: tuple[Path, ...], name: str) -> tuple[str, str, Callable[[], bool]] | None:
    for folder in reversed(folders):
        path = folder / FOLDER / f"{name}.md"
        if path.is_file():
            text = path.read_text(encoding="utf-8")
            return _without_front(text), str(path), partial(_unchanged, path, path.stat().st_mtime_ns)
    return None


def _unchanged(path: Path, since: int) -> bool:
    return path.stat().st_mtime_ns == since


def _without_front(text: str) -> str:
    """The body, with the front matter's lines left empty so that line numbers stay right."""
    if not text.startswith(_FENCE):
        return text
    front, body = text[len(_FENCE) :].split(_FENCE, 1)
    return "{#" + "\n" * (front.count("\n") + 2) + "#}" + body
