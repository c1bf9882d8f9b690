"""How django-allauth keeps the secrets of second factors: sealed under the installation's key."""

import base64
import hashlib
import hmac

from allauth.mfa.adapter import DefaultMFAAdapter
from django.conf import settings

from motcua.foundation.kernel import sealing

CONTEXT = "identity.second-factor"


class SecondFactorAdapter(DefaultMFAAdapter):  # type: ignore[misc] # allauth has no types
    """Seal TOTP secrets and the seeds of recovery codes."""

    def encrypt(self, text: str) -> str:
        """Return the text sealed."""
        return base64.b64encode(sealing.seal(_key(), text, context=CONTEXT)).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """Return the text that was sealed."""
        opened: str = sealing.open_sealed(_key(), base64.b64decode(encrypted_text), context=CONTEXT)
        return opened


def _key() -> bytes:
    master = bytes.fromhex(settings.MASTER_KEY)
    return hmac.digest(master, b"motcua identity second factor v1", hashlib.sha256)
