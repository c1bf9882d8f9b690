"""What a person does at a browser, in the verbs of the story. Everything goes over HTTP."""

import re
from dataclasses import dataclass, field
from html import unescape
from typing import ClassVar

import yaml
from django.core import mail
from django.test import Client
from tests.casework import people
from tests.identity.officer_steps import CODE, DOOR, give_code, give_password
from tests.identity.provider import FakeProvider, come_back

from motcua.capabilities.notifications import actions as notifications
from motcua.capabilities.notifications.enums import MessageState
from motcua.capabilities.notifications.models import Message
from motcua.foundation.identity import actors
from motcua.foundation.identity import queries as identity
from motcua.foundation.identity.models import Account
from motcua.foundation.kernel import clock
from motcua.surfaces.cli.demo.world import FOLDER

PASSWORD = yaml.safe_load((FOLDER / "people.yaml").read_text("utf-8"))["password"]
HANH = {
    "sub": "hanh",
    "loa": 2,
    "personal_identification_number": "099192000101",
    "name": "Nguyễn Thị Hạnh",
    "birthdate": "1992-05-14",
    "gender": "female",
}


@dataclass
class Visitor:
    """Somebody at a browser, not signed in."""

    browser: Client = field(default_factory=lambda: Client(headers={"accept": "text/html"}))

    def reads(self, address, **asked):
        """Open a page and return it."""
        answer = self.browser.get(address, asked)
        assert answer.status_code == 200, (address, answer.status_code)
        return answer

    def downloads(self, address):
        """Open a PDF and return its bytes."""
        answer = self.reads(address)
        assert answer["Content-Type"] == "application/pdf"
        return answer.content

    def sends(self, address, **posted):
        """Send a form and return the page it leads to."""
        answer = self.browser.post(address, posted, follow=True)
        assert answer.redirect_chain, (address, answer.status_code, words(answer)[:2000])
        assert answer.status_code == 200
        return answer

    def is_refused(self, address, status, **posted):
        """Send a form that is not taken, and return the page that says why."""
        answer = self.browser.post(address, posted)
        assert answer.status_code == status, (address, words(answer)[:2000])
        return answer

    def finds_nothing(self, *addresses):
        """Knock at each address by link and by form: nothing is there for this person."""
        for address in addresses:
            for answer in (self.browser.get(address), self.browser.post(address, {})):
                assert answer.status_code == 404, (address, answer.status_code)
                assert "Bảo Ngọc" not in words(answer)

    def is_led_to_a_door(self, *addresses):
        """Knock without having signed in: the way in comes first."""
        for address in addresses:
            answer = self.browser.get(address)
            assert answer.status_code == 302, address
            assert re.match(r"/(can-bo/)?dang-nhap/", answer["Location"]), answer["Location"]


@dataclass
class Citizen(Visitor):
    """A citizen, whom the identity provider knows."""

    provider: FakeProvider | None = None
    claims: dict[str, object] = field(default_factory=dict)

    def signs_in(self, *, on_the_way_to=""):
        """Go to the identity provider, agree there, and come back to where one wanted to be."""
        self.provider.claims = self.claims
        return come_back(self.browser, self.provider, next_path=on_the_way_to)


@dataclass
class Officer(Visitor):
    """An officer, with a password and an authenticator."""

    login: str = ""
    _signed_in: ClassVar[str] = "_auth_user_id"

    def signs_in(self):
        """Give the password, then the code that the authenticator shows."""
        asked = give_password(self.browser, password=PASSWORD, login=self.login)
        assert asked["Location"].startswith(CODE), asked
        assert self.browser.get("/can-bo/tiep-nhan/")["Location"].startswith(DOOR)
        give_code(self.browser, identity.show_demo_code(self.login))
        assert self._signed_in in self.browser.session


def signed_in(actor):
    """Return the browser of an officer or a citizen who has signed in."""
    kind = "citizen" if isinstance(actor, actors.Citizen) else "officer"
    client = Client(headers={"accept": "text/html"})
    client.force_login(Account.objects.get(person_id=actor.person_id, kind=kind))
    return Visitor(browser=client)


def words(answer):
    """Return what a page says, without its markup."""
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", answer.text)).split())


def addresses_in(answer, pattern):
    """Return the addresses of that form to which a page leads, each once, in order."""
    return list(dict.fromkeys(re.findall(rf'(?:href|src|action)="({pattern})"', answer.text)))


def the_post_arrives():
    """Let the worker do what waits; return the letters that came now."""
    people.settle()
    before = len(mail.outbox)
    for message in Message.objects.filter(state=MessageState.WAITING).order_by("pk"):
        notifications.deliver(message_id=message.pk, at=clock.now())
    return mail.outbox[before:]
