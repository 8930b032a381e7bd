"""A purchase, its team, and the history of its facts and answers. History is added to and never changed."""

from typing import ClassVar, Self

from django.db import models

from wellbought.purchase import AnswerState
from wellbought.vocabulary import TEAM_ROLES, Role
from wellbought.web.accounts.models import Membership, new_key

#: The longest answer, in characters: some fifteen pages. What is longer is a file.
LONGEST_ANSWER = 50_000
ROLES = [(role.value, role.value) for role in TEAM_ROLES]
STATES = [(state.value, state.value) for state in AnswerState]


class Purchases(models.QuerySet["Purchase"]):
    """Ways to find purchases."""

    def visible_to(self, member: Membership) -> Self:
        """The purchases of the member's organisation in whose team they are; leadership sees them all."""
        ours = self.filter(organisation_id=member.organisation_id)
        return ours if member.as_role is Role.LEADERSHIP else ours.filter(team__member=member)


class Purchase(models.Model):
    """One need, followed to its end.

    ``facts`` is a profile in JSON, as ``wellbought.profile`` defines it; ``facts_number`` counts its versions.
    """

    key = models.CharField(max_length=12, unique=True, default=new_key, editable=False)
    organisation = models.ForeignKey("accounts.Organisation", on_delete=models.PROTECT, related_name="purchases")
    title = models.CharField(max_length=200)
    summary = models.TextField(max_length=2000, blank=True)
    facts = models.JSONField(default=dict)
    facts_number = models.PositiveIntegerField(default=1)
    created_by = models.ForeignKey("accounts.Membership", on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField()

    objects = Purchases.as_manager()

    def __str__(self) -> str:
        return self.title


class TeamMember(models.Model):
    """A member who takes part in a purchase."""

    purchase = models.ForeignKey(Purchase, on_delete=models.CASCADE, related_name="team")
    member = models.ForeignKey("accounts.Membership", on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint("purchase", "member", name="once_in_a_team")]

    def __str__(self) -> str:
        return f"{self.member} in {self.purchase}"


class FactsVersion(models.Model):
    """The facts of a purchase as somebody left them."""

    purchase = models.ForeignKey(Purchase, on_delete=models.CASCADE, related_name="facts_versions")
    number = models.PositiveIntegerField()
    facts = models.JSONField()
    changed = models.CharField(max_length=40, blank=True)
    tier = models.CharField(max_length=20, blank=True)
    by = models.ForeignKey("accounts.Membership", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint("purchase", "number", name="one_facts_version_per_number"),
        ]

    def __str__(self) -> str:
        return f"facts {self.number} of {self.purchase}"


class AnswerVersion(models.Model):
    """One saved answer to a question. The newest counts; the others are its history."""

    purchase = models.ForeignKey(Purchase, on_delete=models.CASCADE, related_name="answer_versions")
    question = models.CharField(max_length=80)
    number = models.PositiveIntegerField()
    text = models.TextField(blank=True)
    state = models.CharField(max_length=20, choices=STATES)
    by = models.ForeignKey("accounts.Membership", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            # Two people who save at once would take the same number: the second meets a conflict and loses nothing.
            models.UniqueConstraint("purchase", "question", "number", name="one_answer_per_number"),
            models.CheckConstraint(
                condition=models.Q(state__in=[state.value for state in AnswerState]), name="answer_has_a_known_state"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.question} {self.number} of {self.purchase}"


class Answer(models.Model):
    """Which version of an answer is the newest."""

    purchase = models.ForeignKey(Purchase, on_delete=models.CASCADE, related_name="answers")
    question = models.CharField(max_length=80)
    newest = models.OneToOneField(AnswerVersion, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint("purchase", "question", name="one_answer_per_question")]

    def __str__(self) -> str:
        return f"{self.question} of {self.purchase}"
