"""The languages that the interface speaks. A language is added with ``make language``; see CONTRIBUTING.md."""

from wellbought.pack.translate import LANGUAGES

#: Code and own name of each.
INTERFACE_LANGUAGES: tuple[tuple[str, str], ...] = tuple(LANGUAGES.items())
