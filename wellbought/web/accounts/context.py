"""What every template knows of the person before it."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest


def member(request: HttpRequest) -> dict[str, Any]:
    """The member (or ``None``), and whether this is the demo."""
    return {"member": getattr(request, "member", None), "demo": settings.DEMO}
