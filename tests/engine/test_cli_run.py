"""The command line as a whole: help, exit statuses, and what happens when something goes wrong."""

import argparse
import importlib
import json
import subprocess
import sys

import pytest

from tests.engine.conftest import Command
from wellbought import __version__
from wellbought.cli import COMMANDS, _obey
from wellbought.errors import SeveralErrors, WellboughtError


def test_without_a_command_all_commands_are_listed_and_the_usage_is_wrong(wellbought: Command) -> None:
    said = wellbought()

    assert said.status == 2
    assert all(f"wellbought {name}" in said.out for name in COMMANDS)


@pytest.mark.parametrize("flag", ["-h", "--help"])
def test_help_lists_all_commands(flag: str, wellbought: Command) -> None:
    said = wellbought(flag)

    assert said.status == 0
    assert all(what in said.out for what in COMMANDS.values())


def test_the_version_is_told(wellbought: Command) -> None:
    said = wellbought("--version")

    assert (said.status, said.out) == (0, f"wellbought {__version__}\n")


def test_a_command_that_there_is_not_is_wrong_usage_and_the_others_are_listed(wellbought: Command) -> None:
    said = wellbought("chek")

    assert said.status == 2
    assert said.out == ""
    assert said.err.startswith("There is no command “chek”.")
    assert "wellbought check" in said.err


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_explains_itself(name: str, wellbought: Command) -> None:
    said = wellbought(name, "--help")

    assert said.status == 0
    assert f"usage: wellbought {name}" in said.out
    assert importlib.import_module(f"wellbought.cli.{name}").__doc__


@pytest.mark.parametrize("name", COMMANDS)
def test_an_option_that_there_is_not_is_wrong_usage(name: str, wellbought: Command) -> None:
    said = wellbought(name, "--colour", "red")

    assert said.status == 2
    assert said.out == ""
    assert "usage:" in said.err


def _obeyed(error: BaseException) -> int:
    def command(_options: argparse.Namespace) -> int:
        raise error

    return _obey(command, argparse.Namespace())


def test_what_a_person_can_put_right_is_told_and_the_status_is_1(capsys: pytest.CaptureFixture[str]) -> None:
    faults = [WellboughtError("Too long.", where="title"), WellboughtError("Too short.", where="summary")]

    status = _obeyed(SeveralErrors(faults))

    assert status == 1
    assert capsys.readouterr() == ("", "title: Too long.\nsummary: Too short.\n")


def test_stopping_a_command_is_told_without_a_trace(capsys: pytest.CaptureFixture[str]) -> None:
    status = _obeyed(KeyboardInterrupt())

    assert status == 1
    assert capsys.readouterr().err.strip() == "Stopped. Nothing was changed."


def test_what_nobody_foresaw_crashes_loudly() -> None:
    with pytest.raises(ZeroDivisionError):
        _obeyed(ZeroDivisionError())


# As another program would see it


def _run(*arguments: str, given: str = "") -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [sys.executable, "-m", "wellbought", *arguments],
        input=given,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )


def test_a_check_from_a_pipe_answers_in_json() -> None:
    done = _run("check", "-", "--on", "2026-11-23", given='{"affects": "public", "jurisdiction": ["eu"]}')

    assert (done.returncode, done.stderr) == (0, "")
    assert json.loads(done.stdout)["profile"] == {"affects": "public", "jurisdiction": ["eu"]}


def test_a_bad_profile_from_a_pipe_answers_on_the_other_stream() -> None:
    done = _run("check", "-", given='{"afects": "public"}')

    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == "afects: There is no fact of this name. Did you mean “affects”?\n"


def test_a_reader_that_has_seen_enough_does_no_harm() -> None:
    lines = '{"id": 1, "profile": {}}\n' * 200
    code = "import sys; from wellbought.cli import run; sys.exit(run(['check', '--jsonl', '-']))"

    with subprocess.Popen(
        [sys.executable, "-c", code], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdin.write(lines.encode())
        process.stdin.close()
        first = process.stdout.readline()
        process.stdout.close()
        trouble = process.stderr.read()
        status = process.wait()

    assert json.loads(first)["id"] == 1
    assert b"Traceback" not in trouble
    assert status == 0


def test_a_check_loads_neither_the_web_nor_the_documents_nor_the_search() -> None:
    code = (
        "import sys; from wellbought.cli import run; status = run(['check', '-', '--json'])\n"
        "print(status, sorted({'django', 'docx', 'typst', 'tantivy', 'babel', 'jinja2'} & set(sys.modules)))"
    )

    done = subprocess.run(
        [sys.executable, "-c", code], input="{}", capture_output=True, text=True, encoding="utf-8", check=False
    )

    assert done.stdout.splitlines()[-1] == "0 []"
