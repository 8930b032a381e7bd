"""The scorecard: weights that must add up to 100 %, scores with reasons, thresholds, totals and ranks."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from wellbought.documents.claims import OpenOfVendor, open_by_vendor
from wellbought.documents.sheets import Allowed, Formula, Look, Sheet, SheetCell, Warn, at, quoted, sheet_name, span
from wellbought.documents.words import Words
from wellbought.pack.kinds import Criterion
from wellbought.purchase import Purchase

MOST_POINTS: Final = 5
TENDERERS: Final = 6
#: Rows for criteria of the panel's own.
OWN_CRITERIA: Final = 4
#: Weights may miss 100 % by this much and still count as right: a rounding error, not a choice.
TOLERANCE: Final = 0.0001

_FIRST: Final = 4
_WEIGHT, _THRESHOLD, _ADVICE, _WHAT, _BY = 3, 4, 5, 6, 7
_SCORES: Final = 4


@dataclass(frozen=True, slots=True)
class Filled:
    """What a panel has put into a scorecard.

    :ivar weights: by the criterion's id, as shares of 1
    :ivar scores: for each tenderer, in order, the scores by the criterion's id
    """

    weights: Mapping[str, float] = field(default_factory=dict)
    scores: Sequence[tuple[str, Mapping[str, float]]] = ()


@dataclass(frozen=True, slots=True)
class Result:
    """How one tenderer fares.

    :ivar total: from 0 to 100; ``None`` while there is no score
    :ivar below: how many of its scores are below their threshold
    :ivar scored: how many criteria with a weight have a score
    """

    total: float | None
    below: int
    scored: int
    state: str
    rank: int | None


def results(criteria: Sequence[Criterion], filled: Filled) -> tuple[Result, ...]:
    """What the workbook's formulas come to.

    A submission with a score below a threshold is out, whatever its total; one that is not wholly scored is not
    ranked yet, and none is while the weights do not add up to 100 %.
    """
    weighed = [criterion.id for criterion in criteria if filled.weights.get(criterion.id, 0) > 0]
    right = abs(sum(filled.weights.values()) - 1) < TOLERANCE
    found = []
    for _, scores in filled.scores:
        given = {name: score for name, score in scores.items() if score is not None}
        total = sum(filled.weights.get(name, 0) * score for name, score in given.items()) / MOST_POINTS * 100
        below = sum(
            criterion.threshold is not None and criterion.id in given and given[criterion.id] < criterion.threshold
            for criterion in criteria
        )
        scored = sum(name in given for name in weighed)
        complete = bool(weighed) and scored == len(weighed)
        state = "weights" if not right else "incomplete" if not complete else "out" if below else "in"
        found.append(Result(total if given else None, below, scored, state, None))
    ranked = [result.total for result in found if result.state == "in" and result.total is not None]
    return tuple(
        Result(
            result.total,
            result.below,
            result.scored,
            result.state,
            1 + sum(other > (result.total or 0) for other in ranked) if result.state == "in" else None,
        )
        for result in found
    )


def sheets(purchase: Purchase, words: Words, filled: Filled | None = None) -> tuple[Sheet, ...]:
    """The sheets of the scorecard, empty or with what a panel has put in."""
    found = _Scorecard(purchase.plan.criteria, words, filled or Filled()).sheets()
    still_open = open_by_vendor(purchase, words)
    return (*found, _claims(still_open, words)) if still_open else found


def _claims(still_open: Sequence[OpenOfVendor], words: Words) -> Sheet:
    """What vendors claim and have not shown, beside the scores."""
    say = words.say
    header = (
        (say("The vendor"), 24),
        (say("The vendor writes"), 52),
        (say("How far we are"), 18),
        (say("Our note"), 36),
        (say("What would settle it"), 52),
    )
    cells = [SheetCell(0, column, name, Look.HEADER) for column, (name, _) in enumerate(header)]
    rows = [
        (one.vendor, it.asking.text, it.state, it.note, " ".join(it.asking.evidence))
        for one in still_open
        for it in one.claims
    ]
    for row, values in enumerate(rows, start=1):
        cells += [SheetCell(row, column, value, Look.CELL) for column, value in enumerate(values)]
    return Sheet(say("Claims"), tuple(cells), tuple(width for _, width in header), header_row=0)


class _Scorecard:
    def __init__(self, criteria: Sequence[Criterion], words: Words, filled: Filled) -> None:
        self.criteria = criteria
        self.words = words
        self.filled = filled
        self.last = _FIRST + len(criteria) + OWN_CRITERIA - 1
        self.total_row = self.last + 1
        names = [name for name, _ in filled.scores]
        blank = [words.say("Tenderer %(letter)s", letter=chr(ord("A") + place)) for place in range(TENDERERS)]
        self.tenderers = [*names, *blank[len(names) :]]
        say = words.say
        self.states = {
            "weights": say("Weights do not add up to 100 %"),
            "incomplete": say("Not wholly scored"),
            "out": say("Out: below a threshold"),
            "in": say("In"),
        }
        # Sheets are named in formulas, so their names are settled here.
        self.weights_name = sheet_name(say("Weights"))
        self.scores_name = sheet_name(say("Scores"))

    def sheets(self) -> tuple[Sheet, ...]:
        return (self.weights(), self.scores(), self.result(), self.scale())

    def weights(self) -> Sheet:
        say = self.words.say
        header = (
            (say("No."), 6),
            (say("Criterion"), 34),
            (say("Looks at"), 18),
            (say("Weight"), 10),
            (say("Threshold (0 to 5)"), 12),
            (say("Advice on the weight"), 36),
            (say("What it means"), 52),
            (say("Scored by"), 22),
        )
        cells = [
            SheetCell(0, 0, say("Weights"), Look.TITLE),
            SheetCell(
                1,
                0,
                say("Weigh eight to twelve criteria in the yellow cells, before anyone opens a submission."),
                Look.NOTE,
            ),
            *(SheetCell(_FIRST - 1, column, name, Look.HEADER) for column, (name, _) in enumerate(header)),
        ]
        for row in range(_FIRST, self.last + 1):
            cells += self._weight_row(row)
        sum_of = f"SUM({at(_FIRST, _WEIGHT)}:{at(self.last, _WEIGHT)})"
        total = sum(self.filled.weights.values())
        right = abs(total - 1) < TOLERANCE
        check = f"=IF(ABS({at(self.total_row, _WEIGHT)}-1)<{TOLERANCE},{quoted(say('Right: 100 %'))},"
        check += f"{quoted(self.states['weights'])})"
        cells += [
            SheetCell(self.total_row, 1, say("All weights"), Look.STRONG),
            SheetCell(self.total_row, _WEIGHT, Formula(f"={sum_of}", total), Look.RESULT_PERCENT),
            SheetCell(
                self.total_row,
                _ADVICE,
                Formula(check, say("Right: 100 %") if right else self.states["weights"]),
                Look.RESULT_TEXT,
            ),
        ]
        total_cell = at(self.total_row, _WEIGHT, fixed=True)
        return Sheet(
            self.weights_name,
            tuple(cells),
            tuple(width for _, width in header),
            header_row=_FIRST - 1,
            allowed=(
                Allowed((_FIRST, _WEIGHT, self.last, _WEIGHT), say("A share from 0 to 100 %."), least=0, most=1),
                Allowed(
                    (_FIRST, _THRESHOLD, self.last, _THRESHOLD),
                    say("A whole number from 0 to 5, or nothing."),
                    most=MOST_POINTS,
                    whole=True,
                ),
            ),
            warns=(Warn((self.total_row, _WEIGHT, self.total_row, _ADVICE), f"=ABS({total_cell}-1)>={TOLERANCE}"),),
            names={
                "weights": span(_FIRST, _WEIGHT, self.last, _WEIGHT),
                "thresholds": span(_FIRST, _THRESHOLD, self.last, _THRESHOLD),
                "weight_sum": total_cell,
            },
        )

    def _weight_row(self, row: int) -> list[SheetCell]:
        place = row - _FIRST
        number = SheetCell(row, 0, place + 1, Look.CELL)
        if place >= len(self.criteria):
            inputs = [SheetCell(row, column, "", Look.INPUT) for column in (1, 2, _ADVICE, _WHAT, _BY)]
            return [
                number,
                *inputs,
                SheetCell(row, _WEIGHT, "", Look.INPUT_PERCENT),
                SheetCell(row, _THRESHOLD, "", Look.INPUT_NUMBER),
            ]
        criterion = self.criteria[place]
        threshold = criterion.threshold if criterion.threshold is not None else ""
        return [
            number,
            SheetCell(row, 1, criterion.title, Look.CELL_STRONG),
            SheetCell(row, 2, self.words.group(criterion.group), Look.CELL),
            SheetCell(row, _WEIGHT, self.filled.weights.get(criterion.id, ""), Look.INPUT_PERCENT),
            SheetCell(row, _THRESHOLD, threshold, Look.INPUT_NUMBER),
            SheetCell(row, _ADVICE, criterion.weight, Look.CELL),
            SheetCell(row, _WHAT, criterion.what, Look.CELL),
            SheetCell(row, _BY, self.words.labels(criterion.scored_by), Look.CELL),
        ]

    def scores(self) -> Sheet:
        say = self.words.say
        cells = [
            SheetCell(0, 0, say("Scores"), Look.TITLE),
            SheetCell(
                1,
                0,
                say("Score from 0 to 5 by the sheet of scales. Write the reason while you remember it."),
                Look.NOTE,
            ),
        ]
        header = [say("No."), say("Criterion"), say("Weight"), say("Threshold")]
        cells += [SheetCell(_FIRST - 1, column, name, Look.HEADER) for column, name in enumerate(header)]
        for place, name in enumerate(self.tenderers):
            cells += [
                SheetCell(_FIRST - 2, self._column(place), name, Look.INPUT),
                SheetCell(_FIRST - 1, self._column(place), say("Score"), Look.HEADER),
                SheetCell(_FIRST - 1, self._column(place) + 1, say("Reason"), Look.HEADER),
            ]
        for row in range(_FIRST, self.last + 1):
            cells += self._score_row(row)
        last_column = self._column(TENDERERS - 1)
        warns = tuple(self._warn(place) for place in range(TENDERERS))
        allowed = tuple(
            Allowed(
                (_FIRST, self._column(place), self.last, self._column(place)),
                say("A score from 0 to 5."),
                most=MOST_POINTS,
            )
            for place in range(TENDERERS)
        )
        widths = [6.0, 34.0, 9.0, 11.0] + [8.0, 32.0] * ((last_column - _SCORES) // 2 + 1)
        return Sheet(self.scores_name, tuple(cells), tuple(widths), header_row=_FIRST - 1, allowed=allowed, warns=warns)

    def _column(self, place: int) -> int:
        return _SCORES + 2 * place

    def _warn(self, place: int) -> Warn:
        column = self._column(place)
        score, threshold = at(_FIRST, column), "$" + at(_FIRST, 3)
        formula = f'=AND({score}<>"",{threshold}<>"",{score}<{threshold})'
        return Warn((_FIRST, column, self.last, column), formula)

    def _score_row(self, row: int) -> list[SheetCell]:
        place = row - _FIRST
        criterion = self.criteria[place] if place < len(self.criteria) else None
        weight = self.filled.weights.get(criterion.id, "") if criterion else ""
        threshold = criterion.threshold if criterion and criterion.threshold is not None else ""
        title = criterion.title if criterion else ""

        def linked(column: int, value: float | str, look: Look) -> SheetCell:
            there = f"'{self.weights_name}'!{at(row, column)}"
            here = {1: 1, _WEIGHT: 2, _THRESHOLD: 3}[column]
            return SheetCell(row, here, Formula(f'=IF({there}="","",{there})', value), look)

        cells = [
            SheetCell(row, 0, place + 1, Look.CELL),
            linked(1, title, Look.CELL_STRONG),
            linked(_WEIGHT, weight, Look.PERCENT),
            linked(_THRESHOLD, threshold, Look.COUNT),
        ]
        for tenderer in range(TENDERERS):
            given = self.filled.scores[tenderer][1] if tenderer < len(self.filled.scores) else {}
            score = given.get(criterion.id, "") if criterion else ""
            cells += [
                SheetCell(row, self._column(tenderer), score, Look.INPUT_NUMBER),
                SheetCell(row, self._column(tenderer) + 1, "", Look.INPUT),
            ]
        return cells

    def result(self) -> Sheet:
        say = self.words.say
        header = (
            (say("Tenderer"), 34),
            (say("Criteria scored"), 14),
            (say("Total (0 to 100)"), 14),
            (say("Scores below a threshold"), 16),
            (say("State"), 32),
            (say("Rank"), 10),
        )
        cells = [
            SheetCell(0, 0, say("Result"), Look.TITLE),
            SheetCell(1, 0, say("The workbook works this sheet out. Type nothing here."), Look.NOTE),
            *(SheetCell(_FIRST - 1, column, name, Look.HEADER) for column, (name, _) in enumerate(header)),
        ]
        blank = Result(None, 0, 0, "weights" if not self._right() else "incomplete", None)
        found = [*results(self.criteria, self.filled), *[blank] * TENDERERS][:TENDERERS]
        for place, result in enumerate(found):
            cells += self._result_row(place, result)
        return Sheet(
            say("Result"), tuple(cells), tuple(width for _, width in header), header_row=_FIRST - 1, landscape=False
        )

    def _right(self) -> bool:
        return abs(sum(self.filled.weights.values()) - 1) < TOLERANCE

    def _result_row(self, place: int, result: Result) -> list[SheetCell]:
        row = _FIRST + place
        column = self._column(place)
        scores = f"'{self.scores_name}'!{span(_FIRST, column, self.last, column)}"
        name = f"'{self.scores_name}'!{at(_FIRST - 2, column)}"
        scored, total, below, state = (at(row, each) for each in (1, 2, 3, 4))
        last = _FIRST + TENDERERS - 1
        states, totals = span(_FIRST, 4, last, 4), span(_FIRST, 2, last, 2)
        words = {key: quoted(text) for key, text in self.states.items()}
        in_ = words["in"]
        judged = (
            f"=IF(ABS(weight_sum-1)>={TOLERANCE},{words['weights']},"
            f"IF({scored}<SUMPRODUCT(--(weights>0)),{words['incomplete']},"
            f"IF({below}>0,{words['out']},{in_})))"
        )
        ranked = f'=IF({state}={in_},1+SUMPRODUCT(({states}={in_})*({totals}>{total})),"")'
        return [
            SheetCell(row, 0, Formula(f"={name}", self.tenderers[place]), Look.CELL_STRONG),
            SheetCell(row, 1, Formula(f'=SUMPRODUCT((weights>0)*({scores}<>""))', result.scored), Look.RESULT_COUNT),
            SheetCell(
                row,
                2,
                Formula(
                    f'=IF(COUNT({scores})=0,"",SUMPRODUCT(weights,{scores})/{MOST_POINTS}*100)',
                    "" if result.total is None else result.total,
                ),
                Look.RESULT_NUMBER,
            ),
            SheetCell(
                row,
                3,
                Formula(f'=SUMPRODUCT((thresholds<>"")*({scores}<>"")*({scores}<thresholds))', result.below),
                Look.RESULT_COUNT,
            ),
            SheetCell(row, 4, Formula(judged, self.states[result.state]), Look.RESULT_TEXT),
            SheetCell(row, 5, Formula(ranked, "" if result.rank is None else result.rank), Look.RESULT_COUNT),
        ]

    def scale(self) -> Sheet:
        say = self.words.say
        header = [say("Criterion"), *(str(score) for score in range(MOST_POINTS + 1)), say("Evidence to look at")]
        cells = [SheetCell(0, column, name, Look.HEADER) for column, name in enumerate(header)]
        for row, criterion in enumerate(self.criteria, start=1):
            means = {step.score: step.means for step in criterion.scale}
            cells.append(SheetCell(row, 0, criterion.title, Look.CELL_STRONG))
            cells += [SheetCell(row, score + 1, means.get(score, ""), Look.CELL) for score in range(MOST_POINTS + 1)]
            evidence = "\n".join(f"• {one}" for one in criterion.evidence)
            cells.append(SheetCell(row, MOST_POINTS + 2, evidence, Look.CELL))
        return Sheet(say("Scales"), tuple(cells), (34, *[26.0] * (MOST_POINTS + 1), 40), header_row=0)
