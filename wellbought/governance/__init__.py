"""The governance kit: the choices of an organisation, from which its drafts and limits are made."""

from wellbought.governance.kit import SIZES, Kit, KitInvalid, blank_kit, parse_kit

__all__ = ["SIZES", "Kit", "KitInvalid", "blank_kit", "parse_kit"]
