"""`motcua audit`: verify all, or what is new; keep a checkpoint elsewhere and hold the installation to it."""

import io
import json

import pytest
from django.core.management import CommandError, call_command
from tests.evidence.test_evidence import MONDAY, as_owner, many
from tests.evidence.verifying import verify

from motcua.capabilities.evidence import actions, queries
from motcua.surfaces.cli import verified


@pytest.fixture(autouse=True)
def state(settings, tmp_path):
    """Keep each test's keys, and what it remembers, apart."""
    settings.STATE_DIR = tmp_path
    return tmp_path


def audit(*words):
    """Return the exit status of the command and what it said."""
    out = io.StringIO()
    try:
        call_command("audit", *words, stdout=out)
    except SystemExit as ended:
        return ended.code, out.getvalue()
    return 0, out.getvalue()


def lamps():
    """Let positions be of a kind whose log is not looked at."""
    many(300)
    return actions.make_checkpoint(at=MONDAY)


@pytest.mark.django_db
def test_a_checkpoint_is_handed_out_whole():
    with pytest.raises(CommandError):
        audit("checkpoint")
    head = lamps()

    status, said = audit("checkpoint")

    assert (status, queries.read_head(json.loads(said))) == (0, head)


@pytest.mark.django_db
def test_what_was_verified_is_remembered_and_the_next_time_goes_on_from_there():
    head = lamps()
    assert verified.recall() is None
    assert audit("verify")[0] == 0
    assert verified.recall() == head
    many(20)
    actions.make_checkpoint(at=MONDAY)

    status, said = audit("verify", "--new", "--json")

    assert status == 0
    assert json.loads(said) == {
        "checked": {"entries": 20, "readings": 0, "positions": 20, "checkpoints": 1, "stamps": 0}, "broken": [],
    }  # fmt: skip
    assert verified.recall().number == 2


@pytest.mark.django_db(transaction=True, databases=["default", "owner"])
def test_a_tail_cut_off_with_its_checkpoint_shows_by_what_was_remembered(tmp_path):
    head = lamps()
    kept = tmp_path / "kept.json"
    kept.write_text(verified.write(head), "utf-8")
    assert audit("verify")[0] == 0
    as_owner("DELETE FROM evidence_checkpoint")
    as_owner("DELETE FROM evidence_subtree")
    as_owner("DELETE FROM evidence_position WHERE position > 200")

    expected = "HỎNG · BROKEN checkpoint 1: it is not the one that was kept elsewhere"
    assert expected in audit("verify")[1]
    verified.path().unlink()
    assert audit("verify")[0] == 0
    assert audit("verify", "--kept", str(kept)) == (
        1,
        f"{expected}\n0 entries, 0 readings, 200 positions, 0 checkpoints, 0 time-stamps: 1 broken\n",
    )


@pytest.mark.django_db
@pytest.mark.parametrize("steps", [(1, 1), (255, 1), (256, 300), (7, 1, 900)])
def test_a_stranger_sees_that_the_newest_checkpoint_goes_on_from_a_kept_one(steps, tmp_path):
    heads = []
    for step in steps:
        many(step)
        heads.append(actions.make_checkpoint(at=MONDAY))
    kept = tmp_path / "kept.json"
    kept.write_text(verified.write(heads[0]), "utf-8")

    status, proof = audit("prove", str(kept))

    assert (status, verify(tmp_path, proof)[0]) == (0, 0)
    forged = json.loads(proof)
    forged["growth"]["path"][0] = "00" * 32
    assert verify(tmp_path, forged) == (
        1, "SAI · BROKEN điểm kiểm chứng sau không nối tiếp điểm trước.\n",
    )  # fmt: skip
    kept.write_text(verified.write(heads[-1]), "utf-8")
    with pytest.raises(CommandError):
        audit("prove", str(kept))


@pytest.mark.django_db
@pytest.mark.parametrize("content", ["", "[]", "{}", '{"number": 1}', '"x"'])
def test_what_is_no_checkpoint_is_said_to_be_none(content, tmp_path):
    kept = tmp_path / "kept.json"
    kept.write_text(content, "utf-8")

    with pytest.raises(CommandError):
        audit("verify", "--kept", str(kept))
    with pytest.raises(CommandError):
        audit("verify", "--kept", str(tmp_path / "none.json"))
