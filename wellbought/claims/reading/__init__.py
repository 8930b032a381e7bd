"""Reads the text of what vendors send: text, Markdown, HTML, PDF, Word and PowerPoint.

What a file is, its first bytes tell, not its name. Formats that need a parser of any size are read in a process of
their own with bounded time and memory (:mod:`wellbought.claims.reading.apart`), so that a file made to do harm ends
there. Nothing in a file is ever run, and nothing that it links to is fetched.
"""

from wellbought.claims.reading.limits import FileUnreadable, ReadText
from wellbought.claims.reading.read import read_file, text_of_bytes

__all__ = ["FileUnreadable", "ReadText", "read_file", "text_of_bytes"]
