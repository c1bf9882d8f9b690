"""The server that takes letters to people."""

from typing import Final

from motcua.config import env

BACKEND: Final = env.text(
    "MOTCUA_EMAIL_BACKEND",
    default="django.core.mail.backends.smtp.EmailBackend",
    help="Django e-mail backend.",
)
HOST: Final = env.text("MOTCUA_EMAIL_HOST", default="127.0.0.1", help="SMTP server.")
PORT: Final = env.number("MOTCUA_EMAIL_PORT", default=1025, help="Port of the SMTP server.")
_SECURITY: Final = env.text(
    "MOTCUA_EMAIL_SECURITY",
    default="",
    help="How letters travel: “tls” (port 465), “starttls” (port 587); empty only on this very machine.",
)
BY_TLS: Final = _SECURITY == "tls"
BY_STARTTLS: Final = _SECURITY == "starttls"
USER: Final = env.text(
    "MOTCUA_EMAIL_USER", default="", help="Name at the SMTP server; empty where it asks for none."
)
PASSWORD: Final = env.text("MOTCUA_EMAIL_PASSWORD", default="", help="Password at the SMTP server.")
TIMEOUT: Final = 10
SENDER: Final = env.text(
    "MOTCUA_FROM_EMAIL",
    default="Cổng dịch vụ công <khong-tra-loi@lamgiang.example>",
    help="Sender.",
)

if _SECURITY not in {"", "tls", "starttls"}:
    raise env.MissingSetting("MOTCUA_EMAIL_SECURITY is neither “tls” nor “starttls” nor empty.")
