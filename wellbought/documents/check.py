"""Proves packs with all that is read from them, document templates among it: every fault at once, with its file."""

from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

from wellbought.claims.proof import phrase_faults
from wellbought.documents.formats import FORMATS
from wellbought.documents.template import Template, TemplateBroken, all_kinds, parse_template, read_template
from wellbought.pack.check import prove_packs
from wellbought.pack.kinds import Question
from wellbought.pack.read import ItemUnknown, Pack, PackInvalid, bundled_folders
from wellbought.pack.translate import catalogue_faults


def check_all(folders: Iterable[Path]) -> Pack:
    """Read packs and prove all of them: their items, catalogues, patterns and templates.

    :raises PackInvalid: with every fault at once
    """
    pack, faults = prove_packs(folders)
    told = [*faults, *catalogue_faults(pack), *phrase_faults(pack), *check_templates(pack)]
    if told:
        raise PackInvalid(told)
    return pack


@cache
def refuse_broken(own: tuple[Path, ...]) -> None:
    """Prove the product's packs with those laid over them: once in a process, for those that it forks too.

    :raises PackInvalid: with every fault at once
    """
    check_all([*bundled_folders(), *own])


def check_templates(pack: Pack) -> list[TemplateBroken]:
    """What is wrong with the templates, in the order of their kinds; empty if nothing is."""
    faults: list[TemplateBroken] = []
    for kind in all_kinds(pack):
        try:
            template = read_template(kind, pack)
            parse_template(template)
        except TemplateBroken as fault:
            faults.append(fault)
        else:
            faults += _faults(template, pack)
    return faults


def _faults(template: Template, pack: Pack) -> Iterator[TemplateBroken]:
    where = str(template.path)
    for ending in template.card.formats:
        if ending not in FORMATS:
            yield TemplateBroken(f"There is no format “{ending}”. There are: {', '.join(FORMATS)}.", where=where)
    parts: dict[str, str] = {}
    for name, part in template.card.parts.items():
        for question in part.questions:
            if question in parts:
                message = f"Question “{question}” stands in the parts “{parts[question]}” and “{name}”. Keep it in one."
                yield TemplateBroken(message, where=where)
            parts[question] = name
            try:
                pack.get(Question, question)
            except ItemUnknown:
                if pack.unread.may_give(Question.kind, question):
                    continue
                yield TemplateBroken(f"There is no question “{question}”; the part “{name}” names it.", where=where)
