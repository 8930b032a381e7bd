"""What a team keeps of its market research. Findings are taken back and never changed: a brief can be redone."""

from enum import StrEnum
from typing import ClassVar

from django.db import models

from wellbought.web.accounts.models import new_key

#: The longest note on a finding, in characters.
LONGEST_NOTE = 2_000


class FindingKind(StrEnum):
    """What a finding is."""

    CONTRACT = "contract"
    FIGURE = "figure"


KINDS = [(kind.value, kind.value) for kind in FindingKind]
METHODS = [(method, method) for method in ("open", "selective", "limited", "direct")]


class Finding(models.Model):
    """A contract or a figure of the open data, as it stood when it was pinned.

    ``subject`` is the contracting process or the measure. ``dataset`` names the state of the data, ``asked`` and
    ``filters`` what was searched for, ``mark`` is a digest of the three. ``content`` is a
    ``wellbought.purchase.research.PinnedContract`` or ``PinnedFigure`` as JSON.
    """

    purchase = models.ForeignKey("purchases.Purchase", on_delete=models.CASCADE, related_name="market_findings")
    key = models.CharField(max_length=12, unique=True, default=new_key, editable=False)
    kind = models.CharField(max_length=10, choices=KINDS)
    subject = models.CharField(max_length=300)
    dataset = models.CharField(max_length=64)
    asked = models.TextField(blank=True)
    filters = models.JSONField(default=dict)
    mark = models.CharField(max_length=64)
    content = models.JSONField()
    note = models.TextField(blank=True)
    by = models.ForeignKey("accounts.Membership", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    withdrawn_by = models.ForeignKey(
        "accounts.Membership", on_delete=models.PROTECT, related_name="+", null=True, blank=True, default=None
    )
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                "purchase",
                "kind",
                "subject",
                "mark",
                condition=models.Q(withdrawn_at=None),
                name="finding_pinned_once",
            ),
            models.CheckConstraint(
                condition=models.Q(kind__in=[kind.value for kind in FindingKind]), name="finding_has_a_known_kind"
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["purchase", "kind"], name="findings_of_a_purchase")]

    def __str__(self) -> str:
        return f"{self.kind} {self.subject}"


class Vendor(models.Model):
    """A vendor to tell of the tender. ``found_in`` is the contracting process in which it was found, or empty."""

    purchase = models.ForeignKey("purchases.Purchase", on_delete=models.CASCADE, related_name="vendors_to_invite")
    key = models.CharField(max_length=12, unique=True, default=new_key, editable=False)
    name = models.CharField(max_length=200)
    folded = models.CharField(max_length=200)
    found_in = models.CharField(max_length=300, blank=True)
    reason = models.CharField(max_length=500, blank=True)
    by = models.ForeignKey("accounts.Membership", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    withdrawn_by = models.ForeignKey(
        "accounts.Membership", on_delete=models.PROTECT, related_name="+", null=True, blank=True, default=None
    )
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                "purchase", "folded", condition=models.Q(withdrawn_at=None), name="vendor_listed_once"
            ),
            models.CheckConstraint(condition=~models.Q(name=""), name="vendor_has_a_name"),
        ]

    def __str__(self) -> str:
        return self.name


class OwnFacts(models.Model):
    """What the team knows of its own procedure, for red flags. The newest counts; the others are its history."""

    purchase = models.ForeignKey("purchases.Purchase", on_delete=models.CASCADE, related_name="market_facts")
    number = models.PositiveIntegerField()
    notice_on = models.DateField(null=True, blank=True)
    deadline_on = models.DateField(null=True, blank=True)
    award_on = models.DateField(null=True, blank=True)
    tenderers = models.PositiveIntegerField(null=True, blank=True)
    method = models.CharField(max_length=10, choices=METHODS, blank=True)
    supplier_share = models.DecimalField(max_digits=5, decimal_places=4, null=True, blank=True)
    by = models.ForeignKey("accounts.Membership", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint("purchase", "number", name="one_version_of_own_facts_per_number"),
            models.CheckConstraint(
                condition=models.Q(supplier_share=None) | models.Q(supplier_share__range=(0, 1)),
                name="supplier_share_is_a_part",
            ),
        ]

    def __str__(self) -> str:
        return f"facts {self.number}"
