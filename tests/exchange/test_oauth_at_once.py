"""The same proof shown many times at the same moment: one token."""

import pytest

from motcua.capabilities.exchange import actions
from motcua.capabilities.exchange.models import UsedProof
from tests.casework.province import MONDAY
from tests.casework.test_concurrency import at_once, refused
from tests.exchange import keys

pytestmark = pytest.mark.django_db(transaction=True)


def test_of_many_at_once_one_proves_the_system():
    keys.register()
    signed = keys.assertion()

    def prove():
        return actions.prove(signed, audiences=[keys.ISSUER], at=MONDAY)

    outcomes = at_once(*[prove] * 4)

    assert refused(outcomes) == ["SystemUnproven"] * 3
    assert UsedProof.objects.count() == 1
