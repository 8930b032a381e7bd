"""Proves that an organisation's own patterns mark and spare the sentences that they say they do."""

from collections.abc import Iterator

from wellbought.claims.examining import examine
from wellbought.claims.phrases import PhraseInvalid
from wellbought.claims.rules import claim_rules
from wellbought.pack.kinds import ClaimPattern
from wellbought.pack.own import OwnFault
from wellbought.pack.read import Pack


def pattern_faults(pack: Pack) -> Iterator[OwnFault]:
    """What is wrong with an organisation's own patterns. Those of the packs under it are proven elsewhere."""
    own = [pattern for pattern in pack.all(ClaimPattern) if pack.is_own(pattern)]
    if not own:
        return
    try:
        rules = claim_rules(pack)
    except PhraseInvalid as error:
        name = error.where.partition(" ")[0].partition("/")
        yield OwnFault(name[0], name[2], "find", error.message)
        return
    for pattern in own:
        language = pattern.id.partition("-")[0]
        if language not in rules.languages:
            known = ", ".join(rules.languages)
            message = f"The id begins with the language that it is for, one of: {known}."
            yield OwnFault(pattern.kind, pattern.id, "id", message)
            continue
        for field, wanted in (("marks", True), ("spares", False)):
            for sentence in getattr(pattern, field):
                seen = examine(sentence, rules.languages[language])
                if (pattern.id in {mark.pattern.id for mark in seen.standing}) is not wanted:
                    does = "does not mark" if wanted else "marks"
                    yield OwnFault(pattern.kind, pattern.id, field, f"It {does} this sentence: “{sentence}”")
