"""Before lodging, the applicant reads what it costs and why it is less than usual or nothing."""

import pytest
from tests.casework import people
from tests.portal.test_catalogue import words

pytestmark = pytest.mark.django_db


def check_page(province, browser, **answers):
    draft = people.fill(province, answers=people.ANSWERS | answers)
    return words(browser.get(f"/ban-nhap/{draft.pk}/kiem-tra/").text), draft


def test_a_registration_in_time_costs_nothing(province, hanh):
    page, _draft = check_page(province, hanh)

    assert "Phí, lệ phí Bạn không phải nộp phí, lệ phí." in page


def test_what_is_incomplete_names_no_amount(province, hanh):
    page, _draft = check_page(province, hanh, child_full_name=None)

    assert "Bạn không phải nộp phí" not in page
