"""The local mailbox: takes every e-mail of this installation, keeps it as a file, shows it.

For demo and development: nothing leaves the machine. A letter is a stranger's text, so the pages
escape all of it, run nothing, and answer to local names alone.
"""

import argparse
import email
import email.policy
import html
import re
import secrets
import signal
import threading
from dataclasses import dataclass
from email.message import EmailMessage
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import quote, unquote

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

from motcua.foundation.kernel import clock

NAME = re.compile(r"^[0-9a-zT.-]+\.eml$")
LINK = re.compile(r"https?://[^\s<>\"']+[^\s<>\"'.,;:!?)]")
SHOWN = 200
LOCAL_NAMES = {"127.0.0.1", "localhost", "[::1]"}
POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"
STYLE = (
    "body{font:16px/1.6 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem}"
    "td,th{text-align:left;padding:.25rem 1rem .25rem 0;vertical-align:top}"
    "pre{white-space:pre-wrap;font:inherit;border-top:1px solid #ccc;padding-top:1rem}"
)


@dataclass(frozen=True, kw_only=True)
class Letters:
    """The folder of letters, newest last by name."""

    folder: Path

    def keep(self, content: bytes) -> Path:
        """Store a letter under the moment it came."""
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        name = f"{clock.now():%Y%m%dT%H%M%S.%f}-{secrets.token_hex(3)}"
        unfinished = self.folder / f"{name}.new"
        unfinished.write_bytes(content)
        return unfinished.rename(self.folder / f"{name}.eml")

    def newest(self) -> list[Path]:
        """Return the newest letters, newest first."""
        return sorted(self.folder.glob("*.eml"), reverse=True)[:SHOWN]

    def find(self, name: str) -> EmailMessage | None:
        """Return the letter of that name."""
        path = self.folder / name
        if not NAME.match(name) or not path.is_file():
            return None
        return email.message_from_bytes(path.read_bytes(), policy=email.policy.default)


class Sink:
    """What the SMTP server hands letters to."""

    def __init__(self, letters: Letters) -> None:
        self.letters = letters

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802, ARG002 - the protocol's name and arguments
        """Keep the letter before saying so."""
        content = envelope.original_content or b""
        self.letters.keep(content)
        return "250 2.0.0 kept"


def page_of_list(letters: Letters) -> str:
    """Return the page that lists the letters."""
    rows = []
    for path in letters.newest():
        letter = letters.find(path.name)
        if letter is None:
            continue
        subject = _shown(letter, "subject") or "(không tiêu đề)"
        rows.append(
            f"<tr><td>{_shown(letter, 'date')}</td><td>{_shown(letter, 'to')}</td>"
            f'<td><a href="/{quote(path.name)}">{subject}</a></td></tr>'
        )
    if not rows:
        return _page("Hộp thư thử", "<p>Chưa có thư nào. Thư hệ thống gửi đi sẽ hiện ở đây.</p>")
    head = "<tr><th>Lúc</th><th>Gửi tới</th><th>Tiêu đề</th></tr>"
    return _page("Hộp thư thử", f"<table>{head}{''.join(rows)}</table>")


def page_of_letter(name: str, letter: EmailMessage) -> str:
    """Return the page of one letter, its text escaped and its links made clickable."""
    body = letter.get_body(preferencelist=("plain", "html"))
    text = body.get_content() if body is not None else ""
    parts = [
        f'<li><a href="/{quote(name)}/{number}">{html.escape(part.get_filename() or "tệp")}</a></li>'
        for number, part in enumerate(letter.iter_attachments())
    ]
    attachments = f"<ul>{''.join(parts)}</ul>" if parts else ""
    return _page(
        str(letter["subject"] or "(không tiêu đề)"),
        f'<p><a href="/">← Hộp thư</a></p><p>{_shown(letter, "date")}<br>'
        f"Từ: {_shown(letter, 'from')}<br>Tới: {_shown(letter, 'to')}</p>"
        f"{attachments}<pre>{_linked(text)}</pre>",
    )


def _shown(letter: EmailMessage, header: str) -> str:
    return html.escape(str(letter[header] or ""))


def _linked(text: str) -> str:
    pieces, end = [], 0
    for found in LINK.finditer(text):
        address = html.escape(found[0])
        pieces += [
            html.escape(text[end : found.start()]),
            f'<a href="{address}" rel="noreferrer">{address}</a>',
        ]
        end = found.end()
    return "".join([*pieces, html.escape(text[end:])])


def _page(title: str, content: str) -> str:
    return (
        f'<!doctype html><html lang="vi"><meta charset="utf-8"><title>{html.escape(title)}</title>'
        '<meta name="viewport" content="width=device-width">'
        f"<style>{STYLE}</style><h1>{html.escape(title)}</h1>{content}</html>"
    )


class Reader(BaseHTTPRequestHandler):
    """Answers the browser; reads only."""

    letters: Letters

    def do_GET(self) -> None:
        """Show the list, a letter, or a letter's attachment."""
        host = self.headers.get("Host", "").rpartition(":")[0] or self.headers.get("Host", "")
        if host not in LOCAL_NAMES:
            self.send_error(HTTPStatus.MISDIRECTED_REQUEST)
            return
        name, _, part = unquote(self.path.partition("?")[0]).lstrip("/").partition("/")
        if not name:
            self._answer(page_of_list(self.letters).encode(), "text/html; charset=utf-8")
            return
        letter = self.letters.find(name)
        if letter is None:
            self.send_error(HTTPStatus.NOT_FOUND)
        elif not part:
            self._answer(page_of_letter(name, letter).encode(), "text/html; charset=utf-8")
        else:
            self._attachment(letter, part)

    def _attachment(self, letter: EmailMessage, number: str) -> None:
        attachments = list(letter.iter_attachments())
        if not number.isdecimal() or int(number) >= len(attachments):
            self.send_error(HTTPStatus.NOT_FOUND)
            return
        chosen = attachments[int(number)]
        filename = quote(chosen.get_filename() or "tep")
        content = chosen.get_payload(decode=True)
        self._answer(
            content if isinstance(content, bytes) else b"",
            "application/octet-stream",
            disposition=f"attachment; filename*=UTF-8''{filename}",
        )

    def _answer(self, body: bytes, kind: str, *, disposition: str = "inline") -> None:
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Content-Disposition", disposition)
        self.send_header("Content-Security-Policy", POLICY)
        self.send_header("X-Content-Type-Options", "nosniff")
        self.send_header("Referrer-Policy", "no-referrer")
        self.send_header("Cache-Control", "no-store")
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base's name
        """Say nothing: addresses of letters are nobody's business."""


def serve(*, folder: Path, smtp_port: int, web_port: int) -> None:
    """Take and show letters until SIGTERM or SIGINT."""
    letters = Letters(folder=folder)
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    done = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: done.set())
    post = Controller(
        Sink(letters), hostname="127.0.0.1", port=smtp_port, enable_SMTPUTF8=True,
        data_size_limit=40 * 1024 * 1024,
    )  # fmt: skip
    post.start()
    reader = type("LettersReader", (Reader,), {"letters": letters})
    web = ThreadingHTTPServer(("127.0.0.1", web_port), reader)
    threading.Thread(target=web.serve_forever, daemon=True).start()
    done.wait()
    web.shutdown()
    post.stop()


def main() -> None:
    """Serve with the ports and the folder of the command line."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--folder", type=Path, required=True)
    arguments.add_argument("--smtp-port", type=int, required=True)
    arguments.add_argument("--web-port", type=int, required=True)
    chosen = arguments.parse_args()
    serve(folder=chosen.folder, smtp_port=chosen.smtp_port, web_port=chosen.web_port)


if __name__ == "__main__":
    main()
