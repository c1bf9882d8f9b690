"""A record goes through hands: one writes, another agrees, a decision publishes, nothing is rewritten."""

from dataclasses import replace
from datetime import date

import pytest
from django.db import ProgrammingError, connection, transaction
from django.db.utils import IntegrityError
from tests.procedures import drafting, shelf
from tests.procedures.drafting import CODE, NOW, READY, places

from motcua.capabilities.evidence.models import Position
from motcua.domain.procedures import actions, queries
from motcua.domain.procedures.enums import DraftAct, DraftKind, DraftState, Part
from motcua.domain.procedures.errors import (
    AlreadyBeingDrafted,
    DefinitionMissing,
    DraftChangedMeanwhile,
    DraftIncomplete,
    DraftMoveRefused,
    DraftNotFound,
    DraftReasonNeeded,
    NationalPart,
    NewerVersionPublished,
    NotReadyForFullService,
    OwnWriting,
    ProcedureNotFound,
)
from motcua.domain.procedures.models import RecordDraft, RecordDraftEvent
from motcua.foundation.identity.enums import Role
from motcua.foundation.kernel import outbox
from motcua.foundation.kernel.errors import InvalidInput, NotFound
from motcua.foundation.organisations.enums import AgencyLevel

pytestmark = pytest.mark.django_db


def test_an_amendment_begins_with_what_is_published(office, published):
    draft = actions.amend(code=CODE, by=office.author, at=NOW)

    assert (draft.kind, draft.state, draft.revision) == (DraftKind.AMENDMENT, DraftState.DRAFT, 1)
    assert draft.based_on_id == published.id
    assert draft.record["name"] == published.name
    assert not {"decision", "valid_from", "id", "published_at"} & set(draft.record)


def test_what_is_amended_agreed_and_decided_is_a_new_version(office, published, draft):
    draft = drafting.save(draft, Part.KEYWORDS, office.author, keywords=["nhập khẩu", "chuyển về"])
    drafting.bring_to_agreement(office, draft)

    version = drafting.publish(office, draft)

    assert version.number == published.number + 1
    assert version.keywords == ("nhập khẩu", "chuyển về")
    assert version.decision == drafting.DECISION
    assert version.form_definition_id == published.form_definition_id
    assert version.workflow_definition_id == published.workflow_definition_id
    assert queries.get_by_code(CODE, date(2026, 12, 31)) == published
    assert queries.get_by_code(CODE, drafting.EFFECTIVE) == version
    draft.refresh_from_db()
    assert (draft.state, draft.published_as_id) == (DraftState.PUBLISHED, version.id)


def test_the_log_says_who_did_what_when_why_and_under_which_article(office, draft):
    actions.send_to_review(draft_id=draft.pk, by=office.author, at=NOW)
    actions.send_back(draft_id=draft.pk, reason=" Thiếu căn cứ. ", by=office.checker, at=NOW)

    entries = queries.list_draft_events(draft.pk)

    assert [(one.act, one.by_name, one.reason, one.part) for one in entries] == [
        (DraftAct.BEGIN, "Dương Thị Thảo", "", ""),
        (DraftAct.SAVE, "Dương Thị Thảo", "", Part.ONLINE),
        (DraftAct.SEND, "Dương Thị Thảo", "", ""),
        (DraftAct.SEND_BACK, "Lý Văn Cẩn", "Thiếu căn cứ.", ""),
    ]
    assert all(one.article for one in entries)
    assert [one.target for one in entries][-1] == DraftState.DRAFT
    assert list(queries.verify_drafts()) == []


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE procedures_recorddraftevent SET reason = 'x'",
        "DELETE FROM procedures_recorddraftevent",
    ],
)
def test_the_log_is_only_ever_added_to(draft, statement):
    with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
        connection.cursor().execute(statement)

    assert RecordDraftEvent.objects.filter(draft=draft).count() == 2


def test_an_altered_entry_breaks_the_chain(draft):
    last = RecordDraftEvent.objects.filter(draft=draft).latest("seq")
    forged = RecordDraftEvent(
        **{
            field.attname: getattr(last, field.attname)
            for field in RecordDraftEvent._meta.concrete_fields
            if field.attname != "seq"
        },
        seq=last.seq + 1,
    )
    forged.save(force_insert=True)

    assert [(one.draft_id, one.seq) for one in queries.verify_drafts()] == [(draft.pk, 3)]


def test_each_entry_gets_its_place_in_the_order_of_the_installation(draft):
    while outbox.drain():
        pass

    assert list(
        Position.objects.filter(subject_kind="record-draft", subject_key=str(draft.pk))
        .order_by("position")
        .values_list("seq", flat=True)
    ) == [1, 2]


def test_nobody_agrees_to_his_own_writing(office, draft):
    actions.send_to_review(draft_id=draft.pk, by=office.author, at=NOW)

    with pytest.raises(OwnWriting):
        actions.agree(draft_id=draft.pk, by=office.author, at=NOW)


def test_who_added_a_word_has_written_too(office, draft):
    drafting.save(draft, Part.KEYWORDS, office.checker, keywords=["nhập hộ khẩu về nhà chồng"])
    actions.send_to_review(draft_id=draft.pk, by=office.author, at=NOW)

    with pytest.raises(OwnWriting):
        actions.agree(draft_id=draft.pk, by=office.checker, at=NOW)


def test_it_is_the_person_who_counts_not_the_post(office, draft):
    actions.send_to_review(draft_id=draft.pk, by=office.author, at=NOW)

    with pytest.raises(OwnWriting):
        actions.agree(
            draft_id=draft.pk, by=replace(office.author, post_id=office.checker.post_id), at=NOW
        )


@pytest.mark.parametrize("act", ["agree", "publish", "send_back", "save", "withdraw", "send"])
def test_another_agency_finds_no_draft(office, draft, act):
    stranger = drafting.employ(drafting.found_office("H99.02"), "Người Lạ", "099183000329")
    acts = {
        "agree": lambda: actions.agree(draft_id=draft.pk, by=stranger, at=NOW),
        "publish": lambda: actions.publish_draft(
            draft_id=draft.pk, decision=drafting.DECISION, valid_from=drafting.EFFECTIVE,
            valid_to=None, by=stranger, at=NOW,
        ),
        "send_back": lambda: actions.send_back(
            draft_id=draft.pk, reason="Sai", by=stranger, at=NOW
        ),
        "save": lambda: drafting.save(draft, Part.KEYWORDS, stranger, keywords=["a"]),
        "withdraw": lambda: actions.withdraw_draft(
            draft_id=draft.pk, reason="Sai", by=stranger, at=NOW
        ),
        "send": lambda: actions.send_to_review(draft_id=draft.pk, by=stranger, at=NOW),
    }  # fmt: skip

    with pytest.raises(DraftNotFound):
        acts[act]()


def test_only_procedure_control_drafts(office, draft):
    clerk = drafting.employ(
        office.agency, "Nguyễn Văn Khác", "099183000339", frozenset({Role.DESK})
    )

    with pytest.raises(DraftNotFound):
        drafting.save(draft, Part.KEYWORDS, clerk, keywords=["a"])
    with pytest.raises(NotFound):
        actions.amend(code="1.001193", by=clerk, at=NOW)


def test_every_mistake_of_a_part_is_named_at_once(office, draft):
    papers = drafting.content(draft, Part.PAPERS)["papers"]
    papers[0]["name"] = ""
    papers[1]["copies"] = "hai"
    papers[2]["handling"] = "throw"

    with pytest.raises(InvalidInput) as error:
        drafting.save(draft, Part.PAPERS, office.author, papers=papers, sets=0)

    assert places(error) == [
        "$.papers[0].name", "$.papers[1].copies", "$.papers[2].handling", "$.sets",
    ]  # fmt: skip
    assert [problem.text for problem in error.value.problems] == [
        "Không được để trống.",
        "Ghi bằng chữ số.",
        "Chọn một giá trị trong danh sách.",
        "Ghi số từ 1 trở lên.",
    ]
    draft.refresh_from_db()
    assert draft.record["papers"][0]["name"]


def test_a_mistake_in_the_rule_of_a_fee_is_named_where_it_stands(office, draft):
    channels = drafting.content(draft, Part.CHANNELS)["channels"]
    channels[0]["fees"][0]["rule"] = {"type": "per-page", "first_pages": 0}

    with pytest.raises(InvalidInput) as error:
        drafting.save(draft, Part.CHANNELS, office.author, channels=channels)

    assert places(error) == [
        f"$.channels[0].fees[0].rule.{name}"
        for name in ("first_pages", "first_amount", "further_amount", "ceiling")
    ]


def test_two_who_write_at_once_do_not_overwrite_each_other(office, draft):
    stale = draft.revision
    drafting.save(draft, Part.KEYWORDS, office.author, keywords=["một"])

    with pytest.raises(DraftChangedMeanwhile):
        actions.save_part(
            draft_id=draft.pk, part=Part.KEYWORDS, content={"keywords": ["hai"]},
            seen_revision=stale, by=office.checker, at=NOW,
        )  # fmt: skip

    draft.refresh_from_db()
    assert draft.record["keywords"] == ["một"]


def test_saving_the_same_leaves_no_trace(office, draft):
    seq = draft.last_seq

    again = drafting.save(draft, Part.PAPERS, office.author)

    assert (again.last_seq, again.revision) == (seq, draft.revision)


@pytest.mark.parametrize(
    ("part", "change"),
    [
        (Part.NAMES, {"name": "Tên khác"}),
        (Part.NAMES, {"code": "9.999999"}),
        (Part.NAMES, {"field": {"code": "khac", "name": "Khác", "name_en": "Other"}}),
        (Part.NAMES, {"essential": 7}),
    ],
)
def test_a_province_does_not_change_what_is_the_nations(office, draft, part, change):
    with pytest.raises(NationalPart):
        drafting.save(draft, part, office.author, **change)


def test_a_province_changes_the_summary_beside_the_national_name(office, draft):
    saved = drafting.save(draft, Part.NAMES, office.author, summary="Ngắn gọn hơn.")

    assert saved.record["summary"] == "Ngắn gọn hơn."


def test_a_ministry_changes_the_name(published):
    ministry = drafting.make_office(AgencyLevel.MINISTRY, "H99.77")
    draft = actions.amend(code=CODE, by=ministry.author, at=NOW)

    saved = drafting.save(draft, Part.NAMES, ministry.author, name="Đăng ký nơi thường trú")

    assert saved.record["name"] == "Đăng ký nơi thường trú"


def test_a_draft_under_review_is_not_written_on(office, draft):
    actions.send_to_review(draft_id=draft.pk, by=office.author, at=NOW)

    with pytest.raises(DraftMoveRefused):
        drafting.save(draft, Part.KEYWORDS, office.author, keywords=["a"])


def test_nothing_is_published_that_nobody_agreed_to(office, draft):
    with pytest.raises(DraftMoveRefused):
        drafting.publish(office, draft)


def test_what_contradicts_itself_is_not_sent(office, draft):
    draft = drafting.save(
        draft, Part.ONLINE, office.author, online_reason=None, online_barrier=None
    )

    with pytest.raises(DraftIncomplete) as error:
        actions.send_to_review(draft_id=draft.pk, by=office.author, at=NOW)

    assert {place for place, _text in error.value.problems} == {
        "$.online_reason", "$.online_barrier",
    }  # fmt: skip


def test_what_is_not_ready_is_not_sent_as_full_service(office, draft):
    draft = drafting.save(
        draft,
        Part.ONLINE,
        office.author,
        **drafting.WHOLE,
        readiness=READY | {"needs_field_check": True},
    )

    with pytest.raises(NotReadyForFullService, match="not-ready"):
        actions.send_to_review(draft_id=draft.pk, by=office.author, at=NOW)


def test_a_decision_signed_after_it_takes_effect_is_refused(office, draft):
    drafting.bring_to_agreement(office, draft)

    with pytest.raises(InvalidInput) as error:
        drafting.publish(office, draft, valid_from=date(2026, 11, 30))

    assert places(error) == ["$.decision.signed_on"]


def test_publication_needs_a_day(office, draft):
    drafting.bring_to_agreement(office, draft)

    with pytest.raises(InvalidInput) as error:
        drafting.publish(office, draft, valid_from=None)

    assert places(error) == ["$.valid_from"]


def test_a_catalogue_that_moved_on_is_not_overwritten(office, draft, published):
    drafting.bring_to_agreement(office, draft)
    shelf.publish(CODE, summary="Nhập từ cơ sở dữ liệu quốc gia.")

    with pytest.raises(NewerVersionPublished):
        drafting.publish(office, draft)


def test_a_form_that_is_not_there_is_not_published(office, draft):
    draft = drafting.save(
        draft, Part.ONLINE, office.author, form_key="nobody-has-it", workflow_key="nor-this"
    )
    papers = drafting.content(draft, Part.PAPERS)["papers"]
    papers[0]["form_key"] = "nobody-has-it"
    draft = drafting.save(draft, Part.PAPERS, office.author, papers=papers)
    drafting.bring_to_agreement(office, draft)

    with pytest.raises(DefinitionMissing):
        drafting.publish(office, draft)


def test_a_procedure_has_one_open_draft(office, draft):
    with pytest.raises(AlreadyBeingDrafted):
        actions.amend(code=CODE, by=office.checker, at=NOW)

    actions.withdraw_draft(draft_id=draft.pk, reason="Làm lại.", by=office.author, at=NOW)

    assert actions.amend(code=CODE, by=office.checker, at=NOW).state == DraftState.DRAFT


def test_the_database_itself_refuses_a_second_open_draft(draft):
    with pytest.raises(IntegrityError, match="draft_one_open_for_a_procedure"):
        RecordDraft.objects.create(
            procedure_code=CODE, kind=DraftKind.AMENDMENT, based_on_id=draft.based_on_id,
            record={}, state=DraftState.DRAFT, agency_id=draft.agency_id,
            author_id=draft.author_id, changed_at=NOW, last_hash=b"",
        )  # fmt: skip


@pytest.mark.parametrize("reason", ["", "  "])
def test_sending_back_and_giving_up_need_a_reason(office, draft, reason):
    with pytest.raises(DraftReasonNeeded):
        actions.withdraw_draft(draft_id=draft.pk, reason=reason, by=office.author, at=NOW)
    actions.send_to_review(draft_id=draft.pk, by=office.author, at=NOW)
    with pytest.raises(DraftReasonNeeded):
        actions.send_back(draft_id=draft.pk, reason=reason, by=office.checker, at=NOW)


def test_what_was_given_up_stays_given_up(office, draft):
    actions.withdraw_draft(draft_id=draft.pk, reason="Thôi.", by=office.author, at=NOW)

    with pytest.raises(DraftMoveRefused):
        actions.send_to_review(draft_id=draft.pk, by=office.author, at=NOW)


def test_what_is_not_in_the_catalogue_is_not_amended(office):
    with pytest.raises(ProcedureNotFound):
        actions.amend(code="9.999999", by=office.author, at=NOW)


# --- Reading ------------------------------------------------------------------------------------


def test_the_drafts_of_an_agency_cost_one_query(office, draft, django_assert_num_queries):
    with django_assert_num_queries(1):
        (listed,) = queries.list_drafts(office.agency.pk)
        assert listed.author.person.full_name == "Dương Thị Thảo"


def test_the_open_draft_of_a_procedure_is_found(office, draft):
    assert queries.find_open_draft(CODE) == draft
    assert queries.find_open_draft("1.001193") is None
