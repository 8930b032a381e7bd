"""Directories of an organisation, for tests: an OpenID Connect provider on this machine, and a SAML one that signs."""

import base64
import json
import threading
import time
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import jwt
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.x509.oid import NameOID
from onelogin.saml2.constants import OneLogin_Saml2_Constants as Saml
from onelogin.saml2.utils import OneLogin_Saml2_Utils as SamlTools

CLIENT, SECRET = "wellbought", "a secret of the test"


class OpenIdProvider:
    """A provider that vouches for whomever the test names."""

    def __init__(self, address: str) -> None:
        self.address = address
        self.key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
        self.claims: dict[str, object] = {"sub": "1", "email": "ada@northmere.example", "name": "Ada Obi"}
        self.asked: dict[str, str] = {}

    def configuration(self) -> dict[str, object]:
        return {
            "issuer": self.address,
            "authorization_endpoint": f"{self.address}/authorize",
            "token_endpoint": f"{self.address}/token",
            "userinfo_endpoint": f"{self.address}/userinfo",
            "jwks_uri": f"{self.address}/keys",
            "token_endpoint_auth_methods_supported": ["client_secret_post"],
        }

    def sign_in(self, address: str) -> str:
        """Do as a person's browser does at the provider, and give the address to which it leads back."""
        self.asked = {name: values[0] for name, values in parse_qs(urlsplit(address).query).items()}
        assert self.asked["client_id"] == CLIENT
        back = self.asked["redirect_uri"]
        return f"{back}?{urlencode({'code': 'the-code', 'state': self.asked['state']})}"

    def tokens(self, given: dict[str, list[str]]) -> dict[str, object]:
        assert given["code"] == ["the-code"]
        assert given["client_secret"] == [SECRET]
        assert given["code_verifier"]
        now = int(time.time())
        claims = {**self.claims, "iss": self.address, "aud": CLIENT, "iat": now, "exp": now + 60}
        return {
            "access_token": "the-token",
            "token_type": "Bearer",
            "id_token": jwt.encode(claims, self.key, algorithm="RS256", headers={"kid": "1"}),
        }


@contextmanager
def openid_provider() -> Iterator[OpenIdProvider]:
    """Run a provider on this machine."""
    holder: list[OpenIdProvider] = []

    class Answers(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            provider = holder[0]
            pages = {
                "/.well-known/openid-configuration": provider.configuration(),
                "/userinfo": provider.claims,
                "/keys": {"keys": [json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(provider.key.public_key()))]},
            }
            self.say(pages[urlsplit(self.path).path])

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"])).decode()
            self.say(holder[0].tokens(parse_qs(body)))

        def say(self, content: object) -> None:
            self.send_response(200)
            self.send_header("Content-Type", "application/json")
            self.end_headers()
            self.wfile.write(json.dumps(content).encode())

        def log_message(self, *_args: Any) -> None:
            """Stay silent."""

    server = HTTPServer(("127.0.0.1", 0), Answers)
    holder.append(OpenIdProvider(f"http://127.0.0.1:{server.server_port}"))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield holder[0]
    finally:
        server.shutdown()
        server.server_close()


class SamlProvider:
    """A directory that signs what it says with a key of its own."""

    entity_id = "https://directory.northmere.example/saml"
    address = "https://directory.northmere.example/sign-in"

    def __init__(self) -> None:
        key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
        name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "directory.northmere.example")])
        now = datetime.now(UTC)
        certificate = (
            x509.CertificateBuilder()
            .subject_name(name)
            .issuer_name(name)
            .public_key(key.public_key())
            .serial_number(1)
            .not_valid_before(now - timedelta(days=1))
            .not_valid_after(now + timedelta(days=1))
            .sign(key, hashes.SHA256())
        )
        self.certificate = certificate.public_bytes(serialization.Encoding.PEM).decode()
        self.key = key.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        ).decode()

    def response(self, address: str, *, email: str, name: str, audience: str, back: str) -> str:
        """What the directory sends back by the browser, signed, in answer to the request in an address."""
        asked = parse_qs(urlsplit(address).query)["SAMLRequest"][0]
        request = zlib.decompress(base64.b64decode(asked), -15).decode()
        number = request.partition(' ID="')[2].partition('"')[0]
        now = datetime.now(UTC)
        stamp, later = (one.strftime("%Y-%m-%dT%H:%M:%SZ") for one in (now, now + timedelta(minutes=5)))
        assertion = f"""<saml:Assertion xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion" ID="_a1" Version="2.0"
 IssueInstant="{stamp}"><saml:Issuer>{self.entity_id}</saml:Issuer><saml:Subject>
<saml:NameID Format="urn:oasis:names:tc:SAML:2.0:nameid-format:persistent">person-{email}</saml:NameID>
<saml:SubjectConfirmation Method="urn:oasis:names:tc:SAML:2.0:cm:bearer"><saml:SubjectConfirmationData
 InResponseTo="{number}" NotOnOrAfter="{later}" Recipient="{back}"/></saml:SubjectConfirmation></saml:Subject>
<saml:Conditions NotBefore="{stamp}" NotOnOrAfter="{later}"><saml:AudienceRestriction>
<saml:Audience>{audience}</saml:Audience></saml:AudienceRestriction></saml:Conditions>
<saml:AuthnStatement AuthnInstant="{stamp}" SessionIndex="1"><saml:AuthnContext><saml:AuthnContextClassRef>
urn:oasis:names:tc:SAML:2.0:ac:classes:Password</saml:AuthnContextClassRef></saml:AuthnContext></saml:AuthnStatement>
<saml:AttributeStatement><saml:Attribute Name="mail"><saml:AttributeValue>{email}</saml:AttributeValue></saml:Attribute>
<saml:Attribute Name="displayName"><saml:AttributeValue>{name}</saml:AttributeValue></saml:Attribute>
</saml:AttributeStatement></saml:Assertion>"""
        signed = SamlTools.add_sign(assertion, self.key, self.certificate, False, Saml.RSA_SHA256, Saml.SHA256).decode()
        whole = "".join(
            (
                '<samlp:Response xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol" ID="_r1" Version="2.0" ',
                f'IssueInstant="{stamp}" Destination="{back}" InResponseTo="{number}">',
                f'<saml:Issuer xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion">{self.entity_id}</saml:Issuer>',
                '<samlp:Status><samlp:StatusCode Value="urn:oasis:names:tc:SAML:2.0:status:Success"/></samlp:Status>',
                signed.partition("?>")[2] if signed.startswith("<?xml") else signed,
                "</samlp:Response>",
            )
        )
        return base64.b64encode(whole.encode()).decode()
