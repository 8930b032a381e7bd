"""The key questions: each in words of its own, led by one role, at every stage."""

from collections import Counter
from collections.abc import Iterator

from wellbought.pack.files import PackFault
from wellbought.pack.kinds import Question
from wellbought.pack.proofs.telling import each, fault, read_of
from wellbought.pack.read import Pack
from wellbought.profile import SHAPES
from wellbought.vocabulary import PURCHASE_STAGES, TEAM_ROLES, Stage


def wording(pack: Pack) -> Iterator[PackFault]:
    """No two questions have the same words."""
    worded = read_of(pack, Question, "text")
    texts = Counter(question.text.casefold() for question in worded)
    for question in worded:
        if texts[question.text.casefold()] > 1:
            yield fault(pack, question, "Another question has the same words; keep one.", "text")


@each(Question)
def leads(pack: Pack, question: Question) -> Iterator[PackFault]:
    """A role of the team leads."""
    if question.lead not in TEAM_ROLES:
        yield fault(pack, question, "A question is led by a role of the buyer's own team.", "lead")
    if question.lead in question.consulted:
        yield fault(pack, question, "The role that leads is not also consulted.", "consulted")


def settled_facts(pack: Pack) -> Iterator[PackFault]:
    """A fact is settled by one question."""
    settled: dict[str, str] = {}
    for question in read_of(pack, Question, "sets"):
        if question.sets is None:
            continue
        if question.sets not in SHAPES:
            yield fault(pack, question, f"“{question.sets}” is not a fact of a profile.", "sets")
        elif question.sets in settled:
            yield fault(pack, question, f"“{settled[question.sets]}” settles this fact already.", "sets")
        settled[question.sets] = question.id


@each(Question)
def of_readiness(pack: Pack, question: Question) -> Iterator[PackFault]:
    """What concerns the organisation hangs on no purchase."""
    if question.stage is Stage.READINESS and question.when != "true":
        yield fault(pack, question, "Readiness belongs to the organisation: its questions have no condition.", "when")


def stages(pack: Pack) -> Iterator[PackFault]:
    """Every stage has a question."""
    there = {question.stage for question in read_of(pack, Question, "stage")}
    empty = [stage for stage in PURCHASE_STAGES if stage not in there and not pack.unread.mentions(stage)]
    if empty:
        path = pack.folders["core"] / Question.folder
        yield PackFault(f"No question stands at the stage: {', '.join(empty)}.", path=path)
