"""A bad line between a browser and the product: slow, late, cut, or losing an answer on its way back."""

import socket
import threading
import time
from contextlib import suppress
from dataclasses import dataclass, field

PIECE = 4096
SLOW = 64_000 / 8
"""Bytes a second on a line of 64 kbit/s."""


@dataclass
class Line:
    """One counter's line: a port of its own that leads to the product as long as it holds."""

    port: int
    rate: float = 0
    """Bytes a second in each direction; 0 for as fast as it goes."""
    delay: float = 0
    """Seconds that what a browser begins to say is on its way."""
    is_cut: bool = False
    losing: bytes = b""
    """The request whose answer is lost: the product does what it asks, and the line is cut."""
    open_ends: set = field(default_factory=set)

    def __post_init__(self):
        self.ear = socket.create_server(("127.0.0.1", 0))
        self.address = f"http://127.0.0.1:{self.ear.getsockname()[1]}"
        threading.Thread(target=self._listen, daemon=True).start()

    def cut(self):
        """Cut the line: nothing comes through until it is mended."""
        self.is_cut = True
        for end in list(self.open_ends):
            with suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)

    def mend(self, *, rate=0, delay=0):
        """Let the line work again, as well as it does."""
        self.rate, self.delay, self.is_cut = rate, delay, False

    def close(self):
        """End the line for good."""
        self.cut()
        self.ear.close()

    def _listen(self):
        while True:
            try:
                browser, _address = self.ear.accept()
            except OSError:
                return
            if self.is_cut:
                browser.close()
                continue
            product = socket.create_connection(("127.0.0.1", self.port))
            self.open_ends |= {browser, product}
            lost = threading.Event()
            for ends, is_asking in (((browser, product), True), ((product, browser), False)):
                threading.Thread(
                    target=self._carry, args=(*ends, lost), kwargs={"is_asking": is_asking},
                    daemon=True,
                ).start()  # fmt: skip

    def _carry(self, source, target, lost, *, is_asking):
        with suppress(OSError):
            while piece := source.recv(PIECE):
                if is_asking and self.losing and self.losing in piece:
                    self.losing = b""
                    lost.set()
                if not is_asking and lost.is_set():
                    self.cut()
                    break
                if is_asking:
                    time.sleep(self.delay)
                if self.rate:
                    time.sleep(len(piece) / self.rate)
                if self.is_cut:
                    break
                target.sendall(piece)
        for end in (source, target):
            self.open_ends.discard(end)
            with suppress(OSError):
                end.close()
