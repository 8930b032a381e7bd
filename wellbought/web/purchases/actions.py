"""Everything that changes a purchase."""

import unicodedata
from collections.abc import Sequence
from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from wellbought.errors import WellboughtError
from wellbought.pack.read import Pack
from wellbought.plan import PlanChange, compare, make_plan
from wellbought.profile import Fact, Profile, impossible_mixes
from wellbought.purchase import AnswerState
from wellbought.triage import check
from wellbought.triage.interview import counting
from wellbought.web.accounts.models import Membership
from wellbought.web.purchases.models import (
    LONGEST_ANSWER,
    Answer,
    AnswerVersion,
    FactsVersion,
    Purchase,
    TeamMember,
)
from wellbought.web.purchases.snapshot import profile_of


class AnswerChanged(WellboughtError):
    """Somebody else saved this answer in the meantime. Both texts are kept for a person to bring together."""

    def __init__(self, theirs: AnswerVersion) -> None:
        super().__init__(_("Somebody else saved this answer while you were writing."))
        self.theirs = theirs


class FactsChanged(WellboughtError):
    """Somebody else changed the facts in the meantime."""

    def __init__(self) -> None:
        super().__init__(
            _("Somebody else changed the facts of this purchase while you were here. Look again, then save.")
        )


class AnswerTooLong(WellboughtError):
    """The text is longer than an answer may be."""

    def __init__(self, length: int) -> None:
        super().__init__(
            _(
                "Your answer has %(length)s characters; it may have %(most)s. Shorten it, or keep the long version as "
                "a file and say here where it is."
            )
            % {"length": f"{length:,}", "most": f"{LONGEST_ANSWER:,}"}
        )


class ControlCharacter(WellboughtError):
    """The text holds a character that is not text."""

    def __init__(self, text: str, place: int) -> None:
        line = text.count("\n", 0, place) + 1
        super().__init__(
            _(
                "Your text holds a control character (%(code)s) on line %(line)s, which cannot be shown or printed. "
                "Delete it and save again."
            )
            % {"code": f"U+{ord(text[place]):04X}", "line": line}
        )


@transaction.atomic
def start_purchase(
    *,
    member: Membership,
    title: str,
    summary: str,
    profile: Profile,
    pack: Pack,
    now: datetime,
) -> Purchase:
    """Start a purchase; who starts it is in its team."""
    purchase = Purchase.objects.create(
        organisation=member.organisation,
        title=clean_words(title),
        summary=clean_words(summary),
        facts=profile.as_json(),
        created_by=member,
        created_at=now,
    )
    outcome = check(counting(pack, profile), pack, on=now.date())
    FactsVersion.objects.create(
        purchase=purchase, number=1, facts=profile.as_json(), tier=outcome.tier or "", by=member, at=now
    )
    TeamMember.objects.create(purchase=purchase, member=member)
    return purchase


@transaction.atomic
def save_answer(
    *,
    member: Membership,
    purchase: Purchase,
    question: str,
    text: str,
    state: AnswerState,
    seen: int,
    now: datetime,
) -> AnswerVersion:
    """Add a version of an answer.

    :param seen: the number of the version that the person had before them; 0 if there was none
    :raises AnswerChanged: if there is a newer one by now
    :raises AnswerTooLong, ControlCharacter: if the text cannot be kept as it is
    """
    words = clean_words(text)
    if len(words) > LONGEST_ANSWER:
        raise AnswerTooLong(len(words))
    newest = _newest(purchase, question)
    if newest is not None and newest.number != seen:
        raise AnswerChanged(newest)
    version = AnswerVersion(
        purchase=purchase, question=question, number=seen + 1, text=words, state=state, by=member, at=now
    )
    try:
        with transaction.atomic():
            version.save(force_insert=True)
    except IntegrityError:
        # Both read before either wrote: the number is taken, so there is a newer one now.
        theirs = _newest(purchase, question)
        assert theirs is not None
        raise AnswerChanged(theirs) from None
    Answer.objects.update_or_create(purchase=purchase, question=question, defaults={"newest": version})
    return version


@transaction.atomic
def change_facts(
    *,
    member: Membership,
    purchase: Purchase,
    facts: dict[str, Fact],
    seen: int,
    pack: Pack,
    now: datetime,
) -> PlanChange:
    """Change some facts, and say what that did to the tier and the plan. Answers are kept, whatever happens.

    :param seen: the number of the facts that the person had before them
    :raises FactsChanged: if they are newer by now
    :raises WellboughtError: if the facts cannot all hold
    """
    current = Purchase.objects.select_for_update().get(pk=purchase.pk)
    before = profile_of(current)
    after = before.with_facts(facts)
    faults = impossible_mixes(counting(pack, after))
    if faults:
        raise faults[0]
    on = now.date()
    old, new = (check(counting(pack, profile), pack, on=on) for profile in (before, after))
    change = compare((old, make_plan(old, pack)), (new, make_plan(new, pack)))
    if after == before:
        return change
    if current.facts_number != seen:
        raise FactsChanged
    number = seen + 1
    Purchase.objects.filter(pk=purchase.pk).update(facts=after.as_json(), facts_number=number)
    FactsVersion.objects.create(
        purchase=purchase,
        number=number,
        facts=after.as_json(),
        changed=", ".join(facts)[:40],
        tier=new.tier or "",
        by=member,
        at=now,
    )
    purchase.facts, purchase.facts_number = after.as_json(), number
    return change


@transaction.atomic
def settle(  # noqa: PLR0913 - it passes on what its two parts need
    *,
    member: Membership,
    purchase: Purchase,
    question: str,
    text: str,
    state: AnswerState,
    seen: int,
    facts: dict[str, Fact],
    seen_facts: int,
    pack: Pack,
    now: datetime,
) -> PlanChange | None:
    """Save an answer and the fact that it settles, both or neither.

    :raises WellboughtError: as :func:`save_answer` and :func:`change_facts` do
    """
    save_answer(member=member, purchase=purchase, question=question, text=text, state=state, seen=seen, now=now)
    if not facts:
        return None
    return change_facts(member=member, purchase=purchase, facts=facts, seen=seen_facts, pack=pack, now=now)


@transaction.atomic
def choose_team(*, purchase: Purchase, members: Sequence[Membership]) -> None:
    """Set who is in the team.

    :raises WellboughtError: if nobody would be left, or somebody belongs to another organisation
    """
    if not members:
        raise WellboughtError(_("A purchase needs at least one person in its team. Choose someone."))
    if any(member.organisation_id != purchase.organisation_id for member in members):
        raise WellboughtError(_("The team of a purchase is chosen from the organisation's own members."))
    chosen = {member.pk for member in members}
    purchase.team.exclude(member_id__in=chosen).delete()
    present = set(purchase.team.values_list("member_id", flat=True))
    TeamMember.objects.bulk_create(
        [TeamMember(purchase=purchase, member=member) for member in members if member.pk not in present]
    )


def clean_words(text: str) -> str:
    """Text with plain line ends and letters in their composed form.

    :raises ControlCharacter: if it holds what is not text; nothing is removed without a word
    """
    words = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
    for place, letter in enumerate(words):
        if unicodedata.category(letter) in ("Cc", "Cs") and letter not in "\n\t":
            raise ControlCharacter(words, place)
    return words.strip()


def _newest(purchase: Purchase, question: str) -> AnswerVersion | None:
    return (
        AnswerVersion.objects.filter(purchase=purchase, question=question)
        .select_related("by__person")
        .order_by("-number")
        .first()
    )
