"""Random people do random things, lawful or not; a tiny model says what must come of each."""

from dataclasses import replace

import pytest
from django.db import transaction
from hypothesis import HealthCheck
from hypothesis import settings as given_settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test
from tests.casework import people, reopened
from tests.casework.province import MONDAY
from tests.dossiers import steps

from motcua.capabilities.documents.enums import PaperKind
from motcua.capabilities.workflow import queries as workflow
from motcua.composition.casework import handling, intake, lodging, reopening, results
from motcua.domain.dossiers import queries as dossiers
from motcua.domain.dossiers.enums import State
from motcua.foundation.kernel.errors import Refusal

pytestmark = pytest.mark.django_db
MOST = 3
WHO = ["desk", "registrar", "chair", "stranger", "strange_registrar", "strange_chair", "controller"]

# What an outcome of an open task does: who may, at which task, where it leads.
OUTCOMES = {
    ("kiem_tra", "dat"): ("registrar", "xac_nhan"),
    ("kiem_tra", "can_bo_sung"): ("registrar", "bo_sung"),
    ("kiem_tra", "khong_du_dieu_kien"): ("registrar", "ky_tu_choi"),
    ("xac_nhan", "dong_y"): ("hanh", "phe_duyet"),
    ("xac_nhan", "yeu_cau_sua"): ("hanh", "kiem_tra"),
    ("phe_duyet", "ky"): ("chair", State.DECIDED),
    ("phe_duyet", "tra_lai"): ("chair", "kiem_tra"),
    ("ky_tu_choi", "ky"): ("chair", State.REJECTED),
    ("ky_tu_choi", "tra_lai"): ("chair", "kiem_tra"),
}


class Modelled:
    """One dossier as the model knows it: its state and the one task that is open."""

    def __init__(self, dossier):
        self.dossier = dossier
        self.state = State.LODGED
        self.task = None
        self.was_asked = set()
        self.was_taken_in = False
        self.papers = set()


class OneStop(RuleBasedStateMachine):
    """A story of up to three dossiers, undone when it is told."""

    province = None

    def __init__(self):
        super().__init__()
        self.story = transaction.atomic()
        self.story.__enter__()
        self.modelled = []

    def teardown(self):
        transaction.set_rollback(True)
        self.story.__exit__(None, None, None)

    def attempt(self, act, *, is_lawful):
        """Do the act and check that it was refused exactly when the model says so."""
        try:
            with transaction.atomic():
                act()
        except Refusal:
            was_done = False
        else:
            was_done = True
        assert was_done == is_lawful
        return was_done

    def one(self, data):
        return data.draw(st.sampled_from(self.modelled)) if self.modelled else None

    @rule()
    def lodge(self):
        if len(self.modelled) < MOST:
            self.modelled.append(Modelled(people.lodge(self.province)))

    @rule(data=st.data(), who=st.sampled_from(WHO))
    def accept(self, data, who):
        if not (one := self.one(data)):
            return
        if self.attempt(
            lambda: intake.accept(
                reference=one.dossier.reference, by=getattr(self.province, who), at=MONDAY
            ),
            is_lawful=who == "desk" and one.state == State.LODGED,
        ):
            one.state, one.task, one.was_taken_in = State.IN_PROGRESS, "kiem_tra", True

    @rule(data=st.data(), who=st.sampled_from([*WHO, "above"]))
    def reopen(self, data, who):
        if not (one := self.one(data)):
            return
        above = replace(self.province.chair, agency_id=one.dossier.agency.parent_id)
        by = above if who == "above" else getattr(self.province, who)
        if self.attempt(
            lambda: reopening.reopen(
                reference=one.dossier.reference, basis=steps.BASIS, reason=steps.WHY,
                file=reopened.DECISION, by=by, at=MONDAY,
            ),
            # A result stands in the book of births: only the book's own law takes it out again.
            is_lawful=who in {"chair", "above"}
            and one.was_taken_in
            and one.state in {State.REJECTED, State.WITHDRAWN},
        ):  # fmt: skip
            one.state, one.task = State.IN_PROGRESS, "kiem_tra"
            one.was_asked.discard("assessment")

    @rule(data=st.data(), who=st.sampled_from(WHO))
    def ask_before_intake(self, data, who):
        if not (one := self.one(data)):
            return
        if self.attempt(
            lambda: intake.request_supplement(
                reference=one.dossier.reference, items=steps.ITEMS, reason=steps.WHY,
                by=getattr(self.province, who), at=MONDAY,
            ),
            is_lawful=who == "desk"
            and one.state == State.LODGED
            and "intake" not in one.was_asked,
        ):  # fmt: skip
            one.state = State.SUPPLEMENT_AT_INTAKE
            one.was_asked.add("intake")

    @rule(data=st.data(), who=st.sampled_from(["hanh", "duc"]))
    def supply(self, data, who):
        if not (one := self.one(data)):
            return

        def act():
            by = getattr(self.province, who)
            draft = lodging.open_supplement(reference=one.dossier.reference, by=by, at=MONDAY)
            lodging.hand_in(draft_id=draft.pk, by=by, at=MONDAY)

        waits = {State.SUPPLEMENT_AT_INTAKE, State.AWAITING_SUPPLEMENT}
        if self.attempt(act, is_lawful=who == "hanh" and one.state in waits):
            before_intake = one.state == State.SUPPLEMENT_AT_INTAKE
            one.state = State.LODGED if before_intake else State.IN_PROGRESS
            one.task = None if before_intake else "kiem_tra"

    @rule(
        data=st.data(),
        who=st.sampled_from([*WHO, "hanh", "duc"]),
        outcome=st.sampled_from(sorted({outcome for _task, outcome in OUTCOMES})),
    )
    def complete(self, data, who, outcome):
        one = self.one(data)
        if not one or not one.task:
            return
        by = getattr(self.province, who)
        (task,) = workflow.list_open_tasks(one.dossier.subject)

        def act():
            if who in {"hanh", "duc"}:
                handling.answer_draft_entry(
                    reference=one.dossier.reference, outcome=outcome, reason=steps.WHY, by=by,
                    at=MONDAY,
                )  # fmt: skip
            else:
                handling.complete_task(
                    task_id=task.pk, outcome=outcome, reason=steps.WHY, items=steps.ITEMS,
                    by=by, at=MONDAY,
                )  # fmt: skip

        holder, leads_to = OUTCOMES.get((one.task, outcome), ("", ""))
        asks = outcome == "can_bo_sung"
        may = who == holder and not (asks and "assessment" in one.was_asked)
        if not self.attempt(act, is_lawful=may):
            return
        one.task = None if isinstance(leads_to, State) else leads_to
        if isinstance(leads_to, State):
            one.state = leads_to
            one.papers.add(leads_to)
        elif asks:
            one.state = State.AWAITING_SUPPLEMENT
            one.was_asked.add("assessment")

    @rule(data=st.data(), who=st.sampled_from(["hanh", "duc"]))
    def withdraw(self, data, who):
        if not (one := self.one(data)):
            return
        over = {State.WITHDRAWN, State.DECIDED, State.REJECTED}
        if self.attempt(
            lambda: lodging.withdraw(
                reference=one.dossier.reference,
                reason="",
                by=getattr(self.province, who),
                at=MONDAY,
            ),
            is_lawful=who == "hanh" and one.state not in over,
        ):
            one.state, one.task = State.WITHDRAWN, None

    @invariant()
    def the_product_is_where_the_model_is(self):
        for one in self.modelled:
            assert people.again(one.dossier).state == one.state
            tasks = [task.code for task in workflow.list_open_tasks(one.dossier.subject)]
            assert tasks == ([one.task] if one.task else [])

    @invariant()
    def every_log_holds(self):
        assert list(dossiers.verify_log()) == []

    @invariant()
    def a_result_exists_exactly_when_the_dossier_was_finished_with_it(self):
        kinds = {
            State.DECIDED: PaperKind.BIRTH_CERTIFICATE,
            State.REJECTED: PaperKind.REJECTION,
        }
        for one in self.modelled:
            dossier = people.again(one.dossier)
            assert (dossier.finished_at is not None) == (one.state in kinds)
            for state, kind in kinds.items():
                exists = results.find_paper(dossier, kind) is not None
                assert exists == (state in one.papers)

    @invariant()
    def the_numbers_of_the_day_have_no_gap(self):
        given = sorted(
            int(number[-7:])
            for one in self.modelled
            if (number := people.again(one.dossier).number)
        )
        assert given == list(range(1, len(given) + 1))


def test_whatever_people_try_the_life_stays_lawful(province):
    run_state_machine_as_test(
        type("OneStopOfTheProvince", (OneStop,), {"province": province}),
        settings=given_settings(
            max_examples=12,
            stateful_step_count=16,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
