"""The site beside bare views, in one process: what ``web.py`` asks gunicorn to serve.

``/bare/<name>/`` answers with the bytes of a page, which were put into a folder before, through the site's own
middleware. ``/floor/<name>/`` does the same through no middleware at all: as little as Django can do. Everything else
is the site.
"""

import os
from collections.abc import Callable, Iterable
from functools import cache
from pathlib import Path
from typing import Any

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "wellbought.web.config.settings")
django.setup(set_prefix=False)

# ruff: noqa: E402 - Django must be set up before its parts and ours are imported
from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler
from django.http import HttpRequest, HttpResponse
from django.urls import path

from wellbought.web.config.urls import urlpatterns as site

BODIES = "WELLBOUGHT_BENCHMARK_BODIES"


@cache
def body(name: str) -> bytes:
    return Path(os.environ[BODIES], name).read_bytes()


def bare(request: HttpRequest, name: str) -> HttpResponse:  # noqa: ARG001 - Django hands it over
    content = body(name)
    return HttpResponse(content, headers={"Content-Length": str(len(content))})


#: A page without a row in the table of permissions lets nobody in, so the bare views go by the name of one that has.
OPEN = "health"
urlpatterns = [path("bare/<slug:name>/", bare, name=OPEN), path("floor/<slug:name>/", bare, name=OPEN), *site]


def _handlers() -> tuple[WSGIHandler, WSGIHandler]:
    """The site's own handler, and one without middleware."""
    settings.ROOT_URLCONF = __name__
    own, settings.MIDDLEWARE = settings.MIDDLEWARE, []
    floor = WSGIHandler()
    settings.MIDDLEWARE = own
    return WSGIHandler(), floor


_site, _floor = _handlers()


def application(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
    handler = _floor if environ["PATH_INFO"].startswith("/floor/") else _site
    return handler(environ, start_response)
