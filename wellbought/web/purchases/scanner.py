"""Asking a virus scanner (clamd) about a file, over its socket."""

import socket
import struct
from typing import Final

from django.utils.translation import gettext as _

from wellbought.web.purchases.files import FileRefused

SECONDS: Final = 30
PIECE: Final = 64 * 1024


def look_for_viruses(content: bytes, address: str) -> None:
    """Have a file looked at. Without an address there is no scanner, and nothing happens.

    :param address: of clamd, as ``host:port`` or ``unix:/path``
    :raises FileRefused: if it finds something, or cannot be asked: a file that nobody looked at is not kept
    """
    if not address:
        return
    try:
        said = _asked(content, address)
    except OSError:
        raise FileRefused(_("The virus scanner does not answer, so the file was not kept. Try again later.")) from None
    if said.endswith("FOUND"):
        found = said.removeprefix("stream:").removesuffix("FOUND").strip()
        raise FileRefused(_("The virus scanner found “%(found)s” in the file. It was not kept.") % {"found": found})
    if not said.endswith("OK"):
        raise FileRefused(
            _("The virus scanner could not look at the file (%(said)s), so it was not kept.") % {"said": said[:100]}
        )


def _asked(content: bytes, address: str) -> str:
    with _connected(address) as scanner:
        scanner.sendall(b"zINSTREAM\0")
        for place in range(0, len(content), PIECE):
            piece = content[place : place + PIECE]
            scanner.sendall(struct.pack("!L", len(piece)) + piece)
        scanner.sendall(struct.pack("!L", 0))
        said = b""
        while not said.endswith(b"\0") and (more := scanner.recv(4096)):
            said += more
    return said.rstrip(b"\0\n").decode("utf-8", "replace")


def _connected(address: str) -> socket.socket:
    if address.startswith("unix:"):
        scanner = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        scanner.settimeout(SECONDS)
        scanner.connect(address.removeprefix("unix:"))
        return scanner
    host, _colon, port = address.rpartition(":")
    return socket.create_connection((host.strip("[]"), int(port)), timeout=SECONDS)
