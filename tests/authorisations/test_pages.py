"""The pages on which two people agree that one acts for the other."""

from datetime import timedelta

import pytest
from tests.authorisations.consenting import ask, give
from tests.casework.province import MONDAY

from motcua.domain.authorisations.enums import State
from motcua.domain.authorisations.models import Authorisation
from motcua.foundation.kernel import clock

pytestmark = pytest.mark.django_db
PAGE = "/uy-quyen/"
TYPED = {
    "asked_by": "represented", "pin": "099090000102", "scopes": ["lodge", "follow"],
    "procedures": "1.001193", "valid_from": "2026-03-16", "last_day": "2026-12-31",
}  # fmt: skip


@pytest.fixture(autouse=True)
def _monday():
    with clock.fixed_at(MONDAY + timedelta(minutes=5)):
        yield


def text(answer):
    return answer.content.decode()


def test_one_asks_the_other_agrees_and_one_ends_it(province, hanh, duc):
    asked = hanh.post(f"{PAGE}moi/", TYPED)
    one = Authorisation.objects.get()
    assert asked.url == f"{PAGE}{one.pk}/"
    assert province.duc.name not in text(hanh.get(asked.url))

    page = text(duc.get(asked.url))
    assert "Đồng ý làm thay người này" in page
    assert "Đăng ký khai sinh" in page
    assert "Chờ bạn trả lời" in text(duc.get(PAGE))
    duc.post(asked.url, {"act": "accept"})

    assert "Phản đối và dừng ngay" in text(hanh.get(asked.url))
    assert "Phản đối và dừng ngay" not in text(duc.get(asked.url))
    hanh.post(asked.url, {"act": "end"})
    one.refresh_from_db()
    assert one.state == State.ENDED


def test_what_was_typed_stays_beside_what_is_wrong(hanh, province):
    answer = hanh.post(f"{PAGE}moi/", TYPED | {"pin": "12", "procedures": "9.999999"})

    assert answer.status_code == 422
    assert 'value="9.999999"' in text(answer)
    assert "Không có thủ tục mang mã 9.999999" in text(answer)
    answer = hanh.post(f"{PAGE}moi/", TYPED | {"pin": "12"})
    assert 'value="12"' in text(answer)
    assert 'id="f-pin-error"' in text(answer)
    assert 'value="lodge" checked' in text(answer)


def test_an_objection_without_words_is_asked_for_beside_its_box(province, hanh):
    given = give(province)

    answer = hanh.post(f"{PAGE}{given.pk}/", {"act": "contest", "reason": ""})

    assert answer.status_code == 422
    assert 'id="f-reason-error"' in text(answer)


def test_what_is_no_act_is_nothing(province, duc):
    assert duc.post(f"{PAGE}{ask(province).pk}/", {"act": "sell"}).status_code == 404


def test_what_is_over_says_so(province, duc):
    given = give(province)
    Authorisation.objects.filter(pk=given.pk).update(last_day=given.valid_from)

    with clock.fixed_at(MONDAY + timedelta(days=1)):
        page = text(duc.get(f"{PAGE}{given.pk}/"))

    assert "Đã hết hạn" in page
    assert "Chấm dứt ủy quyền</button>" not in page


def test_ones_own_dossiers_lead_there(hanh):
    assert f'href="{PAGE}"' in text(hanh.get("/ho-so/"))
