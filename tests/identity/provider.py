"""A small identity provider inside the test: right by default, wrong where a test wants it."""

import base64
import hashlib
import json
import threading
import time
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, parse_qsl, urlsplit

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa

KEY = rsa.generate_private_key(public_exponent=65537, key_size=2048)
OTHER_KEY = rsa.generate_private_key(public_exponent=65537, key_size=2048)
START = "/dang-nhap/tiep-tuc/"
BACK = "/dang-nhap/xac-nhan/"


@dataclass
class FakeProvider:
    """What the provider will answer, and what it was asked."""

    issuer: str = ""
    claims: dict = field(default_factory=dict)
    id_token_changes: dict = field(default_factory=dict)
    """Claims of the ID token to set, or to leave out when None."""
    signing_key: rsa.RSAPrivateKey = KEY
    algorithm: str = "RS256"
    header: dict = field(default_factory=lambda: {"kid": "one"})
    userinfo_changes: dict = field(default_factory=dict)
    broken: dict = field(default_factory=dict)
    """Path to (status, body) that is answered instead."""
    asked: dict = field(default_factory=dict)
    codes: dict = field(default_factory=dict)

    def authorize(self, address):
        """Play the person who agrees: return the query that comes back to the portal."""
        query = dict(parse_qsl(urlsplit(address).query))
        self.asked = query
        code = f"code-{len(self.codes)}"
        self.codes[code] = query
        return {"code": code, "state": query["state"], "iss": self.issuer}

    def answer(self, path, form):
        """Return status and JSON body for a request."""
        if path in self.broken:
            return self.broken[path]
        match path:
            case "/.well-known/openid-configuration":
                return 200, self._configuration()
            case "/jwks":
                return 200, {"keys": [self._jwk()]}
            case "/me":
                return 200, self.claims | self.userinfo_changes
            case "/token":
                return self._token(form)
        return 404, {}

    def _configuration(self):
        names = ("authorization", "token", "userinfo", "end_session")
        paths = ("auth", "token", "me", "end")
        endpoints = {
            f"{name}_endpoint": f"{self.issuer}/{path}"
            for name, path in zip(names, paths, strict=True)
        }
        return endpoints | {"issuer": self.issuer, "jwks_uri": f"{self.issuer}/jwks"}

    def _jwk(self):
        public = jwt.algorithms.RSAAlgorithm.to_jwk(KEY.public_key(), as_dict=True)
        return public | {"kid": "one", "use": "sig", "alg": "RS256"}

    def _token(self, form):
        asked = self.codes.pop(form.get("code"), None)
        if asked is None or asked["code_challenge"] != challenge(form.get("code_verifier", "")):
            return 400, {"error": "invalid_grant"}
        now = int(time.time())
        claims = {
            "iss": self.issuer,
            "sub": self.claims["sub"],
            "aud": asked["client_id"],
            "iat": now,
            "exp": now + 600,
            "nonce": asked["nonce"],
        } | self.id_token_changes
        body = {name: value for name, value in claims.items() if value is not None}
        key = None if self.algorithm == "none" else self.signing_key
        id_token = jwt.encode(body, key, algorithm=self.algorithm, headers=self.header)
        return 200, {"access_token": "at", "token_type": "Bearer", "id_token": id_token}


def challenge(verifier):
    """Return the S256 challenge of a PKCE verifier."""
    digest = hashlib.sha256(verifier.encode()).digest()
    return base64.urlsafe_b64encode(digest).rstrip(b"=").decode()


def serve(provider):
    """Serve the provider on a free port in a thread; return what closes it."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            self.reply({})

        def do_POST(self):
            body = self.rfile.read(int(self.headers["Content-Length"])).decode()
            self.reply({name: values[0] for name, values in parse_qs(body).items()})

        def reply(self, form):
            status, body = provider.answer(urlsplit(self.path).path, form)
            content = body.encode() if isinstance(body, str) else json.dumps(body).encode()
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, *_words):
            """Keep quiet."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    provider.issuer = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()

    def close():
        server.shutdown()
        thread.join()
        server.server_close()

    return close


def come_back(client, provider, *, next_path="", **changes):
    """Go to the provider, agree there, and come back, with changes to the answer."""
    begun = client.get(START, {"next": next_path} if next_path else {})
    assert begun.status_code == 302, begun.content.decode()
    query = provider.authorize(begun["Location"]) | changes
    return client.get(BACK, {name: value for name, value in query.items() if value is not None})
