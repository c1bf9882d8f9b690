"""The practice site as a run starts it: what is done there is there alone, and gone when begun anew."""

import re
import time

import psycopg
import pytest
import requests
from django.conf import settings
from tests.processes.harness import Product, free_port, wait_until

from motcua.foundation.kernel import local, practising
from motcua.foundation.kernel.practising import Stage, Wish
from motcua.surfaces.cli.local import cluster as clusters
from motcua.surfaces.cli.local.plan import Ports
from motcua.surfaces.cli.local.practice import Names, Practice

KEY = "a key for tests"
PREPARED_WITHIN = 480
"""Seconds; it is loaded at low priority."""


@pytest.fixture
def real(database_maker, tmp_path):
    """An installation where real work is done, with its tables."""
    return Product(database=database_maker("beside"), folder=tmp_path, settings=settings.DATABASES)


@pytest.fixture
def site(real):
    """The practice site beside it, asleep."""
    local.write_local_settings({"MOTCUA_PRACTICE_KEY": KEY})
    site = Practice(
        Ports(first=free_port() - 5), changed=lambda: None, dossiers=2,
        names=Names(database=f"{real.database}_practice", real=real.database),
    )  # fmt: skip
    site.lie_down(clusters.locate(local.state_dir()))
    yield site
    site.close()
    with psycopg.connect(
        host=settings.DATABASES["owner"]["HOST"], user=settings.DATABASES["owner"]["USER"],
        password=settings.DATABASES["owner"]["PASSWORD"], dbname="postgres", autocommit=True,
    ) as connection:  # fmt: skip
        for name in (site.names.database, site.names.fresh):
            connection.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
        for role in (site.names.application, site.names.owner):
            connection.execute(f'DROP ROLE IF EXISTS "{role}"')


def has(site, stage, *, but=Stage.FAILED):
    """Let the supervisor look until the site is so far."""

    def look():
        site.look()
        reached = practising.read_stage(site.folder)
        assert reached is not but, "see practice-prepare.log"
        time.sleep(0.05)
        return reached is stage

    wait_until(look, within=PREPARED_WITHIN, what=f"{stage}")


def rows_of_each_table(product):
    tables = product.rows(
        "SELECT format('%I', tablename) FROM pg_tables WHERE schemaname = 'public' ORDER BY 1",
        is_owner=True,
    )
    counted = " UNION ALL ".join(f"SELECT '{name}', count(*) FROM {name}" for (name,) in tables)
    return product.rows(counted, is_owner=True)


class Trainee:
    """Somebody who practises, in a browser without a script."""

    def __init__(self, site):
        self.session = requests.Session()
        self.address = f"http://127.0.0.1:{site.ports.practice}/can-bo/"
        ticket = practising.write_ticket(KEY)
        self.session.get(f"{self.address}tap-thu/vao/", params={"ve": ticket}, timeout=60)

    def read(self, path):
        answer = self.session.get(f"{self.address}{path}", timeout=60)
        assert answer.ok, answer.text
        return answer.text

    def send(self, path, **sent):
        token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', self.read(path))[1]
        answer = self.session.post(
            f"{self.address}{path}", data=sent | {"csrfmiddlewaretoken": token}, timeout=60
        )
        assert answer.ok, answer.text
        return answer.text


def advise(site):
    """Keep guidance at the desk, and return the page of exercises."""
    trainee = Trainee(site)
    trainee.send("tap-thu/vao/", role="motcua.songlam")
    trainee.send(
        "huong-dan/thu-tuc/1.004873/", way="counter", content="Cần tờ khai và thẻ căn cước."
    )
    return trainee.read("tap-thu/bai/")


def test_what_is_practised_leaves_no_row_in_the_database_of_real_work(real, site):
    before = rows_of_each_table(real)
    practising.wish(site.folder, Wish.START)
    has(site, Stage.READY)

    assert "Đã làm 1 trên 8 bài" in advise(site)

    assert rows_of_each_table(real) == before
    given = local.read_settings_in(site.folder)
    for role, password in (
        (site.names.application, given["MOTCUA_DATABASE_PASSWORD"]),
        (site.names.owner, given["MOTCUA_OWNER_PASSWORD"]),
    ):
        with pytest.raises(psycopg.OperationalError, match="permission denied for database"):
            psycopg.connect(
                host=given["MOTCUA_DATABASE_HOST"], user=role, password=password,
                dbname=real.database,
            )  # fmt: skip

    practising.wish(site.folder, Wish.RESET)
    site.look()
    has(site, Stage.READY)

    trainee = Trainee(site)
    trainee.send("tap-thu/vao/", role="motcua.songlam")
    assert "Chưa ghi hướng dẫn nào" in trainee.read("huong-dan/")
