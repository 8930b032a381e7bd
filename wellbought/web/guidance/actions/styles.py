"""Styles cut down to what the pages of a published site can use."""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Final

import tinycss2

#: Rules that hold other rules.
GROUPS: Final = frozenset({"media", "supports", "layer", "container"})

_CLASSES: Final = re.compile(r'\sclass="([^"]*)"')
_IDS: Final = re.compile(r'\sid="([^"]*)"')
_ELEMENTS: Final = re.compile(r"<([a-z][a-z0-9]*)", re.IGNORECASE)
_WORDS: Final = re.compile(r"[A-Za-z_][\w-]*")


def names_in_page(html: str) -> set[str]:
    """The elements, classes and ids of a page: all that a style could be for."""
    names = {name.casefold() for name in _ELEMENTS.findall(html)} | set(_IDS.findall(html))
    for classes in _CLASSES.findall(html):
        names.update(classes.split())
    return names


def names_in_script(script: str) -> set[str]:
    """Every word of a script, as it may give any of them to an element that it makes or changes."""
    return set(_WORDS.findall(script))


def trimmed(styles: str, names: Iterable[str]) -> str:
    """A style sheet without the rules that nothing can use, in the same order.

    A rule goes only if one of its own elements, classes or ids has no place in the pages. What stands in brackets
    (``:not(…)``, ``[…]``) is never held against it.

    :param styles: a style sheet
    :param names: of elements, classes and ids, by :func:`names_in_page` and :func:`names_in_script`
    """
    known = frozenset(names)
    rules = tinycss2.parse_stylesheet(styles, skip_comments=True, skip_whitespace=True)
    return "".join(_kept(rules, known))


def _kept(rules: Sequence[Any], known: frozenset[str]) -> Iterator[str]:
    for rule in rules:
        if rule.type == "qualified-rule":
            wanted = [selector for selector in _selectors(rule.prelude) if _is_used(selector, known)]
            if wanted:
                prelude = ",".join(tinycss2.serialize(selector).strip() for selector in wanted)
                yield f"{prelude}{{{tinycss2.serialize(rule.content)}}}"
        elif rule.type == "at-rule" and rule.lower_at_keyword in GROUPS and rule.content is not None:
            inside = tinycss2.parse_rule_list(rule.content, skip_comments=True, skip_whitespace=True)
            inner = "".join(_kept(inside, known))
            if inner:
                yield f"@{rule.at_keyword}{tinycss2.serialize(rule.prelude)}{{{inner}}}"
        else:
            yield rule.serialize()


def _selectors(prelude: Sequence[Any]) -> Iterator[list[Any]]:
    """The selectors of a rule, each as its tokens."""
    selector: list[Any] = []
    for token in prelude:
        if token.type == "literal" and token.value == ",":
            yield selector
            selector = []
        else:
            selector.append(token)
    yield selector


def _is_used(selector: Sequence[Any], known: frozenset[str]) -> bool:
    """Whether every element, class and id that a selector names can be in a page."""
    before = ""
    for token in selector:
        if token.type == "hash" and token.value not in known:
            return False
        if token.type == "ident" and before != ":":
            name = token.value if before == "." else token.value.casefold()
            if name not in known:
                return False
        before = token.value if token.type == "literal" else ""
    return True
