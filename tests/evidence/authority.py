"""A time-stamping authority of the tests: pyHanko's own, behind HTTP, with a certificate made for it."""

import asyncio
import threading
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from asn1crypto import keys, tsp
from asn1crypto import x509 as asn1_x509
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID
from pyhanko.sign.timestamps import DummyTimeStamper

BEGINS, LIVES = datetime(2025, 1, 1, tzinfo=UTC), timedelta(days=3650)


class Authority:
    """Whoever stamps: a key, its certificate, and what it answers."""

    def __init__(self, name="Cơ quan cấp dấu thời gian thử nghiệm", *, at=None, stamps=True):
        root_key, self._key = (
            rsa.generate_private_key(public_exponent=65537, key_size=2048) for _ in range(2)
        )
        self.root = _root(f"Gốc: {name}", root_key)
        self.certificate = _leaf(name, self._key, self.root, root_key, is_for_stamps=stamps)
        self.at = at
        self.asked = []
        self.answer = self.stamp

    @property
    def pem(self):
        """The certificate of who vouches for it, as operators keep it."""
        return self.root.public_bytes(serialization.Encoding.PEM)

    def stamp(self, body):
        """Return status and body: a token over what was sent."""
        request = tsp.TimeStampReq.load(body)
        info = _stamper(self).request_tsa_response(request)
        return 200, info.dump()

    def token(self, digest):
        """Return a token over 32 bytes."""
        token = asyncio.run(_stamper(self).async_timestamp(digest, "sha256"))
        return token.dump()


def _stamper(authority):
    der = authority._key.private_bytes(
        serialization.Encoding.DER, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    certificate = asn1_x509.Certificate.load(
        authority.certificate.public_bytes(serialization.Encoding.DER)
    )
    return DummyTimeStamper(
        tsa_cert=certificate, tsa_key=keys.PrivateKeyInfo.load(der), fixed_dt=authority.at
    )


def _named(name):
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])


def _begun(name, key, issuer):
    return (
        x509.CertificateBuilder()
        .subject_name(_named(name)).issuer_name(issuer).public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(BEGINS).not_valid_after(BEGINS + LIVES)
    )  # fmt: skip


def _usage(*, signs_certificates):
    return x509.KeyUsage(
        digital_signature=not signs_certificates, content_commitment=not signs_certificates,
        key_encipherment=False, data_encipherment=False, key_agreement=False,
        key_cert_sign=signs_certificates, crl_sign=signs_certificates, encipher_only=False, decipher_only=False,
    )  # fmt: skip


def _root(name, key):
    begun = _begun(name, key, _named(name))
    begun = begun.add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
    begun = begun.add_extension(_usage(signs_certificates=True), critical=True)
    return begun.sign(key, hashes.SHA256())


def _leaf(name, key, root, root_key, *, is_for_stamps):
    use = ExtendedKeyUsageOID.TIME_STAMPING if is_for_stamps else ExtendedKeyUsageOID.SERVER_AUTH
    begun = _begun(name, key, root.subject)
    begun = begun.add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
    begun = begun.add_extension(x509.ExtendedKeyUsage([use]), critical=True)
    begun = begun.add_extension(_usage(signs_certificates=False), critical=True)
    return begun.sign(root_key, hashes.SHA256())


@contextmanager
def serving(authority):
    """Let an authority answer at an address of this machine."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self):
            body = self.rfile.read(int(self.headers["Content-Length"]))
            authority.asked.append((self.headers["Content-Type"], body))
            status, content = authority.answer(body)
            self.send_response(status)
            self.send_header("Content-Type", "application/timestamp-reply")
            if status == 302:
                self.send_header("Location", content.decode())
                content = b""
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, *_args):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}/"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
