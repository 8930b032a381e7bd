"""The question list: a sheet to work in, and one that counts how far the team is."""

from wellbought.documents.sheets import Allowed, Formula, Look, Sheet, SheetCell, at, quoted, span
from wellbought.documents.views import progress
from wellbought.documents.words import STATES, Words
from wellbought.plan import PlannedQuestion
from wellbought.purchase import AnswerState, Purchase

_STATUS = 5
_PRINTED = 8
_STAGE = 1


def sheets(purchase: Purchase, words: Words) -> tuple[Sheet, ...]:
    """The sheets of the question list."""
    return (question_list(purchase, words), _progress(len(purchase.plan.questions), purchase, words))


def question_list(purchase: Purchase, words: Words) -> Sheet:
    """The questions as a table, with a status to choose and room for the answer."""
    rows, say = purchase.plan.questions, words.say
    header = (
        (say("No."), 6),
        (say("Stage"), 15),
        (say("Priority"), 10),
        (say("Question"), 48),
        (say("Leads"), 16),
        (say("Status"), 14),
        (say("Answer"), 60),
        (say("By, on"), 20),
        (say("Asks"), 22),
        (say("Why it matters"), 44),
        (say("A good answer"), 44),
        (say("Warning signs"), 36),
        (say("Evidence to keep"), 32),
    )
    cells = [SheetCell(0, column, name, Look.HEADER) for column, (name, _) in enumerate(header)]
    for row, planned in enumerate(rows, start=1):
        cells += _row(row, planned, purchase, words)
    last = max(len(rows), 1)
    status = Allowed(
        (1, _STATUS, last, _STATUS),
        say("Choose one of the list."),
        choices=tuple(words.label(state) for state in STATES),
    )
    return Sheet(
        say("Questions"),
        tuple(cells),
        tuple(width for _, width in header),
        header_row=0,
        filtered=True,
        allowed=(status,),
        printed_columns=_PRINTED,
        names={
            "question_stages": span(1, _STAGE, last, _STAGE),
            "question_status": span(1, _STATUS, last, _STATUS),
        },
    )


def _row(row: int, planned: PlannedQuestion, purchase: Purchase, words: Words) -> list[SheetCell]:
    question, answer = planned.question, purchase.answers.get(planned.question.id)
    by = f"{answer.by}, {words.day(answer.at)}" if answer is not None else ""
    texts = (
        (words.label(question.stage), Look.CELL),
        (words.label(question.priority), Look.CELL),
        (question.text, Look.CELL_STRONG),
        (words.label(question.lead), Look.CELL),
        (words.label(answer.state if answer is not None else AnswerState.TO_DO), Look.INPUT),
        (answer.text if answer is not None else "", Look.INPUT),
        (by, Look.INPUT),
        (words.labels(question.consulted), Look.CELL),
        (question.why, Look.CELL),
        (question.good_answer, Look.CELL),
        ("\n".join(f"• {sign}" for sign in question.warning_signs), Look.CELL),
        ("\n".join(f"• {one}" for one in question.evidence), Look.CELL),
    )
    numbered = SheetCell(row, 0, row, Look.CELL)
    return [numbered, *(SheetCell(row, column, text, look) for column, (text, look) in enumerate(texts, start=1))]


def _progress(count: int, purchase: Purchase, words: Words) -> Sheet:
    """How many questions of each stage are settled, counted by the workbook itself."""
    say = words.say
    settled = [words.label(state) for state in (AnswerState.AGREED, AnswerState.NOT_APPLICABLE)]
    done = {
        planned.question.id
        for planned in purchase.plan.questions
        if (answer := purchase.answers.get(planned.question.id)) is not None
        and answer.state in (AnswerState.AGREED, AnswerState.NOT_APPLICABLE)
    }
    header = (say("Stage"), say("Questions"), say("Settled"), say("Share"))
    cells = [SheetCell(0, column, name, Look.HEADER) for column, name in enumerate(header)]
    stages = progress(purchase)
    for row, stage in enumerate(stages, start=1):
        asked = stage.asked
        agreed = sum(planned.question.id in done for planned in purchase.plan.at(stage.stage))
        name = at(row, 0)
        counted = "+".join(f"COUNTIFS(question_stages,{name},question_status,{quoted(state)})" for state in settled)
        cells += [
            SheetCell(row, 0, words.label(stage.stage), Look.CELL),
            SheetCell(row, 1, Formula(f"=COUNTIFS(question_stages,{name})", asked), Look.RESULT_COUNT),
            SheetCell(row, 2, Formula(f"={counted}", agreed), Look.RESULT_COUNT),
            SheetCell(
                row, 3, Formula(f"=IF({at(row, 1)}=0,0,{at(row, 2)}/{at(row, 1)})", agreed / asked), Look.RESULT_PERCENT
            ),
        ]
    shape = (24, 14, 14, 14)
    if not stages:
        return Sheet(say("Progress"), tuple(cells), shape, header_row=0, landscape=False)
    total = len(stages) + 1
    cells += [
        SheetCell(total, 0, say("All"), Look.HEADER),
        SheetCell(total, 1, Formula(f"=SUM({at(1, 1)}:{at(total - 1, 1)})", count), Look.RESULT_COUNT),
        SheetCell(total, 2, Formula(f"=SUM({at(1, 2)}:{at(total - 1, 2)})", len(done)), Look.RESULT_COUNT),
        SheetCell(
            total,
            3,
            Formula(f"=IF({at(total, 1)}=0,0,{at(total, 2)}/{at(total, 1)})", len(done) / count if count else 0),
            Look.RESULT_PERCENT,
        ),
    ]
    return Sheet(say("Progress"), tuple(cells), shape, header_row=0, landscape=False)
