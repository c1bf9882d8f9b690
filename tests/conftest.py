"""Tests run against a real PostgreSQL, as the application's role, which owns nothing.

The cluster is the checkout's own, beside its state. ``MOTCUA_KEEP_TEST_CLUSTER=1`` leaves it running
for the next run; ``MOTCUA_TEST_DATABASE`` names the database, so that two runs can go side by side.
"""

import fcntl
import hashlib
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from hypothesis import settings as hypothesis_settings

from motcua.foundation.kernel import local
from motcua.surfaces.cli.local import cluster as clusters
from tests.casework.province import load_province, province

__all__ = ["province"]  # the cast, for every test

# How long an example takes says how busy the machine is: nothing here is timed.
hypothesis_settings.register_profile("untimed", deadline=None)
hypothesis_settings.load_profile("untimed")


def _test_state() -> Path:
    chosen = os.environ.get("MOTCUA_TEST_STATE_DIR")
    if chosen:
        return Path(chosen)
    os.environ.pop("MOTCUA_STATE_DIR", None)
    return local.state_dir() / "test"


TEST_STATE = _test_state()
# Django reads its settings after this file, and finds the test cluster's in this folder.
os.environ["MOTCUA_TEST_STATE_DIR"] = str(TEST_STATE)
os.environ["MOTCUA_STATE_DIR"] = str(TEST_STATE)
os.environ["DJANGO_SETTINGS_MODULE"] = "motcua.config.settings"


def _prepare() -> clusters.Cluster:
    cluster, settings = clusters.ensure(TEST_STATE, unsafe=True)
    if "MOTCUA_SECRET_KEY" not in settings:
        local.write_local_settings(
            {"MOTCUA_SECRET_KEY": "k" * 50, "MOTCUA_MASTER_KEY": "0b" * 32, "MOTCUA_DEMO": "1"}
        )
    return cluster


def pytest_configure(config: pytest.Config) -> None:
    """Start the test cluster once, before Django reads its settings."""
    from django.conf import settings

    if not hasattr(config, "workerinput"):
        TEST_STATE.mkdir(parents=True, exist_ok=True)
        config.motcua_use = (TEST_STATE / "in-use.lock").open("w")
        fcntl.flock(config.motcua_use, fcntl.LOCK_SH)
        config.motcua_cluster = _prepare()
    # The server's application looks for the folder when it is imported.
    settings.STATIC_ROOT.mkdir(parents=True, exist_ok=True)
    assert settings.DATABASES  # read now, so that pytest-django finds Django configured


def pytest_unconfigure(config: pytest.Config) -> None:
    """Stop the cluster unless a developer keeps it for the next run, or another run is using it."""
    cluster = getattr(config, "motcua_cluster", None)
    if cluster is None or os.environ.get("MOTCUA_KEEP_TEST_CLUSTER"):
        return
    try:
        fcntl.flock(config.motcua_use, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return
    cluster.stop()
    config.motcua_use.close()


class Databases:
    """The databases of a run: an empty one, and those furnished for the tests that ask for them.

    Loading the province takes seconds and most tests of the upper floors need it, so it is loaded
    once, and so is the life that goes on in it; whoever empties one with a transactional test leaves
    it to be made anew.
    """

    def __init__(self) -> None:
        self.plain = ""
        self.wanted = PLAIN
        self.used = PLAIN
        self.fit = {PLAIN}

    def ready(self, plain: str, blocker) -> None:
        """Take note of the empty database and go to the one the first test wants."""
        self.plain, self.blocker = plain, blocker
        self._go(plain)
        self.choose(self.wanted)

    def choose(self, furnishing: str) -> None:
        """Go to the database the next test wants."""
        self.wanted = furnishing
        if not self.plain or (furnishing == self.used and furnishing in self.fit):
            return
        with self.blocker.unblock():
            name = f"{self.plain}_{furnishing}" if furnishing else self.plain
            if furnishing not in self.fit:
                self._go(self.plain)
                create_database(name, with_province=True)
            self._go(name)
            if furnishing not in self.fit:
                FURNISHINGS[furnishing](TEST_STATE / name)
        self.fit.add(furnishing)
        self.used = furnishing

    def emptied(self) -> None:
        """Take note that the database in use was emptied."""
        self.fit -= {self.used} - {PLAIN}

    def _go(self, name: str) -> None:
        from django.db import connections

        for alias in ("owner", "default"):
            _use(alias, name)
        # A pool asked before it is filled grows behind the test's back, drawing from the same dice as
        # hypothesis, which takes that for a fault of the strategy in hand.
        connections["default"].pool.open()
        connections["default"].pool.wait()


def _furnish_lives(folder: Path) -> None:
    from tests.access.world import furnish

    furnish(folder)


PLAIN = ""
FURNISHINGS = {"province": lambda _folder: None, "lives": _furnish_lives}
"""What is put into a copy of the province, by the fixture that asks for it; the fuller stands later."""


def furnishing_of(item: pytest.Item) -> str:
    """Return what the test's database holds: the fullest of what its fixtures ask for."""
    fixtures = getattr(item, "fixturenames", ())
    return next((name for name in reversed(FURNISHINGS) if name in fixtures), PLAIN)


databases = Databases()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Run the tests that need the same furnishing together; the order among them stays."""
    order = [PLAIN, *FURNISHINGS]
    items.sort(key=lambda item: order.index(furnishing_of(item)))


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> None:
    """Go to the database the test wants, before its fixtures open a transaction there."""
    databases.choose(furnishing_of(item))


@pytest.fixture(scope="session")
def django_db_setup(request: pytest.FixtureRequest, django_db_blocker) -> Iterator[None]:
    """Copy the migrated template as the owner; then let the application's role work on the copy."""
    from django.db import connections

    from motcua.foundation.kernel import reach

    reach.open_process()
    worker = getattr(request.config, "workerinput", {}).get("workerid", "")
    name = os.environ.get("MOTCUA_TEST_DATABASE", "test_motcua") + (f"_{worker}" if worker else "")
    with django_db_blocker.unblock():
        create_database(name)
        databases.ready(name, django_db_blocker)
    yield
    with django_db_blocker.unblock():
        for alias in ("owner", "default"):
            connections[alias].close()
        connections["default"].close_pool()


def create_database(name: str, *, with_province: bool = False) -> None:
    """Create a database from a template, migrated or with the province, the application at work in it."""
    from django.conf import settings
    from django.db import connections

    from motcua.foundation.kernel import grants

    before = connections["owner"].settings_dict["NAME"]
    template = _province_template() if with_province else _template()
    with _maintenance() as cursor:
        cursor.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
        cursor.execute(f'CREATE DATABASE "{name}" TEMPLATE "{template}"')
    _use("owner", name)
    grants.apply(application_role=settings.DATABASES["default"]["USER"])
    _use("owner", before)


@contextmanager
def _maintenance():
    """Open a cursor on the cluster itself, one run at a time."""
    from django.db import connections

    _use("owner", "postgres")
    with connections["owner"].cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(20180423)")
        try:
            yield cursor
        finally:
            cursor.execute("SELECT pg_advisory_unlock(20180423)")
    connections["owner"].close()


@pytest.fixture(scope="session")
def database_maker(request: pytest.FixtureRequest, django_db_setup, django_db_blocker):
    """Give the function that makes a further database of that name for this run alone."""
    from django.conf import settings

    def make(suffix: str, *, with_province: bool = False) -> str:
        name = f"{settings.DATABASES['default']['NAME']}_{suffix}"
        with django_db_blocker.unblock():
            create_database(name, with_province=with_province)
        return name

    return make


def _use(alias: str, name: str) -> None:
    from django.conf import settings
    from django.db import connections

    connections[alias].close()
    if connections[alias].pool:
        connections[alias].close_pool()
    connections[alias].settings_dict["NAME"] = name
    settings.DATABASES[alias]["NAME"] = name


def _template() -> str:
    """Return the name of a database migrated by exactly these migrations, made if it is not there."""
    from django.core.management import call_command
    from django.db import connections

    name = f"template_{_digest_of_migrations()}"
    with _maintenance() as cursor:
        cursor.execute("SELECT datname FROM pg_database WHERE datname = %s", [name])
        if cursor.fetchone():
            return name
        unfinished = f"{name}_{os.getpid()}"
        cursor.execute(f'CREATE DATABASE "{unfinished}"')
    _use("owner", unfinished)
    call_command("migrate", database="owner", verbosity=0, interactive=False)
    connections["owner"].close()
    with _maintenance() as cursor:
        cursor.execute("SELECT datname FROM pg_database WHERE datname = %s", [name])
        if cursor.fetchone():
            cursor.execute(f'DROP DATABASE "{unfinished}"')
        else:
            cursor.execute(f'ALTER DATABASE "{unfinished}" RENAME TO "{name}"')
    return name


def _province_template() -> str:
    """Return the name of a database that holds the demo province as this code loads it."""
    from django.conf import settings

    from motcua.foundation.kernel import grants

    name = f"province_{_digest_of_code()}"
    with _maintenance() as cursor:
        cursor.execute(
            "SELECT datname FROM pg_database WHERE datname ~ '^province_[0-9a-f]+$' ORDER BY oid DESC"
        )
        known = [row[0] for row in cursor.fetchall()]
        for stale in [other for other in known if other != name][3:]:
            cursor.execute(f'DROP DATABASE IF EXISTS "{stale}" WITH (FORCE)')
    if name in known:
        return name
    unfinished = f"{name}_{os.getpid()}"
    create_database(unfinished)
    used = settings.DATABASES["default"]["NAME"]
    _use("default", unfinished)
    _use("owner", unfinished)
    grants.apply(application_role=settings.DATABASES["default"]["USER"])
    load_province()
    _use("default", used)
    _use("owner", used)
    with _maintenance() as cursor:
        cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name])
        if cursor.fetchone():
            cursor.execute(f'DROP DATABASE "{unfinished}"')
        else:
            cursor.execute(f'ALTER DATABASE "{unfinished}" RENAME TO "{name}"')
    return name


def _digest_of_code() -> str:
    total = hashlib.sha256()
    for folder, kinds in (
        ("src/motcua", ("py", "yaml", "json", "bpmn", "dmn")),
        ("demo", ("yaml", "csv")),
    ):
        for path in sorted((Path(__file__).parents[1] / folder).rglob("*")):
            if path.suffix.removeprefix(".") in kinds:
                total.update(path.read_bytes())
    total.update((Path(__file__).parent / "casework" / "province.py").read_bytes())
    return total.hexdigest()[:16]


def _digest_of_migrations() -> str:
    from django.apps import apps

    total = hashlib.sha256()
    for config in apps.get_app_configs():
        for path in sorted((Path(config.path) / "migrations").glob("*.py")):
            total.update(f"{config.label}/{path.name}\n".encode())
            total.update(path.read_bytes())
    return total.hexdigest()[:16]


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
        databases.emptied()

    TransactionTestCase._fixture_teardown = empty


@pytest.fixture(autouse=True, scope="session")
def _plain_static_files() -> Iterator[None]:
    """Name static files plainly: hashed names exist only where the files have been collected."""
    from django.conf import settings
    from django.test import override_settings

    settings.STATIC_ROOT.mkdir(parents=True, exist_ok=True)
    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    with override_settings(STORAGES={**settings.STORAGES, "staticfiles": plain}):
        yield
