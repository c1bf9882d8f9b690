"""How long a system's keys are valid."""

from datetime import timedelta

import pytest
from jwt.algorithms import RSAAlgorithm

from motcua.capabilities.exchange import actions
from motcua.capabilities.exchange.errors import KeyNotFound
from motcua.capabilities.exchange.models import SystemKey
from tests.casework.province import MONDAY
from tests.exchange import keys, sending

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def test_a_third_key_does_not_prolong_the_first():
    keys.register()
    actions.add_key(code=sending.PORTAL, text=keys.public(keys.OTHER, kid="two"), at=MONDAY)
    actions.add_key(code=sending.PORTAL, text=keys.public(keys.RSA, RSAAlgorithm), at=MONDAY + DAY)

    ends = dict(SystemKey.objects.values_list("key_id", "ends_at"))
    assert (ends["one"], ends["two"]) == (MONDAY + 7 * DAY, MONDAY + 8 * DAY)
    assert list(ends.values()).count(None) == 1


def test_when_a_key_ended_is_not_written_anew():
    keys.register()
    actions.end_key(code=sending.PORTAL, key_id="one", at=MONDAY)

    with pytest.raises(KeyNotFound):
        actions.end_key(code=sending.PORTAL, key_id="one", at=MONDAY + DAY)
    assert SystemKey.objects.get().ends_at == MONDAY
