"""Deciding on a worked purchase: what was chosen, what the check says, and why."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from wellbought.pack.kinds import Decision, DecisionOption, Rule, WorkedPurchase
from wellbought.pack.read import Pack
from wellbought.profile import Profile, parse_profile
from wellbought.triage.check import check
from wellbought.triage.outcome import Outcome


@dataclass(frozen=True, slots=True)
class Weighed:
    """An option with what is to be said of it.

    :ivar verdict: ``good``, ``fair`` or ``poor``
    """

    option: DecisionOption
    verdict: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class Decided:
    """A decision with what was chosen.

    :ivar reasons: the rules of the check that settle it, where the check does
    """

    decision: Decision
    weighed: tuple[Weighed, ...]
    reasons: tuple[Rule, ...]

    @property
    def chosen(self) -> Weighed | None:
        """What was chosen, if anything was."""
        return next((one for one in self.weighed if one.chosen), None)

    @property
    def best(self) -> tuple[Weighed, ...]:
        """The option that is good; none if the check settles on something that is not among the options."""
        return tuple(one for one in self.weighed if one.verdict == "good")


@dataclass(frozen=True, slots=True)
class Worked:
    """A worked purchase, decided on.

    :ivar outcome: what the check returns for its facts
    """

    purchase: WorkedPurchase
    outcome: Outcome
    decided: tuple[Decided, ...]

    @property
    def complete(self) -> bool:
        """Whether every decision was made."""
        return all(one.chosen is not None for one in self.decided)


def profile_of(purchase: WorkedPurchase, pack: Pack) -> Profile:
    """The facts of a worked purchase."""
    return parse_profile(dict(purchase.profile), jurisdictions=pack.jurisdictions)


def work(purchase: WorkedPurchase, pack: Pack, choices: Mapping[int, int], *, on: date) -> Worked:
    """Judge the choices that somebody made.

    :param choices: the number of the option that was chosen, by the number of the decision
    :param on: the day for which the rules are judged
    """
    outcome = check(profile_of(purchase, pack), pack, on=on)
    decided = tuple(
        Decided(decision, _weighed(decision, outcome, choices.get(number)), reasons_for(decision, outcome))
        for number, decision in enumerate(purchase.decisions)
    )
    return Worked(purchase, outcome, decided)


def _weighed(decision: Decision, outcome: Outcome, chosen: int | None) -> tuple[Weighed, ...]:
    return tuple(
        Weighed(option, verdict_on(decision, option, outcome), number == chosen)
        for number, option in enumerate(decision.options)
    )


def verdict_on(decision: Decision, option: DecisionOption, outcome: Outcome) -> str:
    """How good an option is: as the pack says, or as the check settles it.

    A second approach that the check names beside the leading one is fair, and so is a tier that is still possible.
    """
    if decision.settles is None:
        return option.verdict or "poor"
    if option.value == settled(decision, outcome):
        return "good"
    if decision.settles == "approach" and option.value in outcome.approach:
        return "fair"
    return "poor"


def settled(decision: Decision, outcome: Outcome) -> str | None:
    """What the check says on a decision that it settles; ``None`` if it says nothing or does not settle it."""
    match decision.settles:
        case "tier":
            return outcome.tier
        case "route":
            return outcome.route
        case "approach":
            return outcome.approach[0] if outcome.approach else None
        case None:
            return None


def reasons_for(decision: Decision, outcome: Outcome) -> tuple[Rule, ...]:
    """The rules that settle a decision, where the check does."""
    match decision.settles:
        case "tier" | "route":
            return outcome.reasons_for_tier()
        case "approach":
            leading = outcome.approach[:1]
            return tuple(rule for one in outcome.approach_points if one.approach in leading for rule in one.towards)
        case None:
            return ()
