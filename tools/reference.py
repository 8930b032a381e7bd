"""Writes the reference pages that are made from code: ``python tools/reference.py``.

``docs/reference/settings.md`` comes from the settings that are read from the environment, each with the ``#:`` comment
above it; ``docs/reference/commands.md`` from the commands and their arguments. ``tests/engine/test_reference.py`` fails
when a page no longer says what the code says.
"""

import argparse
import ast
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path, PurePosixPath

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))

from wellbought.cli import COMMANDS

SETTINGS = ROOT / "wellbought" / "web" / "config" / "settings.py"
REFERENCE = ROOT / "docs" / "reference"

#: What the readers of ``django-environ`` give, in plain words.
TYPES = {
    "str": "text",
    "int": "a number",
    "bool": "yes or no: `1` or `0`",
    "list": "texts parted by commas",
    "db_url": "a database URL",
    "email_url": "a mail URL",
}

SETTINGS_HEAD = """\
# Settings

Wellbought is set by environment variables. None is needed to try it out. This page is made from
`wellbought/web/config/settings.py` by `python tools/reference.py`; change it there.

`wellbought serve` and `wellbought demo` choose the home folder (their own each, or the one given with `--home`) and set
`WELLBOUGHT_DEMO` themselves. [Run it for your organisation](../howto/run-it-for-your-organisation.md) shows which
settings a real installation makes.
"""

COMMANDS_HEAD = """\
# Commands

This page is made from `wellbought/cli/` by `python tools/reference.py`; change it there. In a checkout, run any of them
with `./dev uv run wellbought …`.

Every command reads and writes UTF-8. A profile is a JSON object of facts; a saved check, which holds one, will do too.
`check` prints JSON, except in a terminal, where it speaks to a person unless `--json` is given. A file is written whole
or not at all. Exit status:

| Status | Means |
|---|---|
| 0 | done |
| 1 | the input was understood and is not acceptable; the message names the place and what would be right |
| 2 | wrong usage |
"""


class Untold(Exception):
    """A setting without a word on what it does."""


@dataclass(frozen=True, slots=True)
class Setting:
    """A setting that an operator may make.

    :ivar default: its default as it stands in the code
    """

    name: str
    type: str
    default: str
    meaning: str


def settings(source: str) -> tuple[Setting, ...]:
    """All settings that are read from the environment, in the order of the code.

    :param source: the text of the settings module
    :raises Untold: naming each that has no ``#:`` comment above it
    """
    lines = source.splitlines()
    found = tuple(
        Setting(
            str(ast.literal_eval(call.args[0])),
            ast.unparse(call.func).removeprefix("env."),
            _default(call),
            _comment_above(lines, statement),
        )
        for statement, call in _reads(ast.parse(source))
    )
    untold = [setting.name for setting in found if not setting.meaning]
    if untold:
        message = f"Say in a “#:” comment above it what it does: {', '.join(untold)}."
        raise Untold(message)
    return found


def _reads(tree: ast.Module) -> Iterator[tuple[ast.stmt, ast.Call]]:
    """Every ``env.…("WELLBOUGHT_…")`` with the simple statement that it stands in."""
    simple = [node for node in ast.walk(tree) if isinstance(node, ast.Assign | ast.AnnAssign | ast.Expr | ast.Return)]
    for statement in sorted(simple, key=lambda one: one.lineno):
        for node in ast.walk(statement):
            if isinstance(node, ast.Call) and ast.unparse(node.func).startswith("env."):
                yield statement, node


def _default(call: ast.Call) -> str:
    """The default in a form that an operator can read; paths are shown from the person's own folder, ``~``."""
    given = next((keyword.value for keyword in call.keywords if keyword.arg == "default"), None)
    if given is None:
        return "must be set"
    names: dict[str, object] = {"Path": _HomePath, "str": str, "HOME": _HomePath("~/.local/share/wellbought")}
    names["OPEN_SIGN_UP"] = False  # as it is where nothing is set
    value = eval(compile(ast.Expression(given), "default", "eval"), {"__builtins__": {}}, names)  # noqa: S307 - our own
    if isinstance(value, bool):
        return "yes" if value else "no"
    shown = ",".join(value) if isinstance(value, list) else str(value)
    return f"`{shown}`" if shown else "none"


class _HomePath(PurePosixPath):
    """A path that is only shown."""

    @classmethod
    def home(cls) -> "_HomePath":
        """The folder of whoever runs Wellbought."""
        return cls("~")


def _comment_above(lines: list[str], statement: ast.stmt) -> str:
    """The ``#:`` comment that stands right above a statement, as one paragraph."""
    above = statement.lineno - 1
    found: list[str] = []
    while above and lines[above - 1].strip().startswith("#:"):
        above -= 1
        found.insert(0, lines[above].strip().removeprefix("#:").strip())
    return " ".join(found)


def settings_page(found: tuple[Setting, ...]) -> str:
    """The page of the settings."""
    rows = [f"| `{one.name}` | {one.meaning} | {TYPES[one.type]} | {one.default} |" for one in found]
    return "\n".join([SETTINGS_HEAD, "| Variable | What it does | Value | Default |", "|---|---|---|---|", *rows, ""])


def commands_page() -> str:
    """The page of the commands."""
    parts = [COMMANDS_HEAD]
    for name, what in COMMANDS.items():
        module = import_module(f"wellbought.cli.{name}")
        parser = argparse.ArgumentParser(prog=f"wellbought {name}", description=what)
        module.add_arguments(parser)
        parts += [f"## {name}\n", f"{_sentence(what)}\n", *_of_parser(parser)]
    return "\n".join(parts).rstrip() + "\n"


def _of_parser(parser: argparse.ArgumentParser) -> Iterator[str]:
    """Usage and arguments of a command, then the same for each command below it."""
    actions = [one for one in parser._actions if one.dest != "help"]  # noqa: SLF001 - argparse shows them nowhere else
    below = [one for one in actions if isinstance(one, argparse._SubParsersAction)]  # noqa: SLF001 - the same
    plain = [one for one in actions if one not in below]
    if not below:
        yield f"    {' '.join([parser.prog, *map(_in_usage, plain)])}\n"
    if plain:
        yield "| Argument | What it does |"
        yield "|---|---|"
        for one in plain:
            yield f"| {_named(one)} | {_cell(one.help or '')} |"
        yield ""
    for one in below:
        for choice in one._choices_actions:  # noqa: SLF001 - the same
            yield f"### {parser.prog.removeprefix('wellbought ')} {choice.dest}\n"
            yield f"{_sentence(choice.help or '')}\n"
            yield from _of_parser(one.choices[choice.dest])


def _in_usage(action: argparse.Action) -> str:
    value = _value(action)
    if not action.option_strings:
        many = {"?": f"[{value}]", "*": f"[{value} …]", "+": f"{value} …"}
        return many.get(str(action.nargs), value)
    shown = " ".join(filter(None, [action.option_strings[0], value]))
    return shown if action.required else f"[{shown}]"


def _named(action: argparse.Action) -> str:
    value = _value(action)
    if not action.option_strings:
        return f"`{value}`"
    return ", ".join(f"`{' '.join(filter(None, [name, value]))}`" for name in action.option_strings)


def _value(action: argparse.Action) -> str:
    """What stands for an argument's value; empty for one that takes none."""
    if action.nargs == 0:
        return ""
    return str(action.metavar or action.dest.upper())


def _cell(words: str) -> str:
    return words.replace("|", "\\|")


def _sentence(words: str) -> str:
    return f"{words[:1].upper()}{words[1:]}."


def pages() -> dict[Path, str]:
    """Every page that is made from code, with what it should say.

    :raises Untold: if a setting says nothing of itself
    """
    return {
        REFERENCE / "settings.md": settings_page(settings(SETTINGS.read_text(encoding="utf-8"))),
        REFERENCE / "commands.md": commands_page(),
    }


def main() -> int:
    """Write the pages."""
    try:
        made = pages()
    except Untold as error:
        print(f"{SETTINGS.relative_to(ROOT)}: {error}", file=sys.stderr)
        return 1
    for path, text in made.items():
        path.write_text(text, encoding="utf-8")
        print(f"Written: {path.relative_to(ROOT)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
