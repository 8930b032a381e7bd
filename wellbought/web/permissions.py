"""Who may open which page: one table, page by role. A page without a row lets nobody in.

A row says who may look (GET) and who may act (POST). Which *purchase* a member may see is decided by the queries: what
a member may not see does not exist for them.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from types import MappingProxyType
from typing import Final

from wellbought.vocabulary import TEAM_ROLES, Role


class Audience(Enum):
    """Who may open a page without being a member."""

    EVERYONE = "everyone"
    SIGNED_IN = "signed in"


@dataclass(frozen=True, slots=True)
class Row:
    """Who may look at a page and who may act on it; an empty set is nobody."""

    look: Audience | frozenset[Role]
    act: Audience | frozenset[Role] = frozenset()
    #: Whether those who administer the organisation may look, and may act, whatever their role.
    administrators_look: bool = False
    administrators_act: bool = False


MEMBERS: Final = frozenset(TEAM_ROLES)
EVERYONE: Final = Audience.EVERYONE
SIGNED_IN: Final = Audience.SIGNED_IN

#: Who leads a purchase: they start it, choose its team, and change its facts.
LEADS: Final = frozenset({Role.PROCUREMENT, Role.PROJECT, Role.LEADERSHIP})

#: Who writes the organisation's own rules.
RULE_MAKERS: Final = frozenset({Role.PROCUREMENT, Role.LEADERSHIP})

#: Who sees that each of the organisation's purchases is there, and how it stands, whether they are in its team or not.
OVERSEERS: Final = frozenset({Role.PROCUREMENT, Role.LEADERSHIP})

_READ = Row(EVERYONE)
#: For those who look after the organisation itself.
_ADMINISTRATORS = Row(frozenset(), administrators_look=True, administrators_act=True)

PAGES: Final[Mapping[str, Row]] = MappingProxyType(
    {
        "root": _READ,
        "health": _READ,
        "health-page": Row(frozenset({Role.LEADERSHIP}), administrators_look=True),
        # the guidance
        "guidance:home": _READ,
        "guidance:contents": _READ,
        "guidance:chapter": _READ,
        "guidance:guide-file": _READ,
        "guidance:chapter-file": _READ,
        "guidance:topic": _READ,
        "guidance:topic-file": _READ,
        "guidance:questions": _READ,
        "guidance:questions-file": _READ,
        "guidance:question": _READ,
        "guidance:glossary": _READ,
        "guidance:term": _READ,
        "guidance:clauses": _READ,
        "guidance:clause": _READ,
        "guidance:criteria": _READ,
        "guidance:criterion": _READ,
        "guidance:disclosures": _READ,
        "guidance:disclosure": _READ,
        "guidance:places": _READ,
        "guidance:place": _READ,
        "guidance:sources": _READ,
        "guidance:source": _READ,
        "guidance:search": _READ,
        "guidance:index": _READ,
        "guidance:about": _READ,
        # the design system
        "ui:components": _READ,
        "ui:layout": _READ,
        # accounts
        "accounts:sign-in": Row(EVERYONE, EVERYONE),
        "accounts:enter-as": Row(frozenset(), EVERYONE),
        "accounts:sign-out": Row(frozenset(), SIGNED_IN),
        "accounts:passkey": Row(EVERYONE, EVERYONE),
        "accounts:directory": Row(EVERYONE, EVERYONE),
        "accounts:invitation": Row(EVERYONE, EVERYONE),
        "accounts:sign-up": Row(EVERYONE, EVERYONE),
        "accounts:go-on": Row(SIGNED_IN),
        "accounts:you": Row(SIGNED_IN, SIGNED_IN),
        "accounts:switch": Row(frozenset(), SIGNED_IN),
        "accounts:my-data": Row(SIGNED_IN),
        "accounts:leave": Row(SIGNED_IN, SIGNED_IN),
        "accounts:organisation": _ADMINISTRATORS,
        "accounts:people": Row(MEMBERS),
        "accounts:invite": _ADMINISTRATORS,
        "accounts:member": _ADMINISTRATORS,
        "accounts:resend": Row(frozenset(), administrators_act=True),
        "accounts:revoke": Row(frozenset(), administrators_act=True),
        "accounts:teams": _ADMINISTRATORS,
        "accounts:team": _ADMINISTRATORS,
        "accounts:directories": Row(frozenset(), administrators_look=True),
        "accounts:new-directory": _ADMINISTRATORS,
        "accounts:remove-directory": Row(frozenset(), administrators_act=True),
        # the library's own pages on passwords, second factors and directories, in our templates
        **dict.fromkeys(
            (
                "account_login",
                "account_signup",
                "account_reset_password",
                "account_reset_password_from_key",
                "mfa_authenticate",
                "mfa_login_webauthn",
                "openid_connect_callback",
                "saml_acs",
                "saml_finish_acs",
                "saml_sls",
                "saml_metadata",
            ),
            Row(EVERYONE, EVERYONE),
        ),
        "account_logout": Row(frozenset(), SIGNED_IN),
        **dict.fromkeys(
            ("account_inactive", "account_reset_password_done", "account_reset_password_from_key_done"), _READ
        ),
        **dict.fromkeys(("mfa_index", "mfa_view_recovery_codes", "mfa_download_recovery_codes"), Row(SIGNED_IN)),
        "mfa_list_webauthn": Row(SIGNED_IN),
        **dict.fromkeys(
            (
                "account_reauthenticate",
                "account_change_password",
                "account_set_password",
                "mfa_reauthenticate",
                "mfa_activate_totp",
                "mfa_deactivate_totp",
                "mfa_generate_recovery_codes",
                "mfa_add_webauthn",
                "mfa_reauthenticate_webauthn",
                "mfa_remove_webauthn",
                "mfa_edit_webauthn",
            ),
            Row(SIGNED_IN, SIGNED_IN),
        ),
        # mails
        "notifications:wishes": Row(SIGNED_IN, SIGNED_IN),
        "notifications:unsubscribe": Row(EVERYONE, EVERYONE),
        "notifications:mails": _READ,
        # the trail of access and change
        "audit:trail": Row(frozenset({Role.LEADERSHIP}), administrators_look=True),
        "audit:export": Row(frozenset({Role.LEADERSHIP}), administrators_look=True),
        # work in the background: each member sees what they asked for
        "background:jobs": Row(MEMBERS),
        "background:job": Row(MEMBERS),
        "background:file": Row(MEMBERS),
        # the check
        "checks:start": Row(EVERYONE, EVERYONE),
        "checks:question": Row(EVERYONE, EVERYONE),
        "checks:answers": _READ,
        "checks:result": _READ,
        "checks:download": _READ,
        "checks:open": Row(EVERYONE, EVERYONE),
        "checks:clear": Row(EVERYONE, EVERYONE),
        # purchases
        "purchases:list": Row(MEMBERS),
        "purchases:new": Row(LEADS, LEADS),
        "purchases:purchase": Row(MEMBERS),
        "purchases:result": Row(MEMBERS),
        "purchases:stage": Row(MEMBERS),
        "purchases:question": Row(MEMBERS, MEMBERS),
        "purchases:history": Row(MEMBERS),
        "purchases:facts": Row(MEMBERS),
        "purchases:fact": Row(LEADS, LEADS),
        "purchases:documents": Row(MEMBERS),
        "purchases:document": Row(MEMBERS),
        "purchases:team": Row(MEMBERS, LEADS),
        # the work on a purchase
        "arrivals:record": Row(MEMBERS, MEMBERS),
        "work:mine": Row(MEMBERS),
        "work:seen": Row(frozenset(), MEMBERS),
        "work:assign": Row(MEMBERS, MEMBERS),
        "work:comment": Row(MEMBERS, MEMBERS),
        "work:add": Row(MEMBERS, MEMBERS),
        "work:evidence": Row(MEMBERS),
        "work:download": Row(MEMBERS),
        "work:withdraw": Row(frozenset(), MEMBERS),
        "work:update": Row(MEMBERS, LEADS),
        "work:about": Row(MEMBERS, MEMBERS),
        "decisions:gates": Row(MEMBERS),
        "decisions:gate": Row(MEMBERS, MEMBERS),
        "decisions:list": Row(MEMBERS),
        "decisions:add": Row(MEMBERS, MEMBERS),
        "decisions:verify": Row(MEMBERS),
        "meetings:list": Row(MEMBERS, MEMBERS),
        "meetings:meeting": Row(MEMBERS, MEMBERS),
        "meetings:room": Row(MEMBERS, MEMBERS),
        "meetings:close": Row(frozenset(), MEMBERS),
        "meetings:paper": Row(MEMBERS),
        # the claim checker
        # market research
        **dict.fromkeys(("market:home", "market:data", "market:contract", "market:figures", "market:figure"), _READ),
        **dict.fromkeys(("market:chart", "market:chart-json"), _READ),
        "market:bring": _ADMINISTRATORS,
        **dict.fromkeys(
            ("market:research", "market:search", "market:own-contract", "market:own-figures", "market:own-figure"),
            Row(MEMBERS),
        ),
        **dict.fromkeys(("market:pin", "market:strike"), Row(frozenset(), MEMBERS)),
        **dict.fromkeys(("market:finding", "market:vendors", "market:flags"), Row(MEMBERS, MEMBERS)),
        "claims:check": Row(EVERYONE, EVERYONE),
        "claims:download": Row(frozenset(), EVERYONE),
        "claims:suggest": Row(frozenset(), MEMBERS),
        "claims:compare": Row(EVERYONE, EVERYONE),
        "claims:purchase": Row(MEMBERS),
        "claims:add": Row(MEMBERS, MEMBERS),
        "claims:text": Row(MEMBERS),
        "claims:letter": Row(MEMBERS),
        "claims:compare-kept": Row(MEMBERS),
        "claims:claim": Row(MEMBERS, MEMBERS),
        # the organisation's own rules, and the governance kit
        "governance:own": Row(MEMBERS),
        "governance:item": Row(MEMBERS),
        "governance:file": Row(MEMBERS),
        "governance:export": Row(MEMBERS),
        "governance:new": Row(RULE_MAKERS, RULE_MAKERS),
        "governance:edit": Row(RULE_MAKERS, RULE_MAKERS),
        "governance:names": Row(RULE_MAKERS, RULE_MAKERS),
        "governance:import": Row(RULE_MAKERS, RULE_MAKERS),
        "governance:publish": Row(RULE_MAKERS, RULE_MAKERS),
        "governance:kit": _READ,
        "governance:drafts": _READ,
        "governance:draft": _READ,
        "governance:limits": Row(frozenset(), RULE_MAKERS),
        # the portfolio
        "portfolio:portfolio": Row(OVERSEERS),
        "portfolio:export": Row(OVERSEERS),
        "portfolio:board-document": Row(OVERSEERS),
        # archives
        "archives:purchase": Row(MEMBERS, LEADS),
        **dict.fromkeys(("archives:publish", "archives:ocds-file", "archives:register-file"), Row(MEMBERS)),
        "archives:organisation": Row(
            frozenset({Role.LEADERSHIP}),
            frozenset({Role.LEADERSHIP}),
            administrators_look=True,
            administrators_act=True,
        ),
        "archives:import": Row(LEADS, LEADS),
        # learning
        "learning:hub": _READ,
        "learning:courses": _READ,
        "learning:course": _READ,
        "learning:lesson": Row(EVERYONE, EVERYONE),
        "learning:worked": Row(EVERYONE, EVERYONE),
        "learning:quiz": Row(EVERYONE, EVERYONE),
        "learning:certificate": Row(EVERYONE, EVERYONE),
        "learning:check-certificate": Row(EVERYONE, EVERYONE),
        "learning:proof": _READ,
        "learning:package": _READ,
        "learning:forget": Row(frozenset(), EVERYONE),
        "learning:share": Row(frozenset(), MEMBERS),
        "learning:team": Row(frozenset({Role.LEADERSHIP})),
        "learning:slides": Row(EVERYONE, EVERYONE),
        "learning:training": Row(EVERYONE, EVERYONE),
        "learning:webinar": _READ,
        "learning:webinar-captions": _READ,
        # readiness: alone without an account, or in rounds
        "readiness:home": _READ,
        "readiness:alone": Row(EVERYONE, EVERYONE),
        "readiness:alone-dimension": Row(EVERYONE, EVERYONE),
        "readiness:alone-result": _READ,
        "readiness:alone-file": _READ,
        "readiness:alone-open": Row(EVERYONE, EVERYONE),
        "readiness:alone-clear": Row(frozenset(), EVERYONE),
        "readiness:new": Row(RULE_MAKERS, RULE_MAKERS),
        "readiness:agree": Row(frozenset(), RULE_MAKERS),
        "readiness:round": Row(MEMBERS),
        "readiness:invite": Row(RULE_MAKERS, RULE_MAKERS),
        "readiness:hand-in": Row(frozenset(), MEMBERS),
        "readiness:end": Row(frozenset(), RULE_MAKERS),
        "readiness:file": Row(MEMBERS),
        "readiness:answer": Row(MEMBERS, MEMBERS),
        "readiness:new-action": Row(RULE_MAKERS, RULE_MAKERS),
        "readiness:action": Row(MEMBERS, MEMBERS),
        # workshops: a code joins, and only the browser that began one leads it
        "workshop:home": Row(EVERYONE, EVERYONE),
        "workshop:join": Row(EVERYONE, EVERYONE),
        "workshop:room": Row(EVERYONE, EVERYONE),
        "workshop:state": _READ,
        "workshop:lead": Row(EVERYONE, EVERYONE),
        "workshop:notes": _READ,
    }
)


def may(name: str, role: Role | None, *, signed_in: bool, acting: bool, administrator: bool = False) -> bool:
    """Whether someone may open a page.

    :param name: the page's name in the URL configuration, such as ``purchases:question``
    :param role: the role in which they are a member of an organisation, if they are
    :param acting: whether they send something (POST), or only look
    :param administrator: whether they administer the organisation in which they hold the role
    """
    row = PAGES.get(name)
    if row is None:
        return False
    if administrator and role is not None and (row.administrators_act if acting else row.administrators_look):
        return True
    allowed = row.act if acting else row.look
    if allowed is Audience.EVERYONE:
        return True
    if allowed is Audience.SIGNED_IN:
        return signed_in
    return isinstance(allowed, frozenset) and role in allowed


def roles_that_may(name: str, *, acting: bool) -> tuple[Role, ...]:
    """The roles of a team that may open a page, in their order."""
    return tuple(role for role in TEAM_ROLES if may(name, role, signed_in=True, acting=acting))


def administrators_may(name: str, *, acting: bool) -> bool:
    """Whether those who administer an organisation may open a page, whatever their role."""
    row = PAGES.get(name)
    return row is not None and (row.administrators_act if acting else row.administrators_look)


def open_to_visitors(name: str, *, acting: bool) -> bool:
    """Whether a page needs no account."""
    return may(name, None, signed_in=False, acting=acting)
