"""Vendors' texts kept with a purchase, and the claims in them. Their history is added to and never changed."""

from typing import ClassVar

from django.db import models

from wellbought.purchase.claims import ClaimState
from wellbought.vocabulary import ClaimKind
from wellbought.web.accounts.models import new_key

#: The longest note on a claim, in characters.
LONGEST_NOTE = 10_000


STATES = [(state.value, state.value) for state in ClaimState]


class VendorText(models.Model):
    """What a vendor wrote, as text; the file that it came in is not kept.

    ``source`` is the name of that file, or empty for a text that was pasted; ``digest`` tells one text from another.
    """

    purchase = models.ForeignKey("purchases.Purchase", on_delete=models.CASCADE, related_name="vendor_texts")
    key = models.CharField(max_length=12, unique=True, default=new_key, editable=False)
    vendor = models.CharField(max_length=120)
    source = models.CharField(max_length=200, blank=True)
    text = models.TextField()
    digest = models.CharField(max_length=64)
    by = models.ForeignKey("accounts.Membership", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint("purchase", "vendor", "digest", name="vendor_text_kept_once"),
            models.CheckConstraint(condition=~models.Q(text=""), name="vendor_text_says_something"),
        ]

    def __str__(self) -> str:
        return f"{self.source or 'text'} of {self.vendor}"


class Claim(models.Model):
    """A claim that was found in a vendor's text, and how far the team has come with it.

    ``start`` and ``end`` are its place in the text. ``kinds`` and ``missing`` are ids of the pack with spaces between:
    what is wrong with it, and what it leaves out. ``state`` is that of the newest version, ``number`` how many there
    are.
    """

    text = models.ForeignKey(VendorText, on_delete=models.CASCADE, related_name="claims")
    key = models.CharField(max_length=12, unique=True, default=new_key, editable=False)
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    sentence = models.TextField()
    kinds = models.CharField(max_length=sum(len(kind) + 1 for kind in ClaimKind))
    missing = models.CharField(max_length=400, blank=True)
    language = models.CharField(max_length=8)
    state = models.CharField(max_length=20, choices=STATES, default=ClaimState.TO_ASK.value)
    number = models.PositiveIntegerField(default=0)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint("text", "start", name="one_claim_per_place"),
            models.CheckConstraint(condition=models.Q(end__gt=models.F("start")), name="claim_has_words"),
            models.CheckConstraint(
                condition=models.Q(state__in=[state.value for state in ClaimState]), name="claim_has_a_known_state"
            ),
        ]

    def __str__(self) -> str:
        return self.sentence[:80]


class ClaimVersion(models.Model):
    """What somebody noted of a claim. The newest counts; the others are its history."""

    claim = models.ForeignKey(Claim, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    state = models.CharField(max_length=20, choices=STATES)
    note = models.TextField(blank=True)
    by = models.ForeignKey("accounts.Membership", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            # Two people who save at once would take the same number: the second meets a conflict and loses nothing.
            models.UniqueConstraint("claim", "number", name="one_claim_version_per_number"),
            models.CheckConstraint(
                condition=models.Q(state__in=[state.value for state in ClaimState]),
                name="claim_version_has_a_known_state",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.state} ({self.number})"
