"""Whatever is tampered with at random in a file taken home is found, and named.

The suite tries 200 tamperings; ``MOTCUA_TAMPERINGS=10000`` tries that many.
"""

import os

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.casework.province import MONDAY
from tests.dossiers import steps
from tests.evidence.tampering import tamper_with_file
from tests.evidence.verifying import load

from motcua.capabilities.evidence import actions as evidence
from motcua.composition.casework import histories
from motcua.foundation.kernel import outbox

TAMPERINGS = int(os.environ.get("MOTCUA_TAMPERINGS", "200"))
at_random = settings(
    max_examples=TAMPERINGS,
    deadline=None,
    database=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


def close():
    while outbox.drain():
        pass
    return evidence.make_checkpoint(at=MONDAY)


def lives(province):
    """Leave dossiers of different lengths behind, each under checkpoints of its own; return the last."""
    steps.accept(province, steps.lodge(province))
    close()
    asked = steps.lodge(province)
    steps.ask_at_intake(province, asked)
    steps.accept(province, steps.supplement(province, asked))
    close()
    steps.reject(province, asked)
    return asked


@pytest.mark.django_db
def test_whatever_is_tampered_with_in_a_file_is_found(province):
    asked = lives(province)
    close()
    file = histories.take_home(asked.reference, province.hanh, at=MONDAY)
    program = load()
    program["check_history"](file)

    @at_random
    @given(st.data())
    def find(data):
        changed = tamper_with_file(file, data.draw)
        with pytest.raises(program["Wrong"]) as found:
            program["check_history"](changed)
        assert str(found.value).startswith(("Việc số ", "Tệp: "))

    find()
