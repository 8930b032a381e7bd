"""Organisations, the people in them, and the role that each holds."""

import secrets
from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models.functions import Lower

from wellbought.vocabulary import TEAM_ROLES, Role

#: No letters that look alike, so that a key can be read out.
KEY_LETTERS = "23456789abcdefghjkmnpqrstuvwxyz"


def new_key() -> str:
    """An id for URLs that cannot be guessed (12 letters, 59 bits)."""
    return "".join(secrets.choice(KEY_LETTERS) for _ in range(12))


class Organisation(models.Model):
    """A public body. Organisations on one installation never see each other."""

    key = models.CharField(max_length=12, unique=True, default=new_key, editable=False)
    name = models.CharField(max_length=200)
    #: The overlays that its purchases begin with.
    jurisdiction = models.JSONField(default=list, blank=True)

    def __str__(self) -> str:
        return self.name


class People(BaseUserManager["Person"]):
    """Ways to find and make people."""

    def get_by_natural_key(self, username: str | None) -> "Person":
        """The person with an e-mail address, however its letters are written."""
        return self.get(email__iexact=username)


class Person(AbstractBaseUser):
    """A human with an account."""

    email = models.EmailField(unique=True)
    name = models.CharField(max_length=120)
    is_active = models.BooleanField(default=True)

    objects: ClassVar[People] = People()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(Lower("email"), name="one_account_per_email")]

    def __str__(self) -> str:
        return self.name


class Membership(models.Model):
    """A person in an organisation, in one role. Code calls it a member."""

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="memberships")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="memberships")
    role = models.CharField(max_length=20, choices=[(role.value, role.value) for role in TEAM_ROLES])
    is_active = models.BooleanField(default=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint("organisation", "person", name="one_membership_per_organisation"),
            models.CheckConstraint(
                condition=models.Q(role__in=[role.value for role in TEAM_ROLES]), name="membership_has_a_team_role"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person} ({self.role})"

    @property
    def as_role(self) -> Role:
        """The role as an id of the vocabulary."""
        return Role(self.role)
