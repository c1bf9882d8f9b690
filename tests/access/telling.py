"""What the applicant of the world told the state: sent on to the agency, answered for everybody to read; and asked."""

from motcua.capabilities.documents import queries as documents
from motcua.composition.casework import feedback
from motcua.composition.casework.asked_files import File
from motcua.composition.casework.feedback import Said
from motcua.domain.feedback import queries
from motcua.domain.feedback.actions import Classified, Sent
from motcua.domain.feedback.enums import Act
from motcua.domain.feedback.queries import Words
from tests.access.breaching import breach
from tests.access.objecting import wonder
from tests.access.representing import let_act
from tests.casework import people
from tests.casework.province import MONDAY


def tell(province, applicant):
    """Let the applicant send feedback twice: one waits for the chair's answer, one was published."""
    waiting, _code = send(province, applicant)
    answered, code = send(province, applicant)
    do(Act.ANSWER, answered, province.chair, Said(choice="explained", text="Không cần."))
    said = Said(question="Có cần bản sao không?", text="Không cần.")
    do(Act.PUBLISH, answered, province.controller, said)
    (published, *_others) = queries.list_published()
    return {
        "feedback": waiting.pk,
        "feedback_act": "tra-loi",
        "feedback_file": documents.list_documents(waiting.subject)[0].pk,
        "feedback_sent": answered.pk,
        "feedback_code": code,
        "publication": published.pk,
        **wonder(province, applicant),
        **breach(province),
        **let_act(province, applicant),
    }


def send(province, applicant):
    """Return feedback that was sent on to the commune, and its code."""
    received = feedback.send(
        Sent(kind="idea", words=Words(content="Nên bỏ bản sao chứng thực.")),
        [File(name="anh.pdf", content=people.a_pdf("Ảnh"))], by=applicant, at=MONDAY,
    )  # fmt: skip
    do(Act.ACCEPT, received.feedback, province.controller, Said(classified=Classified(kind="idea")))
    do(Act.ROUTE, received.feedback, province.controller, Said(agency_id=province.agency_id))
    return received.feedback, received.code


def do(act, sent, by, said):
    feedback.do(act, feedback_id=sent.pk, said=said, by=by, at=MONDAY)
