"""An organisation's own items, in versions, and what of them it has published. Nothing is ever overwritten."""

from typing import ClassVar

from django.db import models


class OwnPack(models.Model):
    """What an organisation keeps; the row that whoever changes something holds until it is saved.

    ``number`` counts its publications; ``changes`` counts what was saved since the beginning.
    """

    organisation = models.OneToOneField("accounts.Organisation", on_delete=models.CASCADE, related_name="+")
    number = models.PositiveIntegerField(default=0)
    changes = models.PositiveIntegerField(default=0)

    def __str__(self) -> str:
        return f"own pack of {self.organisation}"


class ItemVersion(models.Model):
    """One item as somebody left it. ``fields`` has the shape of a file of a pack."""

    pack = models.ForeignKey(OwnPack, on_delete=models.CASCADE, related_name="versions")
    kind = models.CharField(max_length=30)
    item = models.CharField(max_length=80)
    number = models.PositiveIntegerField()
    fields = models.JSONField(default=dict)
    removed = models.BooleanField(default=False)
    newest = models.BooleanField(default=True)
    by = models.ForeignKey("accounts.Membership", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            # Two people who save at once would take the same number: the second meets a conflict and loses nothing.
            models.UniqueConstraint("pack", "kind", "item", "number", name="one_own_item_per_number"),
            models.UniqueConstraint(
                "pack", "kind", "item", condition=models.Q(newest=True), name="one_newest_version_of_an_own_item"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind}/{self.item} {self.number}"


class Publication(models.Model):
    """What the organisation put into force, whole: the versions of all its items on that day."""

    pack = models.ForeignKey(OwnPack, on_delete=models.CASCADE, related_name="publications")
    number = models.PositiveIntegerField()
    versions = models.ManyToManyField(ItemVersion, related_name="publications")
    by = models.ForeignKey("accounts.Membership", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint("pack", "number", name="one_publication_per_number")]

    def __str__(self) -> str:
        return f"publication {self.number} of {self.pack}"


class PolicyFile(models.Model):
    """A file that a policy names. Policies are few and their files small, so they lie beside them."""

    pack = models.ForeignKey(OwnPack, on_delete=models.CASCADE, related_name="files")
    name = models.CharField(max_length=120)
    media_type = models.CharField(max_length=100)
    content = models.BinaryField()
    by = models.ForeignKey("accounts.Membership", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint("pack", "name", name="one_policy_file_per_name")]

    def __str__(self) -> str:
        return self.name
