"""A dossier brought on paper, taken in at Sông Lam's desk."""

from django.db import transaction
from tests.casework import people
from tests.casework.province import MONDAY

from motcua.composition.casework import intake
from motcua.domain.dossiers import actions as dossiers
from motcua.domain.dossiers.enums import PaperForm
from motcua.domain.dossiers.queries import Brought, Handed
from motcua.domain.procedures import queries as procedures
from motcua.foundation.kernel import clock

PAPERS = (
    Handed(code="declaration", form=PaperForm.ORIGINAL, quantity=1),
    Handed(code="birth-notice", form=PaperForm.ORIGINAL, quantity=1),
    Handed(code="identity", form=PaperForm.SHOWN, quantity=1),
)


@transaction.atomic
def taken_in(province, *, by=None, at=MONDAY, answers=people.ANSWERS, papers=PAPERS):
    """Write down what was brought and take it in; return the dossier."""
    version = procedures.get_by_code(people.BIRTH, on=clock.day_in_vietnam(at))
    brought = Brought(papers=papers, unscanned_reason="Máy quét hỏng")
    draft = dossiers.start_draft_at_desk(
        person_id=(by or province.hanh).person_id, procedure_version_id=version.id,
        agency_id=province.agency_id, channel="counter", answers=answers, facts={},
        brought=brought, by=province.desk, at=at,
    )  # fmt: skip
    held = dossiers.lock_draft(draft.pk, province.desk)
    dossier, _is_new = dossiers.lodge_held(
        draft=held, answers=answers, brought=brought, by=province.desk, at=at
    )
    return intake.accept(reference=dossier.reference, by=province.desk, at=at)
