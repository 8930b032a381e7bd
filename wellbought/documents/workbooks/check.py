"""The result of a check as sheets: what came out, and its facts, people, duties and questions as tables to filter."""

from typing import Final

from wellbought.documents.sheets import Look, Sheet, SheetCell, table
from wellbought.documents.views import could_change, duty_status, rules_in_lines
from wellbought.documents.words import Words
from wellbought.documents.workbooks import questions
from wellbought.purchase import Purchase

_NAMES: Final = 26
_TEXTS: Final = 100


def sheets(purchase: Purchase, words: Words) -> tuple[Sheet, ...]:
    """The sheets of a result; those that would be empty are left out."""
    made = (
        _result(purchase, words),
        _open_facts(purchase, words),
        _people(purchase, words),
        _duties(purchase, words),
        questions.question_list(purchase, words),
        _sources(words),
    )
    return tuple(sheet for sheet in made if sheet is not None)


def _result(purchase: Purchase, words: Words) -> Sheet:
    outcome, say = purchase.outcome, words.say
    span = outcome.tier_range
    rows = [
        (say("Risk tier"), f"{words.tier(outcome.tier)}. {words.tier_meaning(outcome.tier)}"),
        (say("Route"), f"{words.route(outcome.route)}. {words.route_meaning(outcome.route)}"),
        (say("How to buy it"), words.approaches(outcome.approach)),
        *((say("Why this tier"), f"{rule.because} {words.cite(rule.sources)}") for rule in outcome.reasons_for_tier()),
        *((words.fact(key), words.fact_value(key, purchase.profile.fact(key))) for key in purchase.profile.known()),
    ]
    if not span.settled:
        least, most = words.label(span.least), words.label(span.most)
        rows.insert(1, (say("It could still be"), say("From %(least)s to %(most)s", least=least, most=most)))
    cells = [SheetCell(0, 0, purchase.title or say("A purchase of AI"), Look.TITLE)]
    for row, (name, text) in enumerate(rows, start=2):
        cells += [SheetCell(row, 0, name, Look.CELL_STRONG), SheetCell(row, 1, text, Look.CELL)]
    return Sheet(say("Result"), tuple(cells), (_NAMES, _TEXTS))


def _open_facts(purchase: Purchase, words: Words) -> Sheet | None:
    say = words.say
    return table(
        say("Not known yet"),
        ((say("Fact"), 34), (say("What it could change"), 70), (say("Who can tell"), 24)),
        [
            (words.fact(fact.key), could_change(fact, words), words.label(fact.who_knows) if fact.who_knows else "")
            for fact in purchase.outcome.open
        ],
    )


def _people(purchase: Purchase, words: Words) -> Sheet | None:
    say = words.say
    return table(
        say("People"),
        ((say("Who"), 24), (say("By which stage"), 22), (say("Why"), 90)),
        [
            (words.label(one.role), words.label(one.by), rules_in_lines(one.rules, words))
            for one in purchase.outcome.involved
        ],
    )


def _duties(purchase: Purchase, words: Words) -> Sheet | None:
    say = words.say
    return table(
        say("Duties"),
        (
            (say("Duty"), 34),
            (say("Where it is written"), 30),
            (say("What it asks"), 60),
            (say("What to do"), 60),
            (say("Status"), 26),
            (say("Stage"), 18),
            (say("Who"), 26),
        ),
        [
            (
                due.duty.title,
                f"{due.duty.place} {words.cite(due.duty.sources, places=False)}",
                due.duty.what,
                due.duty.do,
                duty_status(due, words),
                words.label(due.duty.stage),
                words.labels(due.duty.roles),
            )
            for due in purchase.outcome.duties
        ],
    )


def _sources(words: Words) -> Sheet | None:
    say = words.say
    return table(
        say("Sources"),
        ((say("No."), 8), (say("Source"), 70), (say("Issuer"), 36), (say("Address"), 70), (say("Checked"), 20)),
        [
            (
                str(citation.number),
                citation.source.title,
                citation.source.issuer,
                citation.source.url or "",
                words.day(citation.source.checked),
            )
            for citation in words.cited()
        ],
    )
