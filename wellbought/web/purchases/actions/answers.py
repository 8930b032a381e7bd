"""Saving answers. Nothing is overwritten."""

from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from wellbought.errors import WellboughtError
from wellbought.pack.read import Pack
from wellbought.plan import PlanChange
from wellbought.profile import Fact
from wellbought.purchase import SETTLED, AnswerState
from wellbought.web.accounts.models import Membership
from wellbought.web.purchases.actions.purchase import change_facts
from wellbought.web.purchases.actions.standing import note_standing
from wellbought.web.purchases.actions.words import WordsMissing, clean_words
from wellbought.web.purchases.models import LONGEST_ANSWER, Answer, AnswerVersion, Purchase


class AnswerChanged(WellboughtError):
    """Somebody else saved this answer in the meantime. Both texts are kept for a person to bring together."""

    def __init__(self, theirs: AnswerVersion) -> None:
        super().__init__(_("Somebody else saved this answer while you were writing."))
        self.theirs = theirs


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
    :raises WordsMissing: if it is agreed or does not apply, and no word says what or why
    """
    words = clean_words(text)
    if len(words) > LONGEST_ANSWER:
        raise AnswerTooLong(len(words))
    if not words and state in SETTLED:
        raise WordsMissing(
            _("Say in a sentence why it does not apply.")
            if state is AnswerState.NOT_APPLICABLE
            else _("Write the answer that the team has agreed.")
        )
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
    note_standing(purchase, now=now)
    return version


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


def _newest(purchase: Purchase, question: str) -> AnswerVersion | None:
    return (
        AnswerVersion.objects.filter(purchase=purchase, question=question)
        .select_related("by__person")
        .order_by("-number")
        .first()
    )
