"""clamd as uploads meet it: one played here, and the real one with a single signature where it is installed."""

import shutil
import socket
import struct
import subprocess
import threading
import time
from contextlib import contextmanager
from pathlib import Path

# In two parts, or scanners would keep this very file from being read.
EICAR = b"X5O!P%@AP[4\\PZX54(P^)7CC)7}$" + b"EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"
NAME = "Eicar-Test"
INSTALLED = shutil.which("clamd", path="/usr/sbin:/usr/bin:/sbin:/bin")
CONFIGURATION = """\
LocalSocket {folder}/clamd.ctl
DatabaseDirectory {folder}/signatures
Foreground yes
User root
"""


@contextmanager
def played(folder):
    """Answer as clamd(8) says, at a socket in the folder; yield its address."""
    address = f"{folder}/clamd.ctl"
    listening = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    listening.bind(address)
    listening.listen()
    answering = threading.Thread(target=_answer_all, args=(listening,), daemon=True)
    answering.start()
    try:
        yield address
    finally:
        listening.shutdown(socket.SHUT_RDWR)
        answering.join()
        listening.close()


def _answer_all(listening):
    while True:
        try:
            line, _from = listening.accept()
        except OSError:
            return
        with line, line.makefile("rb") as said:
            line.sendall(_answer(said) + b"\0")


def _answer(said):
    command = bytearray()
    while (letter := said.read(1)) not in {b"\0", b""}:
        command += letter
    if command == b"zVERSION":
        return b"ClamAV 1.4.3/27500/Mon Nov 23 09:00:00 2026"
    if command != b"zINSTREAM":
        return b"UNKNOWN COMMAND"
    content = bytearray()
    while length := struct.unpack(">I", said.read(4))[0]:
        content += said.read(length)
    found = EICAR in content
    return f"stream: {NAME}.UNOFFICIAL FOUND".encode() if found else b"stream: OK"


@contextmanager
def real(folder):
    """Run the installed clamd with one signature of our own; yield its address."""
    signatures = Path(folder, "signatures")
    signatures.mkdir()
    (signatures / "test.ndb").write_text(f"{NAME}:0:*:{EICAR.hex()}\n")
    configuration = Path(folder, "clamd.conf")
    configuration.write_text(CONFIGURATION.format(folder=folder))
    running = subprocess.Popen(
        [INSTALLED, f"--config-file={configuration}"], stdout=subprocess.DEVNULL
    )
    try:
        for _ in range(600):
            if Path(folder, "clamd.ctl").exists():
                break
            assert running.poll() is None, "clamd came to its end"
            time.sleep(0.1)
        yield f"{folder}/clamd.ctl"
    finally:
        running.terminate()
        running.wait()


WAYS = {"played": played} | ({"real": real} if INSTALLED else {})
