"""The house keeps its own rules: names, sizes, doors between apps, complete lists, neutral locks, no loose ends.

Layers are checked by import-linter and style by ruff; here is what neither of them sees. Every exception stands in a
short list with its reason, and leaves it when it is no longer needed.
"""

import ast
import json
import re
import subprocess
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

import jinja2
import pytest
from django.conf import settings
from django.core.management import call_command
from jinja2 import nodes

from wellbought.cli import COMMANDS
from wellbought.documents.formats import FORMATS
from wellbought.documents.workbooks import WORKBOOKS
from wellbought.pack.kinds import KINDS, Item
from wellbought.pack.translate import LANGUAGES
from wellbought.web.ui.jinja import environment

ROOT = Path(__file__).parent.parent
PRODUCT = ROOT / "wellbought"
WEB = PRODUCT / "web"

#: Names that do not say what a thing is for.
EMPTY_NAMES = "util utils helper helpers common manager managers service services data info misc".split()
EMPTY_ENDINGS = ("Manager", "Service", "Helper", "Util", "Utils")
EMPTY_FUNCTIONS = ("process", "handle")

MOST_LINES_OF_FILE = 500
MOST_LINES_OF_FUNCTION = 60
MOST_LINES_OF_VIEW = 25
LONG_ON_PURPOSE: Mapping[str, str] = {
    "wellbought/web/purchases/views.py question": "an answer, its fact and a conflict meet on one page",
    "wellbought/documents/workbooks/scorecard.py weights": "a sheet is laid out row by row",
    "tests/web/test_guidance.py": "one test for each page of the guidance",
    "tests/web/test_ui.py": "one test for each component of the design system",
    "tests/web/test_ui.py theirs_and_ours": "a table of pairs, not logic",
}

#: What an app may use of another: what reads, and what changes.
DOORS = ("queries", "actions")
#: Parts of an app that others share besides, from the app's name on.
SHARED: Mapping[str, str] = {
    "ui": "the design system",
    "permissions": "the one table of who may open which page",
    "audit.models.Kind": "the kinds of what the trail tells",
    "audit.guards": "tables that the database itself guards are guarded alike",
    "audit.watched": "which pages the gate notes in the trail",
    "background.progress": "what a task tells how far it is",
    "background.worker": "what the launcher runs",
    "interview.forms": "the check and the workspace ask for facts alike",
    "interview.files": "the check and the workspace offer documents alike",
    "interview.faults": "whatever takes facts in says alike what is wrong with them",
    "interview.amounts": "amounts are typed alike wherever they are asked for",
    "guidance.markdown": "lessons are rendered as topics are",
    "accounts.models.Membership": "the type of whoever asks or acts",
    "accounts.models.Organisation": "the type of an organisation, for the examples",
    "accounts.models.new_key": "the keys of all tables are drawn alike",
    "purchases.models.Purchase": "the type of a purchase, for the apps about one",
    "purchases.frame": "pages about one purchase, in whichever app, have one frame",
    "purchases.snapshot": "the one currency between database and documents",
    "purchases.files": "what may be kept as evidence",
    "config.backup": "what the launcher keeps and reads back",
    "config.wsgi": "what the launcher serves",
    "demo.load": "what the launcher loads",
    "demo.market": "what the launcher loads",
}

#: Parts that take values and return values, and so know no clock, chance, environment or network.
ENGINES = "conditions.py profile.py pack triage plan purchase learning documents".split()
NOT_FOR_ENGINES = frozenset("date.today datetime.now datetime.utcnow time.time os.environ os.getenv".split())
NOT_IMPORTED_BY_ENGINES = frozenset("random secrets socket requests httpx".split())

UNFINISHED = re.compile(r"\b(?:TO" + r"DO|FIX" + r"ME)\b")
MACHINE_PATH = re.compile(r"(?<![\w.<~])/(?:work|tmp|root|home|Users)/\w")
TEXT_ENDINGS = frozenset(".css .html .js .json .md .po .py .scss .sh .svg .toml .txt .typ .yaml .yml".split())

DOC_LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)")
DOC_PATH = re.compile(r"`((?:wellbought|tests|docs|tools|benchmarks)/[\w./-]*)`")
DECISION_PARTS = ("Context", "Options", "Choice", "Consequences")


@cache
def tracked() -> tuple[Path, ...]:
    """Every file that the repository holds; every file that is not ignored where there is no repository."""
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=False)
    if listed.returncode:
        pytest.skip("needs the repository")
    paths = (ROOT / name for name in listed.stdout.decode().split("\0") if name)
    return tuple(path for path in paths if path.is_file())


def texts() -> Iterator[tuple[str, str]]:
    """Every tracked text file that people write, with its name; locks are written by programs."""
    for path in tracked():
        if (path.suffix in TEXT_ENDINGS or not path.suffix) and path.name not in ("uv.lock", "package-lock.json"):
            yield named(path), path.read_text(encoding="utf-8")


@cache
def modules() -> Mapping[Path, ast.Module]:
    """Every Python file of ours, read; what Django wrote for us is not ours."""
    folders = ("wellbought", "tests", "tools", "benchmarks")
    paths = (path for folder in folders for path in sorted((ROOT / folder).rglob("*.py")))
    return {path: ast.parse(path.read_text(encoding="utf-8")) for path in paths if path.parent.name != "migrations"}


def named(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def functions(tree: ast.Module) -> Iterator[ast.FunctionDef]:
    return (node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef))


def top_level(path: Path) -> set[str]:
    """The names of a module's own functions."""
    return {node.name for node in modules()[path].body if isinstance(node, ast.FunctionDef)}


def siblings(folder: Path, function: str) -> set[str]:
    """The modules of a folder that have a function of that name."""
    return {path.stem for path in folder.glob("*.py") if function in top_level(path)}


# Names


def test_modules_and_folders_say_what_they_are_for() -> None:
    empty = [named(path) for path in modules() if {path.stem, path.parent.name} & set(EMPTY_NAMES)]

    assert empty == []


def test_classes_and_functions_say_what_they_are_for() -> None:
    empty = [
        f"{named(path)} {node.name}"
        for path, tree in modules().items()
        for node in ast.walk(tree)
        if (isinstance(node, ast.ClassDef) and node.name.endswith(EMPTY_ENDINGS))
        or (isinstance(node, ast.FunctionDef) and node.name in EMPTY_FUNCTIONS)
    ]

    assert empty == []


# Sizes


def too_long() -> Iterator[str]:
    for path, tree in modules().items():
        if len(path.read_text(encoding="utf-8").splitlines()) > MOST_LINES_OF_FILE:
            yield named(path)
        for function in functions(tree):
            most = MOST_LINES_OF_VIEW if is_view(path, function) else MOST_LINES_OF_FUNCTION
            if (function.end_lineno or 0) - function.lineno + 1 > most:
                yield f"{named(path)} {function.name}"


def is_view(path: Path, function: ast.FunctionDef) -> bool:
    first = function.args.args[0].arg if function.args.args else ""
    return path.name == "views.py" and first == "request" and not function.name.startswith("_")


def test_what_is_long_is_long_on_purpose() -> None:
    assert set(too_long()) - set(LONG_ON_PURPOSE) == set()


def test_no_exception_for_length_outlives_its_need() -> None:
    assert set(LONG_ON_PURPOSE) - set(too_long()) == set()


# Doors between apps


def uses_between_apps() -> Iterator[tuple[str, str]]:
    """Each use of another app: the module, and what it uses, from the other app's name on."""
    for path, tree in modules().items():
        if not path.is_relative_to(WEB):
            continue
        app = path.relative_to(WEB).parts[0].removesuffix(".py")
        for node in ast.walk(tree):
            if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("wellbought.web"):
                for alias in node.names:
                    used = f"{node.module}.{alias.name}".removeprefix("wellbought.web.")
                    if used.partition(".")[0] != app:
                        yield named(path), used
            elif isinstance(node, ast.Import):
                yield from (
                    (named(path), alias.name) for alias in node.names if alias.name.startswith("wellbought.web")
                )


def is_shared(used: str) -> str | None:
    return next((part for part in SHARED if used == part or used.startswith(f"{part}.")), None)


def test_apps_reach_one_another_through_queries_and_actions() -> None:
    through_the_window = [
        f"{where} uses {used}"
        for where, used in uses_between_apps()
        if used.partition(".")[2].partition(".")[0] not in DOORS and not is_shared(used)
    ]

    assert through_the_window == []


def test_no_shared_part_outlives_its_use() -> None:
    used = {is_shared(one) for _, one in uses_between_apps()}

    assert set(SHARED) - used == set()


def test_views_and_forms_ask_the_database_nothing_themselves() -> None:
    asking = [
        f"{named(path)}:{node.lineno}"
        for path, tree in modules().items()
        if path.is_relative_to(WEB) and path.name in ("views.py", "forms.py")
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute) and node.attr == "objects"
    ]

    assert asking == []


# Engines


def test_engines_know_no_clock_chance_environment_or_network() -> None:
    reaching = [
        f"{named(path)}:{getattr(node, 'lineno', 0)}"
        for path, tree in modules().items()
        if path.is_relative_to(PRODUCT) and path.relative_to(PRODUCT).parts[0] in ENGINES
        for node in ast.walk(tree)
        if (isinstance(node, ast.Attribute) and ast.unparse(node) in NOT_FOR_ENGINES)
        or (isinstance(node, ast.Import) and NOT_IMPORTED_BY_ENGINES & {alias.name for alias in node.names})
        or (isinstance(node, ast.ImportFrom) and node.module in NOT_IMPORTED_BY_ENGINES)
    ]

    assert reaching == []


# Lists of siblings


def test_every_format_is_listed() -> None:
    assert siblings(PRODUCT / "documents" / "formats", "write") == set(FORMATS)


def test_every_workbook_is_listed() -> None:
    assert siblings(PRODUCT / "documents" / "workbooks", "sheets") == set(WORKBOOKS)


def test_every_command_is_listed() -> None:
    assert siblings(PRODUCT / "cli", "add_arguments") == set(COMMANDS)


def test_every_kind_of_item_is_listed() -> None:
    assert set(Item.__subclasses__()) == set(KINDS)


def test_every_app_is_installed() -> None:
    apps = {f"wellbought.web.{path.parent.name}" for path in WEB.glob("*/apps.py")}

    assert apps == {app for app in settings.INSTALLED_APPS if app.startswith("wellbought.")}


def test_every_catalogue_is_of_a_language_that_people_may_choose() -> None:
    of_packs = {path.stem for path in (PRODUCT / "content").glob("*/locale/*.po")}
    of_interface = {path.parent.parent.name for path in (PRODUCT / "locale").glob("*/LC_MESSAGES/*.po")}

    assert of_packs | of_interface <= set(LANGUAGES)


@pytest.mark.django_db
def test_no_migration_is_missing() -> None:
    call_command("makemigrations", check_changes=True, dry_run=True, verbosity=0)


# Pages


BASE_OF_PAGES = "layouts/page.html"


def parsed(pages: jinja2.Environment, name: str) -> Iterator[tuple[str, nodes.Template]]:
    """A template and those that it extends, one after the other."""
    assert pages.loader is not None
    tree = pages.parse(pages.loader.get_source(pages, name)[0])
    yield name, tree
    extended = next(tree.find_all(nodes.Extends), None)
    if extended is not None and isinstance(extended.template, nodes.Const):
        yield from parsed(pages, str(extended.template.value))


def test_every_page_has_a_title() -> None:
    pages = environment(auto_reload=False)
    names = [f"{path.parent.name}/{path.name}" for path in WEB.glob("*/templates/*/*.html")]
    lines = [list(parsed(pages, name)) for name in names]
    extended = {name for line in lines for name, _ in line[1:]}

    untitled = [
        line[0][0]
        for line in lines
        if line[-1][0] == BASE_OF_PAGES
        and line[0][0] not in extended
        and not any(block.name == "title" for _, tree in line[:-1] for block in tree.find_all(nodes.Block))
    ]

    assert untitled == []


# Locks


def test_the_lock_of_python_names_no_host_but_pypi() -> None:
    hosts = set(re.findall(r'https?://([^/"]+)', (ROOT / "uv.lock").read_text(encoding="utf-8")))

    assert hosts == {"pypi.org", "files.pythonhosted.org"}


def test_the_lock_of_node_names_no_host_at_all() -> None:
    packages = json.loads((ROOT / "package-lock.json").read_text(encoding="utf-8"))["packages"]

    assert [name for name, package in packages.items() if "resolved" in package] == []
    assert all("integrity" in package for name, package in packages.items() if name and not package.get("link"))


# Loose ends


def test_nothing_is_left_to_do_in_a_comment() -> None:
    assert [name for name, text in texts() if UNFINISHED.search(text)] == []


def test_no_file_names_a_path_of_somebody_s_machine() -> None:
    found = [
        f"{name}:{number}: {line.strip()[:80]}"
        for name, text in texts()
        for number, line in enumerate(text.splitlines(), start=1)
        if MACHINE_PATH.search(line)
    ]

    assert found == []


# Documentation


def documents() -> list[Path]:
    return [path for path in tracked() if path.suffix == ".md" and not path.is_relative_to(PRODUCT / "content")]


def test_every_link_of_the_documentation_leads_somewhere() -> None:
    dead = [
        f"{named(path)}: {target}"
        for path in documents()
        for target in DOC_LINK.findall(path.read_text(encoding="utf-8"))
        if "://" not in target
        and not re.match(r"[a-z]+:", target)
        and not target.startswith("#")
        and not (path.parent / target.partition("#")[0]).exists()
    ]

    assert dead == []


def test_every_file_that_the_documentation_names_exists() -> None:
    dead = [
        f"{named(path)}: {target}"
        for path in documents()
        for target in DOC_PATH.findall(path.read_text(encoding="utf-8"))
        if not (ROOT / target).exists()
    ]

    assert dead == []


def test_contributing_leads_to_every_how_to() -> None:
    told = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")

    assert [path.name for path in (ROOT / "docs" / "howto").glob("*.md") if f"docs/howto/{path.name}" not in told] == []


def test_decisions_are_numbered_once_and_say_what_was_weighed() -> None:
    decisions = sorted((ROOT / "docs" / "decisions").glob("*.md"))

    numbers = [path.name[:4] for path in decisions]
    unweighed = [
        f"{path.name}: {part}"
        for path in decisions
        for part in DECISION_PARTS
        if f"\n## {part}" not in path.read_text(encoding="utf-8")
    ]

    assert len(numbers) == len(set(numbers))
    assert unweighed == []
