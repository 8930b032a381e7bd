"""An organisation's own directory: setting it up, and letting in whom it vouches for."""

from dataclasses import dataclass

from allauth.socialaccount.models import SocialAccount, SocialApp
from django.db import transaction
from django.utils.translation import gettext as _

from wellbought.errors import WellboughtError
from wellbought.vocabulary import Role
from wellbought.web.accounts.actions.invitations import accept
from wellbought.web.accounts.actions.members import add_member
from wellbought.web.accounts.models import Directory, DirectoryKind, Invitation, Membership, Person, new_key
from wellbought.web.audit.actions import note
from wellbought.web.audit.models import Kind


class NotAdmitted(WellboughtError):
    """The directory vouched for somebody who has no place here."""


class DomainTaken(WellboughtError):
    """A domain belongs to one directory."""

    def __init__(self, domain: str) -> None:
        super().__init__(
            _("People of %(domain)s sign in through another directory already. Ask whoever runs this server.")
            % {"domain": domain}
        )


@dataclass(frozen=True, slots=True)
class DirectoryFacts:
    """What one must know of a directory.

    OpenID Connect: ``address`` of the issuer, ``client_id`` and ``secret``. SAML: ``address`` where people sign in,
    ``entity_id`` of the directory, and its ``certificate``.
    """

    kind: DirectoryKind
    domain: str
    admits: Role | None
    address: str
    client_id: str = ""
    secret: str = ""
    entity_id: str = ""
    certificate: str = ""


@transaction.atomic
def add_directory(*, by: Membership, facts: DirectoryFacts) -> Directory:
    """Let an organisation's people sign in through its directory.

    :raises DomainTaken: if the domain has a directory
    """
    domain = facts.domain.strip().lower().lstrip("@")
    if Directory.objects.filter(domain__iexact=domain).exists():
        raise DomainTaken(domain)
    key = new_key()
    saml = facts.kind == DirectoryKind.SAML
    app = SocialApp.objects.create(
        provider="saml" if saml else "openid_connect",
        provider_id=facts.entity_id if saml else key,
        name=domain[:40],
        client_id=key if saml else facts.client_id,
        secret="" if saml else facts.secret,
        settings=_saml(facts) if saml else {"server_url": facts.address, "oauth_pkce_enabled": True},
    )
    made = Directory.objects.create(
        key=key,
        organisation=by.organisation,
        kind=facts.kind,
        domain=domain,
        admits=facts.admits.value if facts.admits else "",
        app=app,
    )
    note(member=by, kind=Kind.CHANGED, what="directory-added", about=made.key, detail=facts.kind.value)
    return made


@transaction.atomic
def remove_directory(*, by: Membership, directory: Directory) -> None:
    """Let nobody sign in through a directory any more. People keep their accounts and set a password by mail."""
    note(member=by, kind=Kind.CHANGED, what="directory-removed", about=directory.key)
    SocialAccount.objects.filter(provider=directory.app.provider_id or directory.app.provider).delete()
    directory.app.delete()


@transaction.atomic
def admit(*, directory: Directory, email: str, name: str, known: Person | None) -> Person:
    """The person whom a directory vouches for, who is a member of its organisation afterwards if they may be.

    :param known: the person to whom this account of the directory was tied before
    :raises NotAdmitted: saying why
    """
    if email.rpartition("@")[2].lower() != directory.domain.lower():
        raise NotAdmitted(_("The directory vouches for addresses of %(domain)s alone.") % {"domain": directory.domain})
    person = known or Person.objects.filter(email__iexact=email).first()
    if person is not None and known is None and _tied_otherwise(person, directory):
        raise NotAdmitted(_("Another account of the directory has this address. Ask your administrator."))
    if person is not None and not person.is_active:
        raise NotAdmitted(_("This account is closed. Ask your administrator."))
    member = Membership.objects.filter(organisation=directory.organisation, person=person).first() if person else None
    if member is not None:
        if not member.is_active:
            raise NotAdmitted(_("Your membership has been ended. Ask your administrator."))
        return member.person
    invited = Invitation.objects.filter(
        organisation=directory.organisation, email__iexact=email, accepted_at=None, revoked_at=None
    ).first()
    if invited is not None:
        return accept(invitation=invited, name=name or email, password=None, person=person).person
    if not directory.admits:
        raise NotAdmitted(_("You are not a member yet. Ask your administrator to invite you."))
    return add_member(
        organisation=directory.organisation,
        name=name or email.partition("@")[0],
        email=email.lower(),
        role=Role(directory.admits),
        password=None,
    ).person


def _tied_otherwise(person: Person, directory: Directory) -> bool:
    provider = directory.app.provider_id or directory.app.provider
    return bool(SocialAccount.objects.filter(user=person, provider=provider).exists())


def _saml(facts: DirectoryFacts) -> dict[str, object]:
    return {
        "idp": {"entity_id": facts.entity_id, "sso_url": facts.address, "x509cert": facts.certificate},
        "use_nameid_for_email": False,
        "attribute_mapping": {
            "uid": ["urn:oasis:names:tc:SAML:attribute:subject-id"],
            "email": [
                "email",
                "mail",
                "urn:oid:0.9.2342.19200300.100.1.3",
                "http://schemas.xmlsoap.org/ws/2005/05/identity/claims/emailaddress",
            ],
            "name": ["name", "displayName", "urn:oid:2.16.840.1.113730.3.1.241"],
        },
        "advanced": {"want_assertion_signed": True, "reject_idp_initiated_sso": True},
    }
