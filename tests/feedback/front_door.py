"""What people and officers do with feedback, in one line each, over HTTP."""

from django.test import Client

from motcua.domain.feedback.models import Feedback

SEND = "/phan-anh/gui/"
WRITE = "/can-bo/phan-anh/ghi/"
LIST = "/can-bo/phan-anh/"
CONTENT = "Cán bộ đòi thêm bản sao đã chứng thực, quy định không yêu cầu."
SENDER = {
    "name": "Lê Thị Sáng",
    "phone": "0912 345 678",
    "email": "sang@vidu.vn",
    "address": "Thôn Đồng Bưởi",
}


def send(browser=None, **typed):
    """Send feedback from the portal; return the row and the answer."""
    said = {"kind": "idea", "content": CONTENT, **SENDER, **typed}
    answer = (browser or Client()).post(SEND, said)
    assert answer.status_code == 302, answer.text
    return Feedback.objects.latest("pk"), answer


def code_of(answer):
    """Return the code that the sender was given."""
    return answer["Location"].rstrip("/").rpartition("/")[2]


def do(officer, feedback, path, **typed):
    """Let an officer do something with feedback; return the answer."""
    return officer.post(f"{LIST}{feedback.pk}/viec/{path}/", typed)


def done(officer, feedback, path, **typed):
    """Let an officer do it, and see that it was done."""
    answer = do(officer, feedback, path, **typed)
    assert answer.status_code == 302, answer.text
    feedback.refresh_from_db()
    return feedback


def accepted(controller, feedback, **typed):
    return done(controller, feedback, "tiep-nhan", **{"kind": feedback.kind, **typed})


def routed(controller, feedback, agency_id, **typed):
    accepted(controller, feedback, **typed)
    return done(controller, feedback, "chuyen", agency=str(agency_id))


def answered(controller, head, feedback, agency_id):
    routed(controller, feedback, agency_id)
    return done(head, feedback, "tra-loi", outcome="explained", text="Không cần bản sao đó.")


def published(controller, head, feedback, agency_id):
    answered(controller, head, feedback, agency_id)
    return done(
        controller, feedback, "cong-khai",
        question="Có cần bản sao chứng thực không?", answer="Không cần.",
    )  # fmt: skip
