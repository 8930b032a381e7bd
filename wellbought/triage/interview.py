"""The interview: which facts to ask for, in which order, and which answers still count."""

from collections.abc import Mapping

from wellbought.conditions import condition
from wellbought.pack.kinds import FactQuestion
from wellbought.pack.read import Pack
from wellbought.profile import Fact, Profile


def asked(pack: Pack, answers: Profile) -> tuple[FactQuestion, ...]:
    """The questions of the interview that apply, given the answers so far.

    A question is dropped only when the answers before it rule it out; what is unknown rules out nothing.
    """
    return tuple(fact for fact, applies in _walk(pack, answers) if applies)


def counting(pack: Pack, answers: Profile) -> Profile:
    """The answers that count: one to a question that no longer applies is left out (and kept elsewhere for later)."""
    counted: dict[str, Fact] = {fact.key: answers.fact(fact.key) for fact, applies in _walk(pack, answers) if applies}
    return Profile().with_facts(counted)


def following(pack: Pack, answers: Profile, key: str | None) -> FactQuestion | None:
    """The question after ``key``; the first of all for ``None``; ``None`` after the last."""
    return _beside(pack, answers, key, step=1)


def preceding(pack: Pack, answers: Profile, key: str) -> FactQuestion | None:
    """The question before ``key``; ``None`` before the first."""
    return _beside(pack, answers, key, step=-1)


def progress(pack: Pack, answers: Profile, key: str) -> tuple[int, int]:
    """The place of a question, from 1, and how many there are as things stand."""
    keys = [fact.key for fact in asked(pack, answers)]
    return (keys.index(key) + 1 if key in keys else len(keys), len(keys))


def _beside(pack: Pack, answers: Profile, key: str | None, *, step: int) -> FactQuestion | None:
    questions = asked(pack, answers)
    if key is None:
        return questions[0] if questions else None
    order = [fact.key for fact in pack.all(FactQuestion)]
    keys = [fact.key for fact in questions]
    candidates = [fact for fact in questions if (order.index(fact.key) - order.index(key)) * step > 0]
    if key in keys:
        place = keys.index(key) + step
        return questions[place] if 0 <= place < len(questions) else None
    return (candidates[0] if step > 0 else candidates[-1]) if candidates else None


def _walk(pack: Pack, answers: Profile) -> list[tuple[FactQuestion, bool]]:
    """Each question with whether it applies; only answers that count can make a later question apply."""
    counted = _AnswersSoFar()
    walked = []
    for fact in pack.all(FactQuestion):
        applies = condition(fact.ask_when).judge(counted).holds is not False
        walked.append((fact, applies))
        if applies:
            counted[fact.key] = answers.fact(fact.key)
    return walked


class _AnswersSoFar(dict[str, Fact]):
    """The answers that count, as far as the interview has come."""

    def fact(self, key: str) -> Fact:
        return self.get(key)


def facts_by_key(pack: Pack) -> Mapping[str, FactQuestion]:
    """The interview's questions by the fact that they ask for."""
    return {fact.key: fact for fact in pack.all(FactQuestion)}
