"""Article 19.9 of Decree 61/2018: a late result is announced with an apology, in time, and once."""

import subprocess
from datetime import date, datetime, time, timedelta

import pytest
from tests.casework import people, slow
from tests.casework.province import MONDAY
from tests.journeys.essential.cases import Step

from motcua.capabilities.documents import queries as documents
from motcua.capabilities.documents.enums import PaperKind
from motcua.capabilities.notifications import queries as notifications
from motcua.capabilities.notifications.enums import Template
from motcua.composition.casework import extending, results
from motcua.domain.dossiers import queries as dossiers
from motcua.domain.dossiers.enums import Act, Due, State
from motcua.domain.dossiers.errors import (
    ActRefused,
    AlreadyExtended,
    DossierNotFound,
    ExtensionTooLate,
    NewDateNotLater,
    NewDateNotWorked,
    NothingToExtend,
    NotYourTask,
    ReasonNeeded,
)
from motcua.foundation.kernel.clock import VIETNAM

pytestmark = pytest.mark.django_db
PROMISED = date(2026, 3, 25)
"""Seven working days after Monday 16 March."""
NEW_DAY = date(2026, 3, 31)
WHY = "Phải xác minh nơi ở cũ tại tỉnh khác."


@pytest.fixture
def player(province):
    return slow.accepted()


def on(day, hour=9):
    return datetime.combine(day, time(hour), VIETNAM)


def extend(player, *, until=NEW_DAY, reason=WHY, by=None, at=MONDAY + timedelta(days=7)):
    return extending.extend(
        reference=player.dossier.reference, until=until, reason=reason,
        by=by or player.officers["leader"], at=at,
    )  # fmt: skip


def test_the_head_apologises_and_promises_another_day(player):
    assert player.dossier.due_at == on(PROMISED, 17)

    dossier = extend(player)

    assert (dossier.state, dossier.due_at) == (State.IN_PROGRESS, on(NEW_DAY, 17))
    told = dossiers.find_last(dossier, Act.EXTEND)
    assert told.article == "Điều 19.9"
    assert told.words == {"reason": WHY}
    assert told.payload["until"] == "2026-03-31"
    assert datetime.fromisoformat(told.payload["was"]) == on(PROMISED, 17)


def test_the_apology_is_numbered_signed_and_says_why(player, tmp_path):
    dossier = extend(player)
    paper = results.find_paper(dossier, PaperKind.APOLOGY)
    pdf = tmp_path / "xin-loi.pdf"
    pdf.write_bytes(documents.read_content(paper))

    words = subprocess.run(
        ["pdftotext", "-layout", pdf, "-"], capture_output=True, text=True, check=True
    ).stdout
    signatures = subprocess.run(
        ["pdfsig", "-nocert", pdf], capture_output=True, text=True, check=False
    ).stdout

    assert paper.title == "Văn bản xin lỗi và đề nghị gia hạn"
    assert f"01/XL-{dossier.agency.code}" in words
    for said in (WHY, "25/03/2026", "31/03/2026", dossier.number, dossier.applicant.full_name):
        assert said in words
    assert signatures.count("Signature is Valid") == 2


def test_the_applicant_is_told_both_days(player):
    dossier = extend(player)
    people.settle()

    message = notifications.list_messages(player.citizen.person_id)[0]

    assert message.template == Template.EXTENDED
    for said in ("25/03/2026", "31/03/2026", dossier.number):
        assert said in message.body


def test_a_second_time_is_refused_for_good(player):
    extend(player)

    with pytest.raises(AlreadyExtended):
        extend(player, until=date(2026, 4, 3), at=MONDAY + timedelta(days=9))


def test_wanting_a_second_extension_is_on_record_and_changes_nothing_else(player):
    before = extend(player)
    papers = documents.list_documents(before.subject)

    with pytest.raises(AlreadyExtended):
        extend(player, until=date(2026, 4, 2), reason="Vẫn chưa xong")

    after = people.again(before)
    wanted = dossiers.find_last(after, Act.TRY_EXTEND)
    assert (wanted.article, wanted.payload) == ("Điều 19.9", {"until": "2026-04-02"})
    assert wanted.words == {"reason": "Vẫn chưa xong"}
    assert (after.state, after.due_at) == (before.state, before.due_at)
    assert len(documents.list_documents(after.subject)) == len(papers)
    assert list(dossiers.verify_log()) == []


def test_what_else_is_refused_of_an_extension_leaves_no_entry(player, province):
    extend(player)
    with pytest.raises(NotYourTask):
        extend(player, by=player.officers["specialist"])
    with pytest.raises(DossierNotFound):
        extend(player, by=province.chair)

    assert dossiers.find_last(player.dossier, Act.TRY_EXTEND) is None


def test_a_supplement_restarts_the_count_and_gives_no_second_apology(player):
    """The limit runs from the beginning (Article 19.4); the one new date is spent (Article 19.9)."""
    extend(player, at=MONDAY + timedelta(days=1))
    slow.ask(player, at=MONDAY + timedelta(days=2))
    player.go([Step(who="applicant", does="supply")])

    assert dossiers.run_clock(player.dossier, dossiers.timeline(player.dossier)).extended_to is None
    with pytest.raises(AlreadyExtended):
        extend(player, at=MONDAY + timedelta(days=3), until=date(2026, 4, 10))


@pytest.mark.parametrize(
    ("at", "is_lawful"),
    [
        (on(PROMISED - timedelta(days=1), 23), True),
        (on(PROMISED, 0), False),
        (on(PROMISED + timedelta(days=3)), False),
    ],
)
def test_one_day_before_the_limit_at_the_latest(player, at, is_lawful):
    if is_lawful:
        assert extend(player, at=at).due_at == on(NEW_DAY, 17)
        return
    with pytest.raises(ExtensionTooLate) as refused:
        extend(player, at=at)
    assert "24/03/2026" in refused.value.text
    assert dossiers.standing(people.again(player.dossier), now=at) in {Due.SOON, Due.OVERDUE}


@pytest.mark.parametrize(
    ("until", "refusal"),
    [
        (PROMISED, NewDateNotLater),
        (date(2026, 3, 20), NewDateNotLater),
        (date(2026, 3, 28), NewDateNotWorked),  # a Saturday
        (date(2026, 4, 26), NewDateNotWorked),  # Hùng Kings' day, a Sunday
    ],
)
def test_the_new_day_comes_later_and_is_worked(player, until, refusal):
    with pytest.raises(refusal) as refused:
        extend(player, until=until)

    assert refused.value.field == "until"
    assert people.again(player.dossier).due_at == on(PROMISED, 17)
    assert results.find_paper(player.dossier, PaperKind.APOLOGY) is None


def test_nobody_apologises_without_a_reason(player):
    with pytest.raises(ReasonNeeded):
        extend(player, reason="  ")


def test_only_who_signs_for_the_agency_apologises(player, province):
    for role in set(player.officers) - {"leader"}:
        with pytest.raises(NotYourTask):
            extend(player, by=player.officers[role])
    with pytest.raises(DossierNotFound):
        extend(player, by=province.strange_chair)
    assert results.find_paper(player.dossier, PaperKind.APOLOGY) is None


def test_what_is_not_being_handled_is_not_promised_anew(player):
    slow.ask(player, at=MONDAY + timedelta(hours=2))

    with pytest.raises(ActRefused):
        extend(player)


def test_a_procedure_without_a_limit_has_nothing_to_extend(player):
    type(player.dossier).objects.filter(pk=player.dossier.pk).update(due_at=None)

    with pytest.raises(NothingToExtend):
        extend(player)


def test_the_page_says_beforehand_what_the_act_would_refuse(player):
    leader, reference = player.officers["leader"], player.dossier.reference

    assert extending.look(reference, leader, at=MONDAY)[1] is None
    late = extending.look(reference, leader, at=on(PROMISED))[1]
    assert isinstance(late, ExtensionTooLate)
    wrong = extending.look(reference, player.officers["desk"], at=MONDAY)[1]
    assert isinstance(wrong, NotYourTask)


def test_on_time_is_judged_by_the_day_promised_anew(player):
    extend(player)
    in_between = on(PROMISED + timedelta(days=2))

    assert dossiers.standing(people.again(player.dossier), now=in_between) is Due.AHEAD
    assert dossiers.standing(people.again(player.dossier), now=on(NEW_DAY, 18)) is Due.OVERDUE


def test_a_paper_that_cannot_be_signed_leaves_the_promise_as_it_was(player, monkeypatch):
    def fail(*_args, **_kwargs):
        raise RuntimeError("the key is away")

    monkeypatch.setattr(extending, "issue", fail)

    with pytest.raises(RuntimeError):
        extend(player)

    assert people.again(player.dossier).due_at == on(PROMISED, 17)
    assert dossiers.find_last(player.dossier, Act.EXTEND) is None


def test_what_was_moved_is_told_on_the_way_to_the_day(player):
    extend(player)
    dossier = people.again(player.dossier)

    clock = dossiers.run_clock(dossier, dossiers.timeline(dossier))

    assert clock.due_at == dossier.due_at
    assert clock.counted.on == PROMISED
    (told,) = clock.tell()
    assert "25/03/2026" in told
    assert "31/03/2026" in told
    assert "Điều 19.9" in told


def test_handling_goes_on_after_the_apology(player):
    extend(player)
    before = len(dossiers.timeline(player.dossier))

    player.go(player.case.way[1:2])

    assert len(dossiers.timeline(player.dossier)) > before
