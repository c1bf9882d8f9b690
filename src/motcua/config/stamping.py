"""Who outside of the installation confirms when its evidence was there (RFC 3161)."""

from typing import Final

from motcua.config import env

ADDRESS: Final = env.text(
    "MOTCUA_TIMESTAMP_URL",
    default="",
    help="Address of a time-stamping authority (RFC 3161) that stamps checkpoints of the evidence, if any.",
)
ROOTS: Final = env.text(
    "MOTCUA_TIMESTAMP_ROOTS",
    default="",
    help="File with the certificates (PEM) by which its tokens are believed; needed with its address.",
)
if ADDRESS and not ROOTS:
    raise env.MissingSetting("MOTCUA_TIMESTAMP_ROOTS")
