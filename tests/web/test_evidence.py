"""Evidence: files are looked at before they are kept, and no browser ever runs one."""

import io
import socket
import struct
import threading
import zipfile
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests.web.conftest import People, signed_in
from wellbought.pack.read import Pack
from wellbought.web.purchases.files import FileRefused, kind_of, safe_name
from wellbought.web.purchases.models import Evidence, Purchase
from wellbought.web.purchases.scanner import look_for_viruses
from wellbought.web.purchases.snapshot import snapshot

pytestmark = pytest.mark.django_db

QUESTION = "problem-in-a-sentence"
TODAY = date(2026, 11, 23)
PNG = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x02\x00\x00\x00\x90wS\xde"


def upload(client: Client, purchase: Purchase, name: str, content: bytes) -> Any:
    return client.post(
        f"/en/purchases/{purchase.key}/questions/{QUESTION}/evidence/",
        {"title": "What it shows", "file": SimpleUploadedFile(name, content)},
    )


def test_evidence_is_kept_and_handed_out_so_that_no_browser_runs_it(people: People, purchase: Purchase) -> None:
    client = signed_in(people.amara)
    upload(client, purchase, "../../figures <b>.txt", b"<script>alert(1)</script>")
    kept = Evidence.objects.get()

    response = client.get(f"/en/purchases/{purchase.key}/evidence/{kept.key}/")

    assert b"".join(response.streaming_content) == b"<script>alert(1)</script>"  # type: ignore[attr-defined]
    assert response.headers["Content-Disposition"].startswith("attachment")
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in response.headers["Content-Security-Policy"]
    assert kept.file.name == f"{purchase.key}/{kept.key}"
    assert "/" not in kept.name
    response.close()


@pytest.mark.parametrize("who", ["outsider", "colleague"])
def test_evidence_of_others_does_not_exist(who: str, people: People, purchase: Purchase) -> None:
    upload(signed_in(people.amara), purchase, "figures.txt", b"words")

    response = signed_in(getattr(people, who)).get(
        f"/en/purchases/{purchase.key}/evidence/{Evidence.objects.get().key}/"
    )

    assert response.status_code == 404


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("page.html", b"<p>words</p>"),
        ("drawing.svg", b"<svg/>"),
        ("program.pdf", b"MZ\x90\x00"),
        ("picture.jpg", PNG),
        ("notes.txt", b"words\x00words"),
        ("sheet.xlsx", b"PK\x03\x04 broken"),
        ("empty.pdf", b""),
        ("noending", b"words"),
    ],
)
def test_what_is_not_what_it_says_is_refused_with_the_reason(
    name: str, content: bytes, people: People, purchase: Purchase
) -> None:
    response = upload(signed_in(people.amara), purchase, name, content)

    assert response.status_code == 422
    assert "error-summary" in response.content.decode()
    assert not Evidence.objects.exists()


def test_a_file_that_is_too_large_is_refused(people: People, purchase: Purchase, settings: Any) -> None:
    settings.EVIDENCE_MEGABYTES = 1

    response = upload(signed_in(people.amara), purchase, "long.txt", b"word " * 400_000)

    assert response.status_code == 422
    assert "it may have 1" in response.content.decode()


def packed(*names: str, **texts: str) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        for name in names:
            archive.writestr(name, "words")
        for name, text in texts.items():
            archive.writestr(name, text)
    return held.getvalue()


def test_office_files_are_told_by_their_parts_and_macros_are_refused() -> None:
    assert kind_of("a.docx", packed("word/document.xml")).endswith("wordprocessingml.document")
    assert kind_of("a.odt", packed(mimetype="application/vnd.oasis.opendocument.text")).endswith("text")
    assert kind_of("a.png", PNG) == "image/png"
    assert kind_of("a.pdf", b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n") == "application/pdf"
    with pytest.raises(FileRefused, match="something else"):
        kind_of("a.docx", packed("xl/workbook.xml"))
    with pytest.raises(FileRefused, match="macro"):
        kind_of("a.docx", packed("word/document.xml", "word/vbaProject.bin"))


@pytest.mark.parametrize(
    ("given", "safe"),
    [
        ("C:\\Users\\me\\offer.PDF", "offer.pdf"),
        ("../../etc/passwd", "passwd"),
        ("a\x00b\u202egnp.txt", "abgnp.txt"),
        ("con.txt", "con_.txt"),
        ("...", "file"),
        ("x" * 400 + ".csv", "x" * 107 + ".csv"),
        ("Übersicht (neu).xlsx", "Übersicht (neu).xlsx"),
    ],
)
def test_names_of_files_are_made_safe(given: str, safe: str) -> None:
    assert safe_name(given) == safe


def test_evidence_is_withdrawn_and_the_record_says_so(people: People, purchase: Purchase, pack: Pack) -> None:
    client = signed_in(people.amara)
    upload(client, purchase, "figures.csv", b"a,b\n1,2\n")

    client.post(f"/en/purchases/{purchase.key}/evidence/{Evidence.objects.get().key}/withdraw/")

    shot = snapshot(purchase, pack, on=TODAY)
    assert shot.evidence_of(QUESTION) == ()
    assert shot.evidence[0].withdrawn_by == "Amara Diallo"
    assert "withdrawn by Amara Diallo" in client.get(f"/en/purchases/{purchase.key}/evidence/").content.decode()


def test_a_link_has_to_be_an_address_on_the_web(people: People, purchase: Purchase) -> None:
    response = signed_in(people.amara).post(
        f"/en/purchases/{purchase.key}/questions/{QUESTION}/evidence/", {"title": "x", "url": "javascript:alert(1)"}
    )

    assert response.status_code == 422
    assert not Evidence.objects.exists()


@pytest.fixture
def clamd() -> Iterator[str]:
    """A scanner on this machine that speaks clamd's protocol and finds whatever holds the word EICAR."""
    server = socket.create_server(("127.0.0.1", 0))

    def serve() -> None:
        while True:
            try:
                client, _ = server.accept()
            except OSError:
                return
            with client, client.makefile("rb") as said:
                assert said.read(10) == b"zINSTREAM\0"
                content = b""
                while size := struct.unpack("!L", said.read(4))[0]:
                    content += said.read(size)
                client.sendall(b"stream: Eicar-Test FOUND\0" if b"EICAR" in content else b"stream: OK\0")

    thread = threading.Thread(target=serve, daemon=True)
    thread.start()
    yield f"127.0.0.1:{server.getsockname()[1]}"
    server.shutdown(socket.SHUT_RDWR)
    server.close()
    thread.join(2)


def test_a_file_with_a_virus_is_not_kept(people: People, purchase: Purchase, settings: Any, clamd: str) -> None:
    settings.CLAMD = clamd
    client = signed_in(people.amara)

    refused = upload(client, purchase, "bad.txt", b"EICAR " * 20_000)
    upload(client, purchase, "good.txt", b"words")

    assert "Eicar-Test" in refused.content.decode()
    assert Evidence.objects.get().name == "good.txt"


def test_what_nobody_could_look_at_is_not_kept() -> None:
    with socket.create_server(("127.0.0.1", 0)) as gone:
        address = f"127.0.0.1:{gone.getsockname()[1]}"

    with pytest.raises(FileRefused, match="does not answer"):
        look_for_viruses(b"words", address)
