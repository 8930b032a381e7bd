"""Which pages are noted in the trail when a member opens them, by the beginning of their names.

Pages about one thing carry its key in the address; that key is what the trail names. A page whose name ends like a
file's is a file taken along.
"""

from wellbought.web.audit.models import Kind

#: Apps whose pages about one thing are noted.
WATCHED = (
    "purchases:",
    "decisions:",
    "work:",
    "meetings:",
    "arrivals:",
    "claims:",
    "tenders:",
    "evaluations:",
    "archives:",
    "readiness:",
)
#: Parameters of an address that name a thing, the first that is there.
KEYS = ("key", "purchase_key", "round_key")
#: Endings of names of pages that hand over a file.
FILES = ("document", "download", "file", "export", "letter", "archive")


def kind_of(name: str) -> Kind | None:
    """How a look at a page is noted; ``None`` if it is not."""
    if not name.startswith(WATCHED):
        return None
    return Kind.TOOK if name.rpartition(":")[2].endswith(FILES) else Kind.LOOKED


def about(parameters: dict[str, object]) -> str:
    """The key of the thing that an address names; empty if it names none."""
    return next((str(parameters[key]) for key in KEYS if parameters.get(key)), "")
