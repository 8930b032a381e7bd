"""The packs that the tests of the engine share: a small one to break, a place and a town over it, and our own."""

import shutil
from collections.abc import Iterator
from datetime import date
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import yaml

from wellbought.pack.check import check_pack
from wellbought.pack.coverage import guide_ids
from wellbought.pack.proofs.names import NAMED
from wellbought.pack.read import Pack, bundled_folders, read_pack
from wellbought.profile import SHAPES, FactKind

PACKS = Path(__file__).parent.parent / "cases" / "packs"
TODAY = date(2026, 11, 23)

#: What the small pack's interview says beyond the bare question.
ASKED: dict[str, dict[str, Any]] = {
    "decision_role": {"changeable": True, "safer": ["recommends", "assists", "informs"]},
    "human_review": {"changeable": True, "safer": [True]},
    "sensitive_data": {"ask_when": "personal_data", "changeable": True, "safer": [False]},
    "biometric": {"ask_when": "personal_data"},
    "scale": {"changeable": True, "safer": ["team", "pilot"]},
    "technical_capacity": {"ask_when": "!existing_product"},
    "market": {"ask_when": "technical_capacity != 'low'"},
}


@cache
def whole() -> Pack:
    """The packs that come with the product. That they hold no faults is proven elsewhere."""
    return read_pack(bundled_folders())[0]


@cache
def small(*overlays: str) -> Pack:
    """The small pack with some of its overlays: ``isle`` is a place, ``town`` an organisation."""
    with TemporaryDirectory() as folder:
        into = lay_out(Path(folder))
        return check_pack([into / name for name in ("small", *overlays)])


def lay_out(into: Path) -> Path:
    """Write the small packs where a test may break them."""
    for name in ("small", "isle", "town"):
        shutil.copytree(PACKS / name, into / name)
    for name, text in _made_from_the_vocabulary().items():
        (into / name).parent.mkdir()
        (into / name).write_text(text, encoding="utf-8")
    return into


@cache
def _made_from_the_vocabulary() -> dict[str, str]:
    """The files that would only repeat the vocabulary, so that nobody has to keep them in step with it."""
    covered = [{"id": subject, "subject": "A subject", "by": ["topic/clear-needs"]} for subject in guide_ids()]
    return {
        "small/names/names.yaml": _as_yaml(list(_names())),
        "small/facts/interview.yaml": _as_yaml(list(_interview())),
        "small/coverage/guide.yaml": _as_yaml(covered),
    }


def _as_yaml(content: object) -> str:
    return yaml.dump(content, Dumper=yaml.CSafeDumper, allow_unicode=True, sort_keys=False)


def _names() -> Iterator[dict[str, str]]:
    for group, values in NAMED.items():
        for value in values:
            yield {
                "id": f"{group}-{value}",
                "label": f"{value.capitalize()} {group}",
                "meaning": f"The {group} {value}.",
            }


def _interview() -> Iterator[dict[str, Any]]:
    for key, shape in SHAPES.items():
        values = shape.values if shape.kind in (FactKind.CHOICE, FactKind.CHOICES) else ()
        yield {
            "id": key.replace("_", "-"),
            "key": key,
            "ask": f"What of {key}?",
            "short": key.replace("_", " ").capitalize(),
            "explain": f"Say what you know of {key}.",
            "who_knows": "project",
            "options": [{"value": str(value), "label": f"It is {value}"} for value in values],
            **ASKED.get(key, {}),
        }
