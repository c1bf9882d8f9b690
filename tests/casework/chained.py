"""A birth, residence and insurance card in one lodging: shorthands for what its agencies do in a test."""

from datetime import timedelta

from tests.casework import people
from tests.casework.province import MONDAY
from tests.journeys.essential.cases import Step, read_service
from tests.journeys.essential.play import Player, officer_at

from motcua.capabilities.documents import queries as documents
from motcua.composition.casework import chains
from motcua.domain.chains.models import Part
from motcua.domain.dossiers import queries as dossiers

CODE = "2.002621"
PARTS = ("thuong_tru", "the_bhyt")
HAPPY = {"thuong_tru": "da_dang_ky", "the_bhyt": "da_cap"}
UNTIL_THE_PARTS = 3
"""Steps of the worked case before police and insurance have their turn."""
AT = MONDAY + timedelta(hours=2)


class Chained(Player):
    """The people of the case, with what tests of chains ask of them."""

    back = (
        Step(who="leader", does="tra_lai", because="Xem lại nơi cư trú"),
        Step(who="civil_status", does="dat"),
        Step(who="applicant", does="dong_y"),
    )
    """The chair sends back, and the dossier comes to where the parts begin again."""

    def papers(self):
        return documents.list_documents(self.dossier.subject)

    def pdf(self):
        return people.a_pdf("Thông báo kết quả")

    def again(self):
        self.dossier = people.again(self.dossier)
        return self.dossier


def going(steps=UNTIL_THE_PARTS):
    """Return the people of the case after so many of its steps."""
    service = read_service(CODE)
    player = Chained(CODE, next(case for case in service.cases if not case.difficult))
    player.lodge(player.fill())
    player.go(player.case.way[:steps])
    return player


def part_of(player, code):
    return Part.objects.filter(dossier=player.dossier, code=code).latest("pk")


def officers_of(player, role="specialist"):
    """Return who does the parts, by part."""
    return {code: officer_at(part_of(player, code).agency_id, role) for code in PARTS}


def finish(player, code, outcome, *, by=None, reason="", paper_on=None, file=None, at=AT):
    part = part_of(player, code)
    return chains.finish(
        part_id=part.pk, outcome=outcome, reason=reason, paper_number="", paper_on=paper_on,
        file=file, by=by or officer_at(part.agency_id, "specialist"), at=at,
    )  # fmt: skip


def said(player, act):
    """Return the entries of the dossier's log by one act."""
    return [entry for entry in dossiers.timeline(player.dossier) if entry.act is act]
