"""Two presses at the same moment, on real connections: one dossier, one confirmation."""

import threading

import pytest
from django.db import connections
from tests.casework import people
from tests.casework.province import MONDAY
from tests.portal.lodging.conftest import browser_of

from motcua.domain.dossiers.models import Dossier
from motcua.foundation.kernel import clock

PRESSES = 4


@pytest.mark.django_db(transaction=True)
def test_lodging_at_the_same_moment_lodges_once(province):
    draft = people.fill(province)
    browsers = [browser_of(province.hanh.person_id) for _press in range(PRESSES)]
    together = threading.Barrier(PRESSES)
    answers = []

    def press(browser):
        try:
            together.wait()
            with clock.fixed_at(MONDAY):
                answers.append(browser.post(f"/ban-nhap/{draft.pk}/nop/", {"declared": "on"}))
        finally:
            connections.close_all()

    presses = [threading.Thread(target=press, args=[browser]) for browser in browsers]
    for one in presses:
        one.start()
    for one in presses:
        one.join()

    dossier = Dossier.objects.get()
    assert [answer.status_code for answer in answers] == [302] * PRESSES
    assert {answer["Location"] for answer in answers} == {f"/ho-so/{dossier.reference}/da-nop/"}
