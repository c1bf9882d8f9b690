"""A rehearsal is kept as a test, replayed at every change, and says side by side what differs."""

import pytest

from motcua.composition.rehearsal import actions, queries
from motcua.composition.rehearsal.enums import Outcome
from motcua.composition.rehearsal.errors import NameNeeded, NameTaken, ScriptNotFound
from motcua.composition.rehearsal.models import Run, Script
from motcua.composition.rehearsal.rules import comparing, moves
from motcua.domain.procedures import actions as procedures
from motcua.domain.procedures import queries as catalogue
from motcua.domain.procedures.enums import DraftState, Part
from tests.casework import people
from tests.casework.province import MONDAY
from tests.rehearsal.scripts import beginning, sit

pytestmark = pytest.mark.django_db
NAME = "Nộp và tiếp nhận"


@pytest.fixture
def test(draft, control):
    """A test of lodging and taking in."""
    sit(draft, control, *beginning(), moves.Accept())
    return actions.keep(draft_id=draft.pk, name=f"  {NAME} ", by=control, at=MONDAY)


def lengthen(draft, by, days):
    """Let the procedure take so many working days."""
    fields = catalogue.FIELDS[Part.CHANNELS]
    content = {name: draft.record.get(name) for name in fields}
    content["channels"] = [
        {**channel, "limit": {**channel["limit"], "amount": days}}
        for channel in draft.record["channels"]
    ]
    procedures.save_part(
        draft_id=draft.pk, part=Part.CHANNELS, content=content, seen_revision=draft.revision,
        by=by, at=MONDAY,
    )  # fmt: skip
    draft.refresh_from_db()


def run_jobs():
    """Run what was deferred, as the worker does."""
    from procrastinate.contrib.django.models import ProcrastinateJob

    from motcua.composition.rehearsal import tasks

    jobs = ProcrastinateJob.objects.filter(task_name=queries.REPLAY)
    for job in jobs:
        tasks.replay(**job.args)
    return len(jobs)


def shown(draft):
    (one,) = queries.list_scripts(draft)
    return one


def test_a_test_keeps_what_was_done_and_seen(draft, control, test):
    assert test.name == NAME
    assert [move["do"] for move in test.moves] == ["answer", "lodge", "accept"]
    assert [seen["state"] for seen in test.expected] == [
        "filling", "filling", "lodged", "in_progress",
    ]  # fmt: skip
    assert queries.find_sitting(draft, control) is None
    assert shown(draft).last.outcome == Outcome.FITS
    assert not shown(draft).is_stale


def test_a_test_needs_a_name_of_its_own(draft, control, test):
    sit(draft, control, *beginning())

    with pytest.raises(NameNeeded):
        actions.keep(draft_id=draft.pk, name=" ", by=control, at=MONDAY)
    with pytest.raises(NameTaken):
        actions.keep(draft_id=draft.pk, name=NAME, by=control, at=MONDAY)


def test_replaying_without_a_change_fits(draft, control, test):
    (run,) = actions.replay(draft_id=draft.pk, by=control, at=MONDAY)

    assert (run.outcome, run.differences) == (Outcome.FITS, [])


def test_a_change_shows_side_by_side(draft, control, test):
    lengthen(draft, control, 9)

    (run,) = actions.replay(draft_id=draft.pk, by=control, at=MONDAY)

    differences = comparing.from_plain(run.differences)
    assert run.outcome == Outcome.DIFFERS
    assert next((one.move, one.what, one.expected, one.found) for one in differences) == (
        3, "due_at", "2026-03-20 17:00", "2026-03-30 17:00",
    )  # fmt: skip
    assert ("3 ngày làm việc", "9 ngày làm việc") in {
        (one.expected, one.found) for one in differences
    }


def test_what_it_shows_now_becomes_what_is_expected(draft, control, test):
    lengthen(draft, control, 9)

    after = actions.expect(draft_id=draft.pk, script_id=test.pk, by=control, at=MONDAY)

    assert (after.name, after.number) == (NAME, 2)
    assert shown(draft).last.outcome == Outcome.FITS
    assert Script.objects.count() == 2
    with pytest.raises(ScriptNotFound):
        queries.get_script(draft, test.pk)


def test_a_retired_test_is_gone_and_its_past_stays(draft, control, test):
    actions.retire(draft_id=draft.pk, script_id=test.pk, by=control, at=MONDAY)

    assert queries.list_scripts(draft) == []
    assert Run.objects.filter(script=test).exists()
    with pytest.raises(ScriptNotFound):
        actions.retire(draft_id=draft.pk, script_id=test.pk, by=control, at=MONDAY)


def test_the_name_of_a_retired_test_is_free(draft, control, test):
    actions.retire(draft_id=draft.pk, script_id=test.pk, by=control, at=MONDAY)
    sit(draft, control, *beginning())

    again = actions.keep(draft_id=draft.pk, name=NAME, by=control, at=MONDAY)

    assert again.number == 3


def test_saving_the_draft_has_its_tests_replayed_once(draft, control, test):
    people.settle()
    lengthen(draft, control, 9)
    lengthen(draft, control, 8)
    people.settle()

    jobs = run_jobs()

    assert jobs == 1
    assert shown(draft).last.outcome == Outcome.DIFFERS
    assert shown(draft).last.revision == draft.revision


def test_a_draft_without_tests_defers_nothing(draft, control):
    lengthen(draft, control, 9)
    people.settle()

    assert run_jobs() == 0


def test_until_it_is_replayed_a_result_is_known_to_be_old(draft, control, test):
    lengthen(draft, control, 9)

    assert shown(draft).is_stale


def test_a_draft_that_cannot_be_put_in_force_fails_its_tests(draft, control, test):
    draft.record = {name: draft.record[name] for name in draft.record if name != "results"}
    draft.save(update_fields=["record"])

    (run,) = actions.replay(draft_id=draft.pk, by=control, at=MONDAY)

    assert run.outcome == Outcome.FAILED
    assert run.failure


def test_the_next_amendment_finds_the_tests(draft, control, test):
    procedures.withdraw_draft(draft_id=draft.pk, reason="Làm lại.", by=control, at=MONDAY)
    following = procedures.amend(code=draft.procedure_code, by=control, at=MONDAY)

    assert shown(following).script == test
    assert shown(following).last is None


def test_a_draft_given_up_is_replayed_no_more(draft, control, test):
    people.settle()
    run_jobs()
    before = Run.objects.count()
    lengthen(draft, control, 9)
    procedures.withdraw_draft(draft_id=draft.pk, reason="Thôi.", by=control, at=MONDAY)
    people.settle()

    run_jobs()

    assert Run.objects.count() == before
    assert draft.state != DraftState.WITHDRAWN


def test_a_test_is_opened_to_go_on_from(draft, control, test):
    sitting = actions.rehearse_again(draft_id=draft.pk, script_id=test.pk, by=control, at=MONDAY)

    look = queries.look(draft, sitting)
    assert look.script == moves.from_plain(test.moves)
    assert look.scene.dossier.state == "in_progress"


def test_coverage_counts_what_fitting_tests_reached(draft, control, test):
    before = queries.find_coverage(draft, [], at=MONDAY)
    after = queries.find_coverage(draft, queries.list_scripts(draft), at=MONDAY)

    assert before.percent == 0
    assert 0 < after.percent < 100
    assert "flow:bat_dau__kiem_tra" in after.tried
    assert "outcome:kiem_tra=dat" in after.left


def test_what_does_not_fit_covers_nothing(draft, control, test):
    lengthen(draft, control, 9)
    actions.replay(draft_id=draft.pk, by=control, at=MONDAY)

    coverage = queries.find_coverage(draft, queries.list_scripts(draft), at=MONDAY)

    assert coverage.percent == 0


def test_differences_name_the_move_the_place_and_both_values():
    expected = [{"state": "a", "papers": [{"lines": ["x", "y"]}]}, {"state": "b"}]
    found = [{"state": "a", "papers": [{"lines": ["x", "z", "w"]}]}]

    assert comparing.compare(expected, found) == (
        comparing.Difference(move=0, what="papers.0.lines.1", expected="y", found="z"),
        comparing.Difference(move=0, what="papers.0.lines.2", expected="", found="w"),
        comparing.Difference(move=1, what="state", expected="b", found=""),
    )
