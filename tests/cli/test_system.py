"""`motcua system`: register, list, rotate, end."""

import json

import pytest
from django.core.management import call_command

from motcua.capabilities.exchange import queries
from motcua.capabilities.exchange.errors import SystemNotFound
from motcua.foundation.kernel import clock

pytestmark = pytest.mark.django_db


def run(capsys, *words):
    call_command("system", *words, "--json")
    return json.loads(capsys.readouterr().out)


def knows(token):
    return queries.find_caller(f"Bearer {token}", at=clock.now()) is not None


def test_a_system_is_registered_rotated_listed_and_ended(capsys):
    (added,) = run(capsys, "add", "cong-dvcqg", "Cổng DVCQG", "--scope", "arrivals")
    (rotated,) = run(capsys, "rotate", "cong-dvcqg", "--days", "0")

    assert [knows(added["token"]), knows(rotated["token"])] == [False, True]
    assert run(capsys, "list") == [
        {
            "code": "cong-dvcqg", "name": "Cổng DVCQG", "scopes": "arrivals", "address": "",
            "tokens": 1, "keys": 0, "waiting": 0, "failed": 0, "ended": "",
        }
    ]  # fmt: skip
    run(capsys, "end", "cong-dvcqg")
    assert not knows(rotated["token"])
    assert run(capsys, "list")[0]["tokens"] == 0


def test_the_token_is_shown_with_a_warning(capsys):
    call_command("system", "add", "cong-dvcqg", "Cổng DVCQG", "--scope", "mirrors")

    said = capsys.readouterr().out
    assert "token: mcx_" in said
    assert "một lần" in said


def test_what_is_not_there_is_refused(capsys):
    with pytest.raises(SystemNotFound):
        run(capsys, "end", "nobody")
