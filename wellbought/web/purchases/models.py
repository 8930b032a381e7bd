"""A purchase, its team, the work on it and its history. History is added to and never changed."""

from typing import ClassVar, Self

from django.core.files.storage import Storage, storages
from django.db import models

from wellbought.purchase import AnswerState, DecisionKind
from wellbought.vocabulary import PURCHASE_STAGES, TEAM_ROLES, Arrival, Role, Route, Stage, Tier
from wellbought.web.accounts.models import Membership, new_key

#: The longest answer, in characters: some fifteen pages. What is longer is a file.
LONGEST_ANSWER = 50_000
ROLES = [(role.value, role.value) for role in TEAM_ROLES]
STATES = [(state.value, state.value) for state in AnswerState]
STAGES = [(stage.value, stage.value) for stage in PURCHASE_STAGES]
TIERS = [(tier.value, tier.value) for tier in Tier]
ROUTES = [(route.value, route.value) for route in Route]
ARRIVALS = [(arrival.value, arrival.value) for arrival in Arrival]
DECISION_KINDS = [(kind.value, kind.value) for kind in DecisionKind]


class Purchases(models.QuerySet["Purchase"]):
    """Ways to find purchases."""

    def visible_to(self, member: Membership) -> Self:
        """The purchases of the member's organisation in whose team they are; leadership sees them all."""
        ours = self.filter(organisation_id=member.organisation_id)
        return ours if member.as_role is Role.LEADERSHIP else ours.filter(team__member=member)


class Purchase(models.Model):
    """One need, followed to its end.

    ``facts`` is a profile in JSON, as ``wellbought.profile`` defines it; ``facts_number`` counts its versions.
    ``arrival`` says how the AI came into the house, ``stage`` where the purchase stands by the gates that it passed.
    ``used_since`` is empty while it is not in use.
    """

    key = models.CharField(max_length=12, unique=True, default=new_key, editable=False)
    organisation = models.ForeignKey("accounts.Organisation", on_delete=models.PROTECT, related_name="purchases")
    title = models.CharField(max_length=200)
    summary = models.TextField(max_length=2000, blank=True)
    facts = models.JSONField(default=dict)
    facts_number = models.PositiveIntegerField(default=1)
    arrival = models.CharField(max_length=20, choices=ARRIVALS, default=Arrival.PLANNED.value)
    stage = models.CharField(max_length=20, choices=STAGES, default=Stage.NEED.value)
    owner = models.ForeignKey(
        "accounts.Membership", on_delete=models.PROTECT, related_name="+", null=True, blank=True, default=None
    )
    vendor = models.CharField(max_length=120, blank=True)
    used_since = models.DateField(null=True, blank=True)
    renews_on = models.DateField(null=True, blank=True)
    #: How often the words about it were changed: title, summary, vendor, owner, days.
    words_number = models.PositiveIntegerField(default=1)
    created_by = models.ForeignKey("accounts.Membership", on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField()
    # Where it stands (``wellbought.purchase.standing``), brought up to date by ``actions.note_standing``, so that lists
    # ask no rules. ``gate`` is the stage that the next gate closes, ``gate_signers`` the roles that may sign it,
    # ``gate_questions`` the questions that are still open before it.
    tier = models.CharField(max_length=20, choices=TIERS, blank=True)
    route = models.CharField(max_length=20, choices=ROUTES, blank=True)
    value_amount = models.DecimalField(max_digits=18, decimal_places=2, null=True, blank=True)
    value_currency = models.CharField(max_length=3, blank=True)
    gate = models.CharField(max_length=20, choices=STAGES, blank=True)
    gate_open = models.PositiveIntegerField(default=0)
    gate_signers = models.CharField(max_length=100, blank=True)
    gate_questions = models.TextField(blank=True, default="")
    due_on = models.DateField(null=True, blank=True)
    settled = models.PositiveIntegerField(default=0)
    asked = models.PositiveIntegerField(default=0)
    moved_at = models.DateTimeField(null=True, blank=True)
    #: The digest of the guidance with which that was found out; empty if it was not yet.
    standing_digest = models.CharField(max_length=64, blank=True)

    objects = Purchases.as_manager()

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["organisation", "-created_at", "-id"], name="purchases_by_age"),
            models.Index(fields=["organisation", "renews_on"], name="purchases_by_renewal"),
            models.Index(fields=["organisation", "standing_digest"], name="purchases_by_standing"),
        ]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(stage__in=[one for one, _ in STAGES]), name="purchase_at_a_stage"
            ),
            models.CheckConstraint(
                condition=models.Q(arrival__in=[one for one, _ in ARRIVALS]), name="purchase_arrived_somehow"
            ),
        ]

    def __str__(self) -> str:
        return self.title


class TeamMember(models.Model):
    """A member who takes part in a purchase; ``role`` is theirs in it, or empty if it is the one they always hold."""

    purchase = models.ForeignKey(Purchase, on_delete=models.CASCADE, related_name="team")
    member = models.ForeignKey("accounts.Membership", on_delete=models.PROTECT, related_name="+")
    role = models.CharField(max_length=20, choices=ROLES, blank=True)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint("purchase", "member", name="once_in_a_team")]

    def __str__(self) -> str:
        return f"{self.member} in {self.purchase}"

    @property
    def as_role(self) -> Role:
        """The role in this purchase."""
        return Role(self.role) if self.role else self.member.as_role


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


class PlanVersion(models.Model):
    """A plan that the team worked by, and the guidance that it was made with. The newest counts.

    ``questions``, ``needed`` (those that gates wait for), ``rules``, ``added`` and ``gone`` are ids, spaces between.
    ``signers`` says who signs each gate, as ``contract:leadership``, spaces between.
    """

    purchase = models.ForeignKey(Purchase, on_delete=models.CASCADE, related_name="plan_versions")
    number = models.PositiveIntegerField()
    why = models.CharField(max_length=10, choices=[(one, one) for one in ("start", "facts", "guidance")])
    pack_version = models.CharField(max_length=40)
    pack_digest = models.CharField(max_length=64)
    tier = models.CharField(max_length=20, choices=TIERS, blank=True)
    route = models.CharField(max_length=20, choices=ROUTES, blank=True)
    questions = models.TextField(blank=True)
    needed = models.TextField(blank=True)
    rules = models.TextField(blank=True)
    signers = models.TextField(blank=True)
    added = models.TextField(blank=True)
    gone = models.TextField(blank=True)
    by = models.ForeignKey("accounts.Membership", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint("purchase", "number", name="one_plan_version_per_number")]

    def __str__(self) -> str:
        return f"plan {self.number} of {self.purchase}"


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


class Assignment(models.Model):
    """Who sees to a question, and until when. ``number`` counts how often that was changed."""

    purchase = models.ForeignKey(Purchase, on_delete=models.CASCADE, related_name="assignments")
    question = models.CharField(max_length=80)
    owner = models.ForeignKey("accounts.Membership", on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    due_on = models.DateField(null=True, blank=True)
    number = models.PositiveIntegerField(default=1)
    by = models.ForeignKey("accounts.Membership", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint("purchase", "question", name="one_assignment_per_question")]
        indexes: ClassVar = [models.Index(fields=["owner", "due_on"])]

    def __str__(self) -> str:
        return f"{self.question} of {self.purchase} to {self.owner}"


class Consultation(models.Model):
    """A member whom the owner of a question asks."""

    assignment = models.ForeignKey(Assignment, on_delete=models.CASCADE, related_name="consultations")
    member = models.ForeignKey("accounts.Membership", on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint("assignment", "member", name="consulted_once")]

    def __str__(self) -> str:
        return f"{self.member} on {self.assignment}"


class Comment(models.Model):
    """What somebody said on a question."""

    purchase = models.ForeignKey(Purchase, on_delete=models.CASCADE, related_name="comments")
    question = models.CharField(max_length=80)
    key = models.CharField(max_length=12, unique=True, default=new_key, editable=False)
    text = models.TextField()
    by = models.ForeignKey("accounts.Membership", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        indexes: ClassVar = [models.Index(fields=["purchase", "question"])]

    def __str__(self) -> str:
        return self.text[:80]


class Mention(models.Model):
    """A member who was mentioned in a comment; ``seen_at`` is empty until they say that they saw it."""

    comment = models.ForeignKey(Comment, on_delete=models.CASCADE, related_name="mentions")
    member = models.ForeignKey("accounts.Membership", on_delete=models.PROTECT, related_name="+")
    seen_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint("comment", "member", name="mentioned_once")]

    def __str__(self) -> str:
        return f"{self.member} in {self.comment}"


def evidence_storage() -> Storage:
    """Where the files of evidence lie."""
    return storages["evidence"]


class Evidence(models.Model):
    """A file or a link that shows an answer. It is withdrawn, never deleted: the record says that it was there."""

    purchase = models.ForeignKey(Purchase, on_delete=models.CASCADE, related_name="evidence")
    question = models.CharField(max_length=80, blank=True)
    key = models.CharField(max_length=12, unique=True, default=new_key, editable=False)
    title = models.CharField(max_length=200)
    file = models.FileField(storage=evidence_storage, max_length=200, blank=True)
    name = models.CharField(max_length=120, blank=True)
    media_type = models.CharField(max_length=120, blank=True)
    size = models.PositiveBigIntegerField(default=0)
    digest = models.CharField(max_length=64, blank=True)
    url = models.URLField(max_length=1000, blank=True)
    by = models.ForeignKey("accounts.Membership", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    withdrawn_by = models.ForeignKey(
        "accounts.Membership", on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=~models.Q(file="") | ~models.Q(url=""), name="evidence_is_there")
        ]
        indexes: ClassVar = [models.Index(fields=["purchase", "question"])]

    def __str__(self) -> str:
        return self.title


class Decision(models.Model):
    """A decision, chained to the one before (``wellbought.purchase.decisions`` says how).

    The database itself refuses to change or delete a row; ``chain`` and ``by_name`` are as they were sealed.
    ``alternatives`` holds one a line.
    """

    purchase = models.ForeignKey(Purchase, on_delete=models.PROTECT, related_name="decisions")
    key = models.CharField(max_length=12, unique=True, default=new_key, editable=False)
    chain = models.CharField(max_length=12)
    number = models.PositiveIntegerField()
    kind = models.CharField(max_length=10, choices=DECISION_KINDS)
    title = models.CharField(max_length=200)
    chosen = models.TextField()
    alternatives = models.TextField(blank=True)
    reasons = models.TextField()
    question = models.CharField(max_length=80, blank=True)
    stage = models.CharField(max_length=20, choices=STAGES, blank=True)
    by = models.ForeignKey("accounts.Membership", on_delete=models.PROTECT, related_name="+")
    by_name = models.CharField(max_length=120)
    role = models.CharField(max_length=20, choices=ROLES)
    at = models.DateTimeField()
    previous = models.CharField(max_length=64)
    seal = models.CharField(max_length=64)

    class Meta:
        constraints: ClassVar = [
            # Two who decide at once would take the same number: the second is told, and chains to the first.
            models.UniqueConstraint("purchase", "number", name="one_decision_per_number"),
            # A purchase that was read in from an archive may stand beside the one that it was made of.
            models.UniqueConstraint("purchase", "seal", name="one_decision_per_seal"),
        ]

    def __str__(self) -> str:
        return f"{self.number}. {self.title}"
