"""Reading what a command is given and writing what it makes, never half."""

import json
import os
import sys
import tempfile
from decimal import Decimal
from pathlib import Path

from wellbought.cli.words import in_words
from wellbought.errors import WellboughtError
from wellbought.pack.read import Pack
from wellbought.profile import Profile, ProfileInvalid, parse_profile
from wellbought.triage.interview import counting


def read_json(name: str) -> object:
    """The JSON in a file, or on standard input for ``-``. Numbers with a point become decimals.

    :raises WellboughtError: saying where the file cannot be read
    """
    try:
        raw = sys.stdin.buffer.read() if name == "-" else Path(name).read_bytes()
    except OSError as error:
        raise WellboughtError(f"This file cannot be read: {error.strerror}.", where=name) from None
    try:
        return parse_json(raw.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise WellboughtError(f"This is not UTF-8 text (byte {error.start}).", where=name) from None
    except WellboughtError as error:
        raise WellboughtError(error.message, where=f"{name}:{error.where}" if error.where else name) from None


def parse_json(text: str) -> object:
    """Read JSON. Numbers with a point become decimals, and no key may stand twice.

    :raises WellboughtError: saying what is wrong, and in which line
    """
    try:
        return json.loads(text, parse_float=Decimal, object_pairs_hook=no_repeats)
    except json.JSONDecodeError as error:
        raise WellboughtError(
            f"This is not JSON: {error.msg} at column {error.colno}.", where=str(error.lineno)
        ) from None
    except RecursionError:
        raise WellboughtError("This JSON is nested too deeply to be a profile.") from None
    except ValueError:
        raise WellboughtError("This JSON holds a number with too many digits to be an amount.") from None


def no_repeats(pairs: list[tuple[str, object]]) -> dict[str, object]:
    """A JSON object in which no key stands twice.

    :raises WellboughtError: naming the key that does, since the last would otherwise win without a word
    """
    found: dict[str, object] = {}
    for key, value in pairs:
        if key in found:
            raise WellboughtError("This key is given twice; keep one.", where=key)
        found[key] = value
    return found


def profile_in(raw: object) -> object:
    """The profile in a file: the file itself, or its ``profile`` if it is a saved check."""
    if isinstance(raw, dict) and isinstance(raw.get("profile"), dict):
        return raw["profile"]
    return raw


def read_profile(name: str, pack: Pack) -> Profile:
    """The facts in a file that count: by the law of the interview, what other facts rule out does not.

    :raises WellboughtError: naming the file, and every field that is not right
    """
    raw = profile_in(read_json(name))
    try:
        profile = parse_profile(raw, jurisdictions=pack.jurisdictions)
    except ProfileInvalid as faults:
        raise ProfileInvalid([_in_file(name, fault, pack.language) for fault in faults.errors]) from None
    return counting(pack, profile)


def _in_file(name: str, fault: WellboughtError, language: str) -> WellboughtError:
    """The same fault in the language of the reader, told with the file that it stands in."""
    message = in_words(fault, language)
    if name == "-":
        return WellboughtError(message, where=fault.where)
    return WellboughtError(message, where=f"{name}: {fault.where}" if fault.where else name)


def write_whole(path: Path, content: bytes) -> None:
    """Write a file under a temporary name and rename it, so that no one ever sees half of it.

    :raises WellboughtError: if it cannot be written
    """
    try:
        descriptor, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    except OSError as error:
        raise WellboughtError(f"Nothing can be written here: {error.strerror}.", where=str(path.parent)) from None
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
        mask = os.umask(0)
        os.umask(mask)
        Path(temporary).chmod(0o666 & ~mask)
        Path(temporary).replace(path)
    except OSError as error:
        Path(temporary).unlink(missing_ok=True)
        raise WellboughtError(f"The file could not be written: {error.strerror}.", where=str(path)) from None


def as_json(value: object) -> str:
    """JSON for people and programs alike."""
    return json.dumps(value, ensure_ascii=False, indent=2)
