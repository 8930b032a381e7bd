"""Logging decisions, each chained to the one before, and passing gates."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from wellbought.errors import WellboughtError
from wellbought.plan import Gate
from wellbought.purchase import Decision as ChainedDecision
from wellbought.purchase import DecisionKind
from wellbought.purchase.decisions import NOTHING_BEFORE
from wellbought.vocabulary import Role, Stage
from wellbought.web.accounts.models import Membership
from wellbought.web.purchases.actions.standing import note_standing
from wellbought.web.purchases.actions.words import words_within
from wellbought.web.purchases.models import Decision, Purchase
from wellbought.web.purchases.queries import role_in

#: The longest text of a decision, in characters.
LONGEST_REASON = 20_000
LONGEST_TITLE = 200


class DecisionTaken(WellboughtError):
    """Somebody else logged a decision in the same instant."""

    def __init__(self) -> None:
        super().__init__(_("Somebody else logged a decision at the same moment. Look at it, then save yours again."))


class GateNotReady(WellboughtError):
    """Not everything is settled, and nobody said that it may pass all the same."""

    def __init__(self, number: int) -> None:
        super().__init__(
            _(
                "%(number)s questions are not settled yet. Settle them, or pass the gate all the same: your name and "
                "your reasons will stand in the record."
            )
            % {"number": number}
        )


class GatePassed(WellboughtError):
    """The gate is not the next one."""

    def __init__(self) -> None:
        super().__init__(_("This gate is not the next one. Somebody may have signed it while you were here."))


class NotTheirsToSign(WellboughtError):
    """Another role signs this gate."""

    def __init__(self) -> None:
        super().__init__(_("This gate is signed by another role. Its page says by whom."))


@transaction.atomic
def log_decision(  # noqa: PLR0913 - a decision has so many parts
    *,
    member: Membership,
    purchase: Purchase,
    title: str,
    chosen: str,
    reasons: str,
    alternatives: Sequence[str] = (),
    question: str = "",
    kind: DecisionKind = DecisionKind.CHOICE,
    stage: Stage | None = None,
    now: datetime,
) -> Decision:
    """Add a decision to the chain of a purchase. It can never be changed; a later one may say otherwise.

    :raises WordsMissing, WordsTooLong, ControlCharacter: if a text cannot be kept as it is
    :raises DecisionTaken: if another was logged in the same instant
    """
    Purchase.objects.select_for_update(no_key=True).get(pk=purchase.pk)
    Purchase.objects.filter(pk=purchase.pk).update(moved_at=now)
    newest = Decision.objects.filter(purchase=purchase).order_by("-number").first()
    others = (words_within(one, LONGEST_REASON).replace("\n", " ") for one in alternatives)
    decided = ChainedDecision(
        purchase=newest.chain if newest else purchase.key,
        number=newest.number + 1 if newest else 1,
        kind=kind,
        title=words_within(title, LONGEST_TITLE, missing=_("Say in a line what was decided on.")),
        chosen=words_within(chosen, LONGEST_REASON, missing=_("Say what was decided.")),
        alternatives=tuple(one for one in others if one),
        reasons=words_within(reasons, LONGEST_REASON, missing=_("Say why.")),
        by=member.person.name,
        role=role_in(purchase, member),
        at=now,
        question=question,
        stage=stage,
        previous=newest.seal if newest else NOTHING_BEFORE,
    )
    sealed = replace(decided, seal=decided.expected_seal())
    try:
        with transaction.atomic():
            return keep_decision(purchase, member, sealed)
    except IntegrityError:
        raise DecisionTaken from None


def keep_decision(purchase: Purchase, member: Membership, sealed: ChainedDecision) -> Decision:
    """Write a sealed decision as it is, whoever sealed it."""
    return Decision.objects.create(
        purchase=purchase,
        chain=sealed.purchase,
        number=sealed.number,
        kind=sealed.kind.value,
        title=sealed.title,
        chosen=sealed.chosen,
        alternatives="\n".join(sealed.alternatives),
        reasons=sealed.reasons,
        question=sealed.question,
        stage=sealed.stage.value if sealed.stage else "",
        by=member,
        by_name=sealed.by,
        role=sealed.role.value,
        at=sealed.at,
        previous=sealed.previous,
        seal=sealed.seal,
    )


@transaction.atomic
def pass_gate(  # noqa: PLR0913 - a signature has so many parts
    *,
    member: Membership,
    purchase: Purchase,
    gate: Gate,
    upcoming: Gate | None,
    signers: frozenset[Role],
    reasons: str,
    override: bool,
    title: str,
    now: datetime,
) -> Decision:
    """Sign a gate: a decision in the chain, after which the next stage begins.

    :param upcoming: the gate that comes next as things stand; another cannot be signed
    :param override: whether it may pass although not everything is settled
    :raises GatePassed, GateNotReady, NotTheirsToSign: if it cannot be signed
    """
    if upcoming is None or upcoming.closes is not gate.closes:
        raise GatePassed
    if role_in(purchase, member) not in signers:
        raise NotTheirsToSign
    if upcoming.open and not override:
        raise GateNotReady(len(upcoming.open))
    passed_over = bool(upcoming.open)
    chosen = (
        _("Passed although these are not settled: %(questions)s")
        % {"questions": "; ".join(question.text for question in upcoming.open)}
        if passed_over
        else _("Passed. All %(number)s questions that it needs are settled.") % {"number": len(upcoming.needed)}
    )
    made = log_decision(
        member=member,
        purchase=purchase,
        title=title,
        chosen=chosen,
        reasons=reasons,
        kind=DecisionKind.OVERRIDE if passed_over else DecisionKind.GATE,
        stage=gate.closes,
        now=now,
    )
    Purchase.objects.filter(pk=purchase.pk).update(stage=upcoming.begins.value)
    purchase.stage = upcoming.begins.value
    note_standing(purchase, now=now)
    return made
