"""What the pages of the claim checker read."""

from wellbought.purchase.claims import ClaimState
from wellbought.web.claims.models import Claim
from wellbought.web.claims.queries.compared import Compared, compare
from wellbought.web.claims.queries.held import AllHeld, HeldNoMore, content_of, held_in
from wellbought.web.claims.queries.kept import (
    claim_for,
    claim_page,
    claims_page,
    claims_to_write,
    followed_in,
    not_settled_in,
    noted,
    text_for,
    text_row,
    texts_by_vendor,
    version_row,
)
from wellbought.web.claims.queries.read import (
    LARGEST_FILE,
    LONGEST_TEXT,
    FoundClaim,
    ReadText,
    asked_in,
    claims_in,
    letter_language,
    read_given,
    read_kept,
    read_text,
)
from wellbought.web.claims.queries.shown import CheckedText, as_json, checked_text
from wellbought.web.claims.queries.suggested import ModelUnreachable, Suggested, model_host, suggest

__all__ = [
    "LARGEST_FILE",
    "LONGEST_TEXT",
    "AllHeld",
    "CheckedText",
    "Claim",
    "ClaimState",
    "Compared",
    "FoundClaim",
    "HeldNoMore",
    "ModelUnreachable",
    "ReadText",
    "Suggested",
    "as_json",
    "asked_in",
    "checked_text",
    "claim_for",
    "claim_page",
    "claims_in",
    "claims_page",
    "claims_to_write",
    "compare",
    "content_of",
    "followed_in",
    "held_in",
    "letter_language",
    "model_host",
    "not_settled_in",
    "noted",
    "read_given",
    "read_kept",
    "read_text",
    "suggest",
    "text_for",
    "text_row",
    "texts_by_vendor",
    "version_row",
]
