"""Every fixed id of the product. They stand in code, content, files and URLs alike, and live for ever."""

from enum import StrEnum


class Stage(StrEnum):
    """Where a purchase stands. ``readiness`` belongs to the organisation, not to one purchase."""

    READINESS = "readiness"
    NEED = "need"
    MARKET = "market"
    STRATEGY = "strategy"
    SOLICITATION = "solicitation"
    EVALUATION = "evaluation"
    CONTRACT = "contract"
    IMPLEMENTATION = "implementation"
    EXIT = "exit"


PURCHASE_STAGES: tuple[Stage, ...] = tuple(stage for stage in Stage if stage is not Stage.READINESS)

#: The section of the Open Contracting Data Standard in which a stage falls.
OCDS_SECTIONS: dict[Stage, str] = {
    Stage.NEED: "planning",
    Stage.MARKET: "planning",
    Stage.STRATEGY: "planning",
    Stage.SOLICITATION: "tender",
    Stage.EVALUATION: "award",
    Stage.CONTRACT: "contract",
    Stage.IMPLEMENTATION: "implementation",
    Stage.EXIT: "implementation",
}


class Role(StrEnum):
    """Who a person is to a purchase."""

    PROCUREMENT = "procurement"
    PROJECT = "project"
    TECHNOLOGY = "technology"
    LEGAL = "legal"
    LEADERSHIP = "leadership"
    VENDOR = "vendor"
    PUBLIC = "public"


#: The roles that a member of the buyer's own organisation may hold.
TEAM_ROLES: tuple[Role, ...] = (
    Role.PROCUREMENT,
    Role.PROJECT,
    Role.TECHNOLOGY,
    Role.LEGAL,
    Role.LEADERSHIP,
)


class Approach(StrEnum):
    """How the thing is bought."""

    OFF_THE_SHELF = "off-the-shelf"
    EXISTING_PRODUCT = "existing-product"
    CONFIGURED = "configured"
    CUSTOM = "custom"
    SERVICES = "services"


class Tier(StrEnum):
    """What could go wrong for people, from least to most."""

    LOW = "low"
    MODERATE = "moderate"
    HIGH = "high"
    LEGAL_REVIEW = "legal-review"

    @property
    def rank(self) -> int:
        """The tier's place from 0 (low) to 3 (legal-review)."""
        return _TIER_RANKS[self]


_TIER_RANKS = {tier: rank for rank, tier in enumerate(Tier)}


class Route(StrEnum):
    """How the work is proportioned, from least to most. ``paused`` waits for counsel."""

    FAST = "fast"
    STANDARD = "standard"
    FULL = "full"
    PAUSED = "paused"

    @property
    def rank(self) -> int:
        """The route's place from 0 (fast) to 3 (paused)."""
        return _ROUTE_RANKS[self]


_ROUTE_RANKS = {route: rank for rank, route in enumerate(Route)}


class Arrival(StrEnum):
    """How the AI came into the house: planned as a purchase, or by the back door, without a tender."""

    PLANNED = "planned"
    SWITCHED_ON = "switched-on"
    FREE = "free"
    PILOT = "pilot"
    PURCHASE_CARD = "purchase-card"
    OTHER = "other"


class Priority(StrEnum):
    """How much a question matters where it applies."""

    MUST = "must"
    SHOULD = "should"
    COULD = "could"


class Status(StrEnum):
    """Where a law, policy or source stands."""

    IN_FORCE = "in-force"
    APPLIES_FROM = "applies-from"
    PROPOSED = "proposed"
    VOLUNTARY = "voluntary"
    SUPERSEDED = "superseded"


class Grade(StrEnum):
    """How a fact was checked: ``primary`` in the issuer's own text, ``secondary`` in another's account of it."""

    PRIMARY = "primary"
    SECONDARY = "secondary"


class ClaimKind(StrEnum):
    """What is wrong with what a vendor says."""

    ABSOLUTE_PERFORMANCE = "absolute-performance"
    UNQUANTIFIED_SUPERLATIVE = "unquantified-superlative"
    METRIC_WITHOUT_CONTEXT = "metric-without-context"
    BIAS_FREE = "bias-free"
    COMPLIANCE_ASSURANCE = "compliance-assurance"
    FULL_AUTONOMY_OR_HUMAN_REPLACEMENT = "full-autonomy-or-human-replacement"
    SECURITY_ABSOLUTE = "security-absolute"
    SAVINGS_WITHOUT_BASIS = "savings-without-basis"
    DATA_USE_VAGUE = "data-use-vague"
    HUMAN_LIKE_UNDERSTANDING = "human-like-understanding"
    FUTURE_PROMISE = "future-promise"
    PROPRIETARY_SECRECY = "proprietary-secrecy"
    AI_WASHING = "ai-washing"
