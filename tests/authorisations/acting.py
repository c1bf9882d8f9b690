"""Đức does in Hạnh's name what she lets him: fills in, lodges, follows."""

from datetime import timedelta

from tests.authorisations.consenting import give
from tests.casework import people
from tests.casework.province import MONDAY

from motcua.capabilities.documents import actions as documents
from motcua.composition.casework import filling, following, lodging, representing
from motcua.domain.authorisations.enums import Scope
from motcua.domain.dossiers import actions as dossiers
from motcua.domain.dossiers import queries
from motcua.domain.procedures import queries as procedures

LATER = MONDAY + timedelta(hours=1)


def begin(province, *, at=MONDAY):
    """Let Đức begin a birth registration for Hạnh; return the draft."""
    version = procedures.get_by_code(people.BIRTH, at.date())
    (offer,) = representing.list_offers(
        procedure_id=version.procedure_id, by=province.duc, on=at.date()
    )
    return filling.start(
        code=people.BIRTH, agency_id=province.agency_id, by=province.duc, at=at, under=offer
    )


def fill(province, *, at=MONDAY):
    """Let Đức fill one in completely for Hạnh; return the draft."""
    draft = begin(province, at=at)
    dossiers.save_draft(
        draft_id=draft.pk, answers=people.ANSWERS, facts={}, seen_revision=0, by=province.duc, at=at
    )
    documents.add_file(
        owner=draft.subject, paper_code="birth-notice", title="Giấy chứng sinh",
        filename="giay-chung-sinh.pdf", content=people.a_pdf(), by=province.duc.key, at=at,
    )  # fmt: skip
    return draft


def lodge(province, *scopes, at=MONDAY, **terms):
    """Let Đức lodge one for Hạnh, who let him; return the authorisation and the dossier."""
    given = give(province, *scopes, at=at, **terms)
    draft = fill(province, at=at)
    return given, lodging.lodge(draft_id=draft.pk, by=province.duc, at=at)


def sees(citizen, dossier, scope=Scope.FOLLOW):
    """Say whether somebody gets the dossier for this."""
    return queries.find_visible(citizen, dossier.reference, scope=scope) is not None


def settle_it(province, dossier):
    """Carry it to its signed result."""
    people.accept(province, dossier)
    people.do(province.registrar, dossier, "dat")
    people.answer(province.duc, dossier, "dong_y")
    people.do(province.chair, dossier, "ky")
    people.settle()
    return following.follow(dossier.reference, province.hanh, now=LATER).issued
