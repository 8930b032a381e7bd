"""What the pages on governance read."""

from wellbought.web.governance.queries.effects import Effect, Preview, effects_of, preview
from wellbought.web.governance.queries.shown import (
    EDITED_KINDS,
    ItemPage,
    OwnPage,
    PublishPage,
    field_rows,
    item_page,
    names_as_items,
    names_now,
    own_page,
    publish_page,
    title_of,
)

__all__ = [
    "EDITED_KINDS",
    "Effect",
    "ItemPage",
    "OwnPage",
    "Preview",
    "PublishPage",
    "effects_of",
    "field_rows",
    "item_page",
    "names_as_items",
    "names_now",
    "own_page",
    "preview",
    "publish_page",
    "title_of",
]
