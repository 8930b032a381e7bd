"""Organisations, the people in them, and the role that each holds."""

import secrets
from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models.functions import Lower

from wellbought.vocabulary import TEAM_ROLES, Role

ROLES = [(role.value, role.value) for role in TEAM_ROLES]

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
    #: Whether its members must have a second factor before they work.
    second_factor_required = models.BooleanField(default=False)
    #: For how many days the trail of access and change is kept.
    trail_days = models.PositiveIntegerField(default=730)

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
    #: The language of mails to them, and of pages after they sign in; empty until they choose.
    language = models.CharField(max_length=12, blank=True)
    #: When they asked to be forgotten; then nothing of this row names them.
    forgotten_at = models.DateTimeField(null=True)

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
    role = models.CharField(max_length=20, choices=ROLES)
    is_active = models.BooleanField(default=True)
    #: Whether they look after the organisation itself: its people, its settings, its directory.
    is_administrator = models.BooleanField(default=False)

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


class Team(models.Model):
    """Members who work together, such as a department's buyers. It grants nothing; it saves choosing people singly."""

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="teams")
    key = models.CharField(max_length=12, unique=True, default=new_key, editable=False)
    name = models.CharField(max_length=120)
    members = models.ManyToManyField(Membership, related_name="teams", blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint("organisation", Lower("name"), name="one_team_per_name"),
        ]

    def __str__(self) -> str:
        return self.name


class Invitation(models.Model):
    """A letter that lets one e-mail address into an organisation. Only a digest of its secret is kept.

    Without an organisation it founds one (``founds`` is its name) when it is accepted.
    """

    key = models.CharField(max_length=12, unique=True, default=new_key, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="invitations", null=True)
    founds = models.CharField(max_length=200, blank=True)
    jurisdiction = models.JSONField(default=list, blank=True)
    email = models.EmailField()
    name = models.CharField(max_length=120, blank=True)
    role = models.CharField(max_length=20, choices=ROLES)
    is_administrator = models.BooleanField(default=False)
    invited_by = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+", null=True)
    language = models.CharField(max_length=12, default="en")
    digest = models.CharField(max_length=64, unique=True)
    sent_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                "organisation",
                Lower("email"),
                condition=models.Q(accepted_at=None, revoked_at=None),
                name="one_open_invitation_per_email",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.email} to {self.organisation or self.founds}"


class DirectoryKind(models.TextChoices):
    """How an organisation's directory vouches for its people."""

    OPENID_CONNECT = "openid-connect"
    SAML = "saml"


class Directory(models.Model):
    """An organisation's own directory, through which its people sign in.

    It vouches for addresses of ``domain`` alone, and lets in to this organisation alone: a person who belongs to
    another as well works there only after signing in in another way. ``admits`` is the role of people whom nobody has
    invited; empty means that they are turned away.
    """

    key = models.CharField(max_length=12, unique=True, default=new_key, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="directories")
    kind = models.CharField(max_length=20, choices=DirectoryKind.choices)
    domain = models.CharField(max_length=200)
    admits = models.CharField(max_length=20, choices=ROLES, blank=True)
    #: What the library knows of it: allauth's own row of addresses, ids and secrets.
    app = models.OneToOneField("socialaccount.SocialApp", on_delete=models.CASCADE, related_name="+")

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(Lower("domain"), name="one_directory_per_domain")]

    def __str__(self) -> str:
        return f"{self.domain} ({self.kind})"
