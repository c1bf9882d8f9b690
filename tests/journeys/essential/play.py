"""Play a worked case through the product's own acts, as the portal and the desk would."""

import subprocess
from datetime import datetime, timedelta
from types import SimpleNamespace

from tests.casework import people
from tests.casework.province import MONDAY, find_cast
from tests.journeys.essential.cases import Case, Step

from motcua.capabilities.documents import actions as documents
from motcua.capabilities.documents import queries as document_queries
from motcua.capabilities.documents.enums import PaperKind
from motcua.capabilities.notifications.models import Message
from motcua.capabilities.workflow import queries as workflow
from motcua.composition.casework import (
    chain_parts,
    chains,
    fees,
    filling,
    handing_over,
    handling,
    intake,
    lodging,
    paying,
    reporting,
    results,
)
from motcua.domain.dossiers import actions as dossiers
from motcua.domain.dossiers.enums import ResultWay
from motcua.domain.dues.actions import Money
from motcua.domain.dues.enums import Way
from motcua.domain.procedures.enums import ChannelKind
from motcua.foundation.kernel import clock, money
from motcua.foundation.organisations import queries as organisations

TODAY = clock.day_in_vietnam(MONDAY)
BETWEEN_STEPS = timedelta(minutes=15)


class Player:
    """The people of one case, and the dossier once it is lodged."""

    def __init__(self, code: str, case: Case, *, pays: bool = True) -> None:
        cast = find_cast()
        self.pays = pays
        self.code, self.case = code, case
        self.citizen = cast.citizens[case.applicant]
        self.agency = organisations.get_agency_by_code(case.agency, on=TODAY)
        self.officers = {
            role.value: officer
            for officer in cast.officers.values()
            if officer.agency_id == self.agency.pk
            for role in officer.roles
        }
        self.dossier = None

    def fill(self):
        """Start the form and answer it; return it as it stands, without papers."""
        draft = filling.start(code=self.code, agency_id=self.agency.pk, by=self.citizen, at=MONDAY)
        opened = filling.open_filling(draft.pk, self.citizen)
        dossiers.save_draft(
            draft_id=draft.pk, answers={**opened.answers, **self.case.answers}, facts={},
            seen_revision=draft.revision, by=self.citizen, at=MONDAY,
        )  # fmt: skip
        return filling.open_filling(draft.pk, self.citizen)

    def lodge(self, opened):
        """Attach what is asked for and lodge."""
        for asked in filling.list_asked_papers(opened, today=TODAY):
            if asked.paper.is_required:
                self._attach(opened.draft, asked.paper.code, asked.paper.name)
        self.dossier = lodging.lodge(draft_id=opened.draft.pk, by=self.citizen, at=MONDAY)

    def go(self, way, *, since=MONDAY):
        """Let everybody do their part, a quarter of an hour apart."""
        for number, step in enumerate(way, 1):
            at = since + BETWEEN_STEPS * number
            {"applicant": self._applicant, "desk": self._desk}.get(step.who, self._officer)(
                step, at
            )
            people.settle()
            self.dossier = people.again(self.dossier)

    def _desk(self, step: Step, at: datetime) -> None:
        desk, reference = self.officers["desk"], self.dossier.reference
        match step.does:
            case "accept":
                intake.accept(reference=reference, by=desk, at=at)
                self._pay(at)
            case "ask":
                intake.request_supplement(
                    reference=reference, items=step.asks, reason=step.because, by=desk, at=at
                )
            case "hand_over":
                self._hand_over(
                    at, way=ResultWay.COUNTER, receiver=self.citizen.name, paper="Thẻ căn cước"
                )
            case "send":
                self._hand_over(at, way=ResultWay.POST, tracking=step.because)
            case outcome:
                raise ValueError(f"the desk does not {outcome}")

    def _pay(self, at: datetime) -> None:
        """Let the applicant pay what was asked for, as most do at once."""
        owed = paying.bill_of(people.again(self.dossier)).balance.owed
        if owed and self.pays:
            money = Money(amount=owed, way=Way.TRANSFER, paid_on=TODAY, proof="FT26075123456")
            paying.pay(
                reference=self.dossier.reference, money=money, by=self.officers["desk"], at=at
            )

    def _hand_over(self, at: datetime, **taken) -> None:
        handing_over.hand_over(
            reference=self.dossier.reference, taken=handing_over.Taken(**taken),
            by=self.officers["desk"], at=at,
        )  # fmt: skip

    def _officer(self, step: Step, at: datetime) -> None:
        task = self._task(step)
        if task.agency_id != self.agency.pk:
            self._part(task, step, at)
            return
        handling.complete_task(
            task_id=task.pk, outcome=step.does, reason=step.because, items=step.asks,
            by=self.officers[step.who], at=at,
        )  # fmt: skip

    def _part(self, task, step: Step, at: datetime) -> None:
        by = officer_at(task.agency_id, step.who)
        chains.finish(
            part_id=chain_parts.find_of_task(task.pk, by).pk, outcome=step.does, reason=step.because,
            paper_number="", paper_on=None, file=None, by=by, at=at,
        )  # fmt: skip

    def _applicant(self, step: Step, at: datetime) -> None:
        reference = self.dossier.reference
        match step.does:
            case "supply":
                draft = lodging.open_supplement(reference=reference, by=self.citizen, at=at)
                if step.answers:
                    opened = filling.open_filling(draft.pk, self.citizen)
                    draft = dossiers.save_draft(
                        draft_id=draft.pk, answers={**opened.answers, **step.answers}, facts={},
                        seen_revision=draft.revision, by=self.citizen, at=at,
                    )  # fmt: skip
                for code in step.brings:
                    self._attach(draft, code, code)
                lodging.supply(draft_id=draft.pk, by=self.citizen, at=at)
            case "withdraw":
                lodging.withdraw(reference=reference, reason=step.because, by=self.citizen, at=at)
            case outcome:
                handling.answer_draft_entry(
                    reference=reference, outcome=outcome, reason=step.because, by=self.citizen,
                    at=at,
                )  # fmt: skip

    def _task(self, step: Step):
        (task,) = [
            task
            for task in workflow.list_open_tasks(self.dossier.subject)
            if task.role == step.who and step.task in {"", task.code}
        ]
        return task

    def _attach(self, draft, code: str, title: str) -> None:
        documents.add_file(
            owner=draft.subject, paper_code=code, title=title, filename=f"{code}.pdf",
            content=people.a_pdf(title), by=self.citizen.key, at=MONDAY,
        )  # fmt: skip


def officer_at(agency_id, role):
    """Return who holds the role at an agency of the province."""
    return next(
        officer
        for officer in find_cast().officers.values()
        if officer.agency_id == agency_id and role in {held.value for held in officer.roles}
    )


def promised_day(dossier):
    """Return the day the result is promised for, if there is a promise."""
    return clock.day_in_vietnam(dossier.due_at) if dossier.due_at else None


def list_codes(opened, *, is_required: bool) -> set[str]:
    """Return the codes of the papers that must, or may, be attached."""
    return {
        asked.paper.code
        for asked in filling.list_asked_papers(opened, today=TODAY)
        if asked.paper.is_required is is_required
    }


def fee_of(opened) -> int:
    """Return what the dossier costs online, in đồng."""
    asked = fees.list_charges(opened.version, opened.answers, channel=ChannelKind.ONLINE, on=TODAY)
    return fees.total(asked)


def find_result(dossier):
    """Return the paper that ended the dossier with its text and signers, or None."""
    issued = [
        document
        for document in document_queries.list_documents(dossier.subject)
        if document.is_issued and document.paper_code not in reporting.ON_THE_WAY
    ]
    if not issued:
        return None
    (paper,) = issued
    content = document_queries.read_content(paper)
    report = document_queries.verify(content, at=MONDAY + timedelta(days=1))
    return SimpleNamespace(
        title=paper.title,
        is_genuine=report.is_valid,
        signers=[signature.signer for signature in report.signatures],
        text=_text_of(content),
    )


def receipt_says(dossier) -> str:
    """Return the words of the receipt of form No. 01."""
    return _text_of(document_queries.read_content(results.find_paper(dossier, PaperKind.RECEIPT)))


def money_in_words(amount: int) -> str:
    """Return how a receipt writes what is to be paid."""
    return money.format_dong(money.Dong(amount)) if amount else "Không thu phí, lệ phí"


def list_told(dossier) -> list[str]:
    """Return what the applicant was told of the dossier, in order."""
    told = Message.objects.filter(subject_key=dossier.reference).order_by("pk")
    return list(told.values_list("template", flat=True))


def _text_of(pdf: bytes) -> str:
    shown = subprocess.run(["pdftotext", "-", "-"], input=pdf, capture_output=True, check=True)
    return " ".join(shown.stdout.decode().split())
