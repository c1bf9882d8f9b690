"""Files that a form asks for come from other systems under the codes of their questions."""

import pytest

from motcua.capabilities.documents import queries as documents
from motcua.domain.dossiers import queries as dossiers
from motcua.foundation.kernel import clock
from motcua.foundation.kernel.errors import InvalidInput
from tests.casework import asking_files, people
from tests.casework.province import MONDAY
from tests.exchange import sending
from tests.exchange.test_arriving import arrive

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _asking(province):
    with clock.fixed_at(MONDAY):
        asking_files.put_in_force(province)
        yield


def asked_parcel(*codes, **answers):
    papers = [
        {"code": code, "filename": f"{number}.pdf", "content": sending.PAPER}
        for number, code in enumerate(("birth-notice", *codes))
    ]
    declared = people.ANSWERS | {"has_house": "no"} | answers
    return sending.a_parcel(answers=declared, papers=papers)


def test_a_file_that_the_form_asks_for_comes_under_the_code_of_its_question():
    dossier = arrive(asked_parcel("answer:stamp")).dossier

    (stamp,) = dossiers.read_answers(dossier)["stamp"]
    document = documents.get_document(stamp["document"], owner=dossier.subject)
    assert (document.paper_code, document.filename) == ("answer:stamp", "1.pdf")


@pytest.mark.parametrize(
    ("parcel", "wrong"),
    [
        (asked_parcel(), ("answers.stamp", "required")),
        (
            asked_parcel("answer:stamp", "answer:plans"),
            ("papers[2].code", "casework.paper-not-asked"),
        ),
        (
            asked_parcel(stamp=[{"document": 1, "name": "1.pdf", "size": 1, "sha256": "0" * 64}]),
            ("answers.stamp", "file-unknown"),
        ),
    ],
)
def test_a_parcel_names_no_file_that_did_not_come(parcel, wrong):
    with pytest.raises(InvalidInput) as refused:
        arrive(parcel)

    assert [(one.field, one.code) for one in refused.value.problems] == [wrong]
