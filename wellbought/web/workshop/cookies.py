"""Who leads a room, and which phone is which. Neither says who anybody is."""

import hashlib
import re
import secrets
from typing import Final

from django.core import signing
from django.http import HttpRequest, HttpResponse

LEAD: Final = "workshop-lead"
PHONE: Final = "workshop-phone"
SALT: Final = "wellbought.workshop"
#: Whoever leads may come back to the notes as long as the room is kept (in seconds).
LEADS_FOR: Final = 60 * 60 * 24 * 30
#: A phone is known for a day.
KNOWN_FOR: Final = 60 * 60 * 24
#: So many rooms are remembered, the newest first.
MOST_ROOMS: Final = 20
TOKEN: Final = re.compile(r"[\w-]{20,40}", re.ASCII)


def led_by(request: HttpRequest) -> tuple[str, ...]:
    """The codes of the rooms that this browser leads."""
    try:
        codes = signing.loads(request.COOKIES.get(LEAD, ""), salt=SALT, max_age=LEADS_FOR)
        return tuple(str(code) for code in codes)
    except (signing.BadSignature, TypeError):
        return ()


def let_lead(request: HttpRequest, response: HttpResponse, code: str, *, secure: bool) -> None:
    """Let this browser lead a room too."""
    codes = [code, *(one for one in led_by(request) if one != code)][:MOST_ROOMS]
    content = signing.dumps(codes, salt=SALT)
    response.set_cookie(LEAD, content, max_age=LEADS_FOR, secure=secure, httponly=True, samesite="Lax")


def voter_of(request: HttpRequest, code: str) -> str:
    """What stands for this phone in one room, and in no other; nothing if the phone is new."""
    token = request.COOKIES.get(PHONE, "")
    if not TOKEN.fullmatch(token):
        return ""
    return hashlib.sha256(f"{code}:{token}".encode()).hexdigest()


def know(request: HttpRequest, response: HttpResponse, *, secure: bool) -> None:
    """Give a new phone its number."""
    if not TOKEN.fullmatch(request.COOKIES.get(PHONE, "")):
        token = secrets.token_urlsafe(18)
        response.set_cookie(PHONE, token, max_age=KNOWN_FOR, secure=secure, httponly=True, samesite="Lax")
