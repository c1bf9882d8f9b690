"""What clamd knows to be bad is not taken; without it, or while it is away, uploads go on."""

import socket
import tempfile
import threading

import pytest
from tests.documents import clamds, samples

from motcua.capabilities.documents import errors, inspection, rules
from motcua.capabilities.documents.inspection import scanning
from motcua.capabilities.documents.inspection.scanning import Scanner, Standing

BAD = samples.pdf() + b"\n%" + clamds.EICAR + b"\n%%EOF\n"


@pytest.fixture(scope="module", params=clamds.WAYS)
def address(request):
    """Where a scanner listens; in a folder with a short name, as sockets want it."""
    with (
        tempfile.TemporaryDirectory(prefix="clamd-") as folder,
        clamds.WAYS[request.param](folder) as address,
    ):
        yield address


@pytest.fixture
def clamd(address, settings):
    """An installation with this scanner."""
    settings.CLAMD = address
    return address


@pytest.mark.usefixtures("clamd")
def test_a_bad_file_is_refused_by_its_name():
    with pytest.raises(errors.Infected) as refused:
        inspection.inspect(BAD, filename="Giấy chứng sinh.pdf")

    assert "Giấy chứng sinh.pdf" in refused.value.text


@pytest.mark.usefixtures("clamd")
def test_a_good_file_is_taken():
    assert inspection.inspect(samples.pdf(), filename="tep.pdf").pages == 1


@pytest.mark.usefixtures("clamd")
@pytest.mark.parametrize("before", [0, 256 * 1024 - 20, 3_000_000])
def test_it_is_found_wherever_it_stands(before):
    assert clamds.NAME in scanning.find_infection(b" " * before + clamds.EICAR)


@pytest.mark.usefixtures("clamd")
def test_the_largest_file_is_scanned():
    assert scanning.find_infection(b" " * rules.MAX_FILE_BYTES) == ""


@pytest.mark.usefixtures("clamd")
def test_the_scanner_says_who_it_is():
    seen = scanning.look_at_scanner()

    assert seen.standing is Standing.READY
    assert seen.said.startswith("ClamAV ")


def test_none_was_set_up(settings):
    settings.CLAMD = ""

    assert scanning.look_at_scanner() == Scanner(standing=Standing.ABSENT)
    assert inspection.inspect(BAD, filename="tep.pdf").pages == 1


@pytest.fixture
def free_port():
    """A port of this machine at which nobody listens."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        return taken.getsockname()[1]


@pytest.mark.parametrize("where", ["/nonexistent/clamd.ctl", "127.0.0.1:{port}", ":", "x:"])
def test_while_it_is_away_uploads_go_on_and_the_operator_sees_it(where, free_port, settings):
    settings.CLAMD = where.format(port=free_port)

    assert scanning.look_at_scanner() == Scanner(standing=Standing.AWAY)
    assert inspection.inspect(BAD, filename="tep.pdf").pages == 1


@pytest.mark.parametrize(
    "answer",
    [
        b"",
        b"INSTREAM size limit exceeded. ERROR\0",
        b"stream: FOUND",
        b"\xff" * 9000,
        b"stream: \0",
    ],
)
def test_whatever_it_answers_beside_found_refuses_nobody(answer, settings):
    with socket.create_server(("127.0.0.1", 0)) as listening:
        settings.CLAMD = f"127.0.0.1:{listening.getsockname()[1]}"

        def say():
            line, _from = listening.accept()
            with line:
                line.recv(100)
                line.sendall(answer)

        saying = threading.Thread(target=say)
        saying.start()
        assert scanning.find_infection(b"x") == ""
        saying.join()
