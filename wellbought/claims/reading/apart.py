"""Reads a file in a process of its own, which is stopped when it takes too long or too much.

Run as ``python -m wellbought.claims.reading.apart FORM`` it reads the file from standard input and writes JSON.
"""

import json
import subprocess
import sys
from typing import Any, Final

from wellbought.claims.reading.limits import (
    LONGEST_SECONDS,
    MOST_MEMORY,
    FileUnreadable,
    ReadText,
    shortened,
)

_BROKEN: Final = "This file is broken, or made in a way that cannot be read. Ask for a new copy, or for the text."


def read_apart(content: bytes, form: str, *, seconds: float = LONGEST_SECONDS) -> ReadText:
    """The text of a PDF, Word or PowerPoint file.

    :raises FileUnreadable: saying why it cannot be had, and what to do
    """
    command = [sys.executable, "-m", "wellbought.claims.reading.apart", form]
    try:
        done = subprocess.run(  # noqa: S603 - our own module, told only which of three forms it is
            command, input=content, capture_output=True, timeout=seconds, check=False
        )
    except subprocess.TimeoutExpired:
        raise FileUnreadable(
            f"This file took longer than {seconds:.0f} seconds to read. Part it, or save it as text."
        ) from None
    try:
        answer = json.loads(done.stdout)
    except ValueError:
        raise FileUnreadable(_BROKEN) from None
    if "error" in answer:
        raise FileUnreadable(answer["error"])
    return ReadText(answer["text"], form, tuple(answer["notes"]))


def main(form: str) -> None:
    """Read standard input as a file of this form."""
    _bound()
    content = sys.stdin.buffer.read()
    answer: dict[str, Any]
    try:
        text, notes = _reader(form)(content)
        text, cut = shortened(text)
        answer = {"text": text, "notes": [*notes, *cut]}
    except FileUnreadable as error:
        answer = {"error": error.message}
    except MemoryError:
        answer = {"error": "This file takes too much memory to read. Part it, or save it as text."}
    json.dump(answer, sys.stdout)


def _reader(form: str) -> Any:
    if form == "pdf":
        from wellbought.claims.reading.pdf import text_of_pdf

        return text_of_pdf
    from wellbought.claims.reading.office import text_of_docx, text_of_pptx

    return {"docx": text_of_docx, "pptx": text_of_pptx}[form]


def _bound() -> None:
    """Bound this process where the system can; the time is bounded from outside in any case."""
    try:
        import resource
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CPU, (LONGEST_SECONDS, LONGEST_SECONDS + 5))


if __name__ == "__main__":
    main(sys.argv[1])
