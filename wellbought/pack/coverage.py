"""What the model guide covers, id by id, so that nothing of it is missing here.

The ids name the question topics, myths, strategy parts, pathways, factors, moves, clause topics, cases, uses, limits,
annex groups and roles of the Open Contracting Partnership's *Buying AI* (2025, CC BY 4.0). ``coverage/guide.yaml`` in
core names for each of them what of ours covers it.
"""

from collections.abc import Iterator
from typing import Final

#: How many ids begin with each prefix. A, B, C, D are the guide's phases; P, A, T, L, G, F, U, W the teams.
_COUNTS: Final = {
    "a-p": 6,
    "a-a": 2,
    "a-t": 5,
    "b-p": 2,
    "b-a": 6,
    "b-t": 6,
    "c-p": 10,
    "c-a": 26,
    "c-t": 15,
    "d-p": 6,
    "d-a": 7,
    "d-t": 4,
    # Teams that the guide names and gives no rows: leadership, legal, finance, users, employees.
    "a-l": 5,
    "b-l": 2,
    "d-l": 1,
    "a-g": 1,
    "b-g": 1,
    "c-g": 5,
    "d-g": 1,
    "b-f": 2,
    "d-f": 1,
    "b-u": 1,
    "c-u": 2,
    "d-u": 1,
    "b-w": 1,
    "myth-": 18,
    "strategy-": 13,
    "pathway-": 5,
    "factor-": 6,
    "move-": 8,
    "clause-": 12,
    "case-": 4,
    "use-": 5,
    "limit-": 5,
    "annex-": 21,
    "role-": 6,
}


def guide_ids() -> Iterator[str]:
    """Every id of the guide, in its order."""
    for prefix, count in _COUNTS.items():
        for number in range(1, count + 1):
            yield f"{prefix}{number}"
