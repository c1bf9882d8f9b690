"""Tests run against a real PostgreSQL, as the application's role, which owns nothing."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

TEST_STATE = Path(
    os.environ.get("MOTCUA_TEST_STATE_DIR")
    or ("/var/lib/motcua/test" if os.geteuid() == 0 else Path(__file__).parents[1] / "var" / "test")
)
os.environ["MOTCUA_STATE_DIR"] = str(TEST_STATE)
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "motcua.config.settings")

from motcua.foundation.kernel import local  # noqa: E402 - after the state folder is named
from motcua.surfaces.cli.local import cluster as clusters  # noqa: E402


def _prepare() -> clusters.Cluster:
    cluster, settings = clusters.ensure(TEST_STATE, unsafe=True)
    if "MOTCUA_SECRET_KEY" not in settings:
        local.write_local_settings(
            {"MOTCUA_SECRET_KEY": "k" * 50, "MOTCUA_MASTER_KEY": "0b" * 32, "MOTCUA_DEMO": "1"}
        )
    return cluster


def pytest_configure(config: pytest.Config) -> None:
    """Start the test cluster once, before Django reads its settings."""
    if not hasattr(config, "workerinput"):
        config.motcua_cluster = _prepare()


def pytest_unconfigure(config: pytest.Config) -> None:
    """Stop the cluster unless a developer keeps it for the next run."""
    cluster = getattr(config, "motcua_cluster", None)
    if cluster is not None and not os.environ.get("MOTCUA_KEEP_TEST_CLUSTER"):
        cluster.stop()


@pytest.fixture(scope="session")
def django_db_setup(request: pytest.FixtureRequest, django_db_blocker) -> Iterator[None]:
    """Create the test database as the owner; then let the application's role work on it."""
    from django.conf import settings
    from django.core.management import call_command
    from django.db import connections

    from motcua.foundation.kernel import grants

    worker = getattr(request.config, "workerinput", {}).get("workerid", "")
    name = os.environ.get("MOTCUA_TEST_DATABASE", "test_motcua") + (f"_{worker}" if worker else "")
    owner = connections["owner"]
    with django_db_blocker.unblock():
        owner.settings_dict["NAME"] = "postgres"
        with owner.cursor() as cursor:
            cursor.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
            cursor.execute(f'CREATE DATABASE "{name}"')
        owner.close()
        for alias in ("owner", "default"):
            connections[alias].settings_dict["NAME"] = name
            settings.DATABASES[alias]["NAME"] = name
        call_command("migrate", database="owner", verbosity=0, interactive=False)
        grants.apply(application_role=settings.DATABASES["default"]["USER"])
        owner.close()
    yield
    with django_db_blocker.unblock():
        for alias in ("owner", "default"):
            connections[alias].close()
        pool = getattr(connections["default"], "close_pool", None)
        if pool:
            pool()


@pytest.fixture(autouse=True, scope="session")
def _owner_truncates() -> None:
    """Let transactional tests empty the tables as the owner: the application's role may not."""
    import psycopg
    from django.conf import settings
    from django.test import TransactionTestCase

    def empty(self: TransactionTestCase) -> None:
        owner = settings.DATABASES["owner"]
        with psycopg.connect(
            host=owner["HOST"], port=owner["PORT"], user=owner["USER"],
            password=owner["PASSWORD"], dbname=owner["NAME"],
        ) as connection:  # fmt: skip
            tables = connection.execute(
                "SELECT string_agg(format('%I', tablename), ', ') FROM pg_tables"
                " WHERE schemaname = 'public' AND tablename NOT IN"
                " ('django_migrations', 'django_content_type', 'auth_permission')"
            ).fetchone()
            connection.execute(f"TRUNCATE {tables[0]} RESTART IDENTITY CASCADE")

    TransactionTestCase._fixture_teardown = empty
