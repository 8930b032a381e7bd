"""A store of buckets on the loopback that speaks as much of S3's protocol as evidence needs, and checks who asks.

It refuses whoever does not sign with the one key it knows: it signs the request anew as botocore does, and compares.
"""

import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import urlsplit

from botocore.auth import SigV4Auth
from botocore.awsrequest import AWSRequest
from botocore.credentials import Credentials

KEY = "evidence-keeper"
SECRET = "a secret of the test alone"
REGION = "eu-central-1"


class _Store(ThreadingHTTPServer):
    """The objects by their path, and what was asked."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Asked)
        self.objects: dict[str, bytes] = {}
        self.refused = 0

    @property
    def address(self) -> str:
        """Where it listens."""
        return f"http://127.0.0.1:{self.server_port}"


class _Asked(BaseHTTPRequestHandler):
    server: _Store
    protocol_version = "HTTP/1.1"

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the library's name
        """Say nothing."""

    def do_PUT(self) -> None:
        content = self._content()
        if self._known():
            self.server.objects[urlsplit(self.path).path] = content
            self._say(200)

    def do_HEAD(self) -> None:
        self._hand_out(with_content=False)

    def do_GET(self) -> None:
        self._hand_out(with_content=True)

    def do_DELETE(self) -> None:
        if self._known():
            self.server.objects.pop(urlsplit(self.path).path, None)
            self._say(204)

    def _hand_out(self, *, with_content: bool) -> None:
        if not self._known():
            return
        content = self.server.objects.get(urlsplit(self.path).path)
        if content is None:
            self._say(404, b"<Error><Code>NoSuchKey</Code></Error>")
        else:
            self._say(200, content, send=with_content)

    def _content(self) -> bytes:
        raw = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        if "aws-chunked" not in self.headers.get("Content-Encoding", ""):
            return raw
        content, rest = b"", raw
        while (size := int((head := rest.split(b"\r\n", 1))[0].split(b";")[0], 16)) > 0:
            content, rest = content + head[1][:size], head[1][size + 2 :]
        return content

    def _known(self) -> bool:
        """Whether the request is signed with the key; says no if it is not."""
        said = self.headers.get("Authorization", "")
        names = re.search(r"SignedHeaders=([^,]+)", said)
        signed = {name: self.headers[name] for name in names[1].split(";")} if names else {}
        request = AWSRequest(self.command, self.server.address + self.path, headers=signed)
        request.context["timestamp"] = self.headers.get("X-Amz-Date", "")
        request.context["payload_signing_enabled"] = False
        auth = SigV4Auth(Credentials(KEY, SECRET), "s3", REGION)
        canonical = self._canonical(auth, request)
        expected = auth.signature(auth.string_to_sign(request, canonical), request)
        if f"Credential={KEY}/" in said and said.endswith(f"Signature={expected}"):
            return True
        self.server.refused += 1
        self._say(403, b"<Error><Code>InvalidAccessKeyId</Code></Error>")
        return False

    def _canonical(self, auth: SigV4Auth, request: AWSRequest) -> str:
        headers = auth.headers_to_sign(request)
        parts = urlsplit(self.path)
        return "\n".join(
            [
                self.command,
                parts.path,
                parts.query,
                auth.canonical_headers(headers) + "\n",
                auth.signed_headers(headers),
                self.headers.get("X-Amz-Content-Sha256", ""),
            ]
        )

    def _say(self, status: int, content: bytes = b"", *, send: bool = True) -> None:
        self.send_response(status)
        if status != 204:
            self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        if send and self.command != "HEAD":
            self.wfile.write(content)


@contextmanager
def bucket_store() -> Iterator[_Store]:
    """A store for the time of a test."""
    with _Store() as store:
        thread = threading.Thread(target=store.serve_forever, daemon=True)
        thread.start()
        try:
            yield store
        finally:
            store.shutdown()
            thread.join()
