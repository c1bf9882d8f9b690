"""Reach the database as its owner, by driver and by PostgreSQL's own programs."""

import os
from dataclasses import dataclass

from django.conf import settings
from psycopg.conninfo import make_conninfo

from motcua.foundation.kernel import grants
from motcua.surfaces.cli.local import binaries


class ProgramFailed(Exception):
    """One of PostgreSQL's programs did not do its work; the message is its own."""


@dataclass(frozen=True, kw_only=True)
class Reach:
    """Where a database is and as whom to enter."""

    host: str
    port: str
    name: str
    user: str
    password: str

    def conninfo(self) -> str:
        """Return what the driver connects with."""
        return make_conninfo(
            host=self.host,
            port=self.port,
            dbname=self.name,
            user=self.user,
            password=self.password,
        )

    def environment(self) -> dict[str, str]:
        """Return what PostgreSQL's programs connect with; a password has no place in arguments."""
        return {
            **os.environ,
            "PGHOST": self.host,
            "PGPORT": self.port,
            "PGUSER": self.user,
            "PGPASSWORD": self.password,
        }


def owner() -> Reach:
    """Return how the owner reaches the database of this installation."""
    database = settings.DATABASES[grants.OWNER_ALIAS]
    return Reach(
        host=str(database["HOST"]),
        port=str(database["PORT"]),
        name=str(database["NAME"]),
        user=str(database["USER"]),
        password=str(database["PASSWORD"]),
    )


def program(name: str, *, server: int) -> str:
    """Return the path of a client program that understands the server."""
    return str(binaries.for_client(server=server) / name)
