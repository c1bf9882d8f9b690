"""Keys in files: PKCS#12 archives under the installation's state folder. For development only.

In service the keys lie in certified devices; a vendor for PKCS#11 stands beside this one then.
"""

import hashlib
import hmac
from functools import lru_cache
from pathlib import Path
from typing import Final

from asn1crypto import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.serialization import load_der_private_key
from django.conf import settings
from pyhanko.keys import load_cert_from_pemder
from pyhanko.sign import Signer, signers

from motcua.capabilities.documents import apart
from motcua.capabilities.documents.signers.base import KeyUnavailable, Vendor


class FileVendor(Vendor):
    """Signs with the key ``H99.101/seal`` out of ``keys/H99.101/seal.p12``."""

    def get_signer(self, key: str) -> Signer:
        """Return the signer of the archive, opened once per process."""
        path = path_of(key)
        try:
            return _open(path, path.stat().st_mtime_ns)
        except (OSError, ValueError) as error:
            raise KeyUnavailable(key) from error

    def list_roots(self) -> list[x509.Certificate]:
        """Return the development authority, or nothing before it was made."""
        root = root_path()
        return _roots(root) if root.exists() else []


def keys_dir() -> Path:
    """Return the folder of all keys, that of a rehearsal inside one."""
    kept_apart = apart.current()
    return kept_apart.keys if kept_apart else Path(settings.STATE_DIR) / "keys"


def root_path() -> Path:
    """Return where the development authority's certificate lies."""
    return keys_dir() / "authority" / "root.pem"


def path_of(key: str) -> Path:
    """Return where the archive of a key lies; a name that leads out of the folder has none."""
    path = (keys_dir() / f"{key}.p12").resolve()
    if not path.is_relative_to(keys_dir().resolve()):
        raise KeyUnavailable(key)
    return path


def passphrase() -> bytes:
    """Return what the archives are locked with: drawn from the master key, stored nowhere."""
    master = bytes.fromhex(settings.MASTER_KEY)
    return hmac.new(master, b"documents.keys", hashlib.sha256).hexdigest().encode()


def _roots(path: Path) -> list[x509.Certificate]:
    return [load_cert_from_pemder(str(path))]  # type: ignore[no-untyped-call]


class _KeptSigner(signers.SimpleSigner):
    """A signer whose RSA key is parsed and checked once, not at every signature (100 ms each)."""

    @property
    def _key(self) -> rsa.RSAPrivateKey:
        if self._kept is None:
            # Checked when the archive was opened.
            key = load_der_private_key(
                self.signing_key.dump(), password=None, unsafe_skip_rsa_key_validation=True
            )
            assert isinstance(key, rsa.RSAPrivateKey)
            self._kept = key
        return self._kept

    _kept: rsa.RSAPrivateKey | None = None

    async def async_sign_raw(
        self,
        data: bytes,
        digest_algorithm: str,
        dry_run: bool = False,  # noqa: FBT001, FBT002 - the library's signature
    ) -> bytes:
        """Sign with PKCS #1 v1.5, the library's own choice for RSA keys."""
        if dry_run:
            return bytes(self._key.key_size // 8)
        return self._key.sign(data, PKCS1v15(), _HASHES[digest_algorithm.lower()])


_HASHES: Final[dict[str, hashes.HashAlgorithm]] = {
    "sha256": hashes.SHA256(),
    "sha384": hashes.SHA384(),
    "sha512": hashes.SHA512(),
}


@lru_cache(maxsize=256)
def _open(path: Path, _changed: int) -> Signer:
    loaded = signers.SimpleSigner.load_pkcs12_data(
        path.read_bytes(), other_certs=(), passphrase=passphrase()
    )
    if loaded is None:
        raise ValueError(f"{path.name} does not open")
    return _KeptSigner(
        signing_cert=loaded.signing_cert,
        signing_key=loaded.signing_key,
        cert_registry=loaded.cert_registry,
    )
