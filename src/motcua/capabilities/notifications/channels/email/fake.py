"""A mailbox in memory that answers as an SMTP server would; held to the same contract."""

from motcua.capabilities.notifications.channels.base import Letter, Postponed, Rejected


class FakeMailbox:
    """Keeps what was delivered; refuses the addresses it was told to refuse."""

    def __init__(self) -> None:
        self.letters: list[Letter] = []
        self.unknown: set[str] = set()
        self.is_down = False

    def deliver(self, letter: Letter) -> None:
        """Keep the letter."""
        if self.is_down:
            raise Postponed("ConnectionRefusedError")
        if letter.to_address in self.unknown or "@" not in letter.to_address:
            raise Rejected("SMTPRecipientsRefused 550")
        self.letters.append(letter)
