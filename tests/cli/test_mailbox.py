"""The local mailbox keeps every letter and shows it as harmless text."""

import smtplib
import sys
import time
import urllib.error
import urllib.request
from email.message import EmailMessage

import pytest
from tests.processes.harness import free_port, wait_until

from motcua.surfaces.cli.local import mailbox, plan, processes
from motcua.surfaces.cli.local.mailbox import Letters


def letter(*, subject="Hồ sơ đã được tiếp nhận", text="Mời xem http://127.0.0.1:9000/ho-so/1."):
    message = EmailMessage()
    message["From"] = "khong-tra-loi@lamgiang.example"
    message["To"] = "hanh@congdan.example"
    message["Subject"] = subject
    message.set_content(text)
    return message


@pytest.fixture
def letters(tmp_path):
    return Letters(folder=tmp_path / "mail")


def test_an_empty_mailbox_says_what_will_come(letters):
    assert "Chưa có thư nào" in mailbox.page_of_list(letters)


def test_the_newest_letter_comes_first(letters):
    letters.keep(letter(subject="Một").as_bytes())
    time.sleep(0.001)
    letters.keep(letter(subject="Hai").as_bytes())

    page = mailbox.page_of_list(letters)

    assert page.index("Hai") < page.index("Một")


def test_a_letter_cannot_write_the_page(letters):
    hostile = '<script>alert(1)</script><a href="javascript:alert(2)">x</a>'
    path = letters.keep(letter(subject=hostile, text=hostile).as_bytes())

    pages = mailbox.page_of_list(letters) + mailbox.page_of_letter(
        path.name, letters.find(path.name)
    )

    assert "<script" not in pages
    assert 'href="javascript' not in pages
    assert "&lt;script&gt;" in pages


def test_links_can_be_followed(letters):
    path = letters.keep(letter().as_bytes())

    page = mailbox.page_of_letter(path.name, letters.find(path.name))

    assert '<a href="http://127.0.0.1:9000/ho-so/1" rel="noreferrer">' in page


@pytest.mark.parametrize("name", ["../local.json", "x.eml/../../local.json", "", "missing.eml"])
def test_only_letters_are_found(letters, name):
    letters.keep(letter().as_bytes())
    (letters.folder.parent / "local.json").write_text("{}", "utf-8")

    assert letters.find(name) is None


@pytest.fixture
def running(tmp_path):
    smtp, web = free_port(), free_port()
    record = processes.start(
        "mailbox",
        [
            sys.executable, "-m", "motcua.surfaces.cli.local.mailbox",
            f"--folder={tmp_path / 'mail'}", f"--smtp-port={smtp}", f"--web-port={web}",
        ],
        environment=plan.environment(plan.Service(name="mailbox", command=())),
        log=tmp_path / "mailbox.log",
    )  # fmt: skip
    wait_until(lambda: answer(web), within=20, what=f"mailbox {tmp_path / 'mailbox.log'}")
    yield smtp, web
    processes.end(record)
    assert not record.lives()


def answer(port, path="/", host=None):
    request = urllib.request.Request(f"http://127.0.0.1:{port}{path}")
    if host:
        request.add_header("Host", host)
    try:
        with urllib.request.urlopen(request, timeout=5) as response:
            return response.status, response.headers, response.read()
    except urllib.error.HTTPError as error:
        with error:
            return error.code, error.headers, b""
    except OSError:
        return None


def test_a_letter_travels_from_smtp_to_the_page(running):
    smtp, web = running
    message = letter()
    message.add_attachment(
        b"%PDF-1.7", maintype="application", subtype="pdf", filename="biên nhận.pdf"
    )
    with smtplib.SMTP("127.0.0.1", smtp, timeout=10) as server:
        server.send_message(message)

    status, headers, page = answer(web)
    name = page.decode().partition('<a href="/')[2].partition('"')[0]
    _, _, shown = answer(web, f"/{name}")
    _, sent_as, attachment = answer(web, f"/{name}/0")

    assert status == 200
    assert "default-src 'none'" in headers["Content-Security-Policy"]
    assert "biên nhận.pdf" in shown.decode()
    assert attachment == b"%PDF-1.7"
    assert sent_as["Content-Disposition"].startswith("attachment")


def test_another_site_cannot_read_the_mailbox(running):
    _, web = running

    assert answer(web, host="evil.example:80")[0] == 421
    assert answer(web, "/nothing.eml")[0] == 404
