"""The whole interface against its own description, by requests nobody thought of."""

from contextlib import contextmanager

import pytest
import schemathesis
from django.core import signals
from django.db import close_old_connections
from hypothesis import HealthCheck, given, settings
from schemathesis.specs.openapi.checks import positive_data_acceptance
from tests.casework import people
from tests.casework.province import MONDAY
from tests.exchange import sending

from motcua.config.wsgi import application
from motcua.foundation.kernel import clock

pytestmark = pytest.mark.django_db

EXAMPLES = 40


@pytest.fixture
def description(province, settings):
    """The description as it is served, in an installation with something to answer."""
    settings.LOOK_UPS_PER_MINUTE = settings.LOOK_UPS_PER_HOUR = 100_000
    people.accept(province, people.lodge(province))
    token = sending.register(calls_a_minute=100_000)
    with clock.fixed_at(MONDAY), _one_transaction():
        described = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", _from_somewhere)
        yield described, {"Authorization": f"Bearer {token}"}


def _from_somewhere(environ, start_response):
    """Say where the request comes from, as every server does."""
    return application({**environ, "REMOTE_ADDR": "127.0.0.1"}, start_response)


@contextmanager
def _one_transaction():
    """Keep the test's connection open between requests, as Django's own test client does."""
    ends = (signals.request_started, signals.request_finished)
    for end in ends:
        end.disconnect(close_old_connections)
    yield
    for end in ends:
        end.connect(close_old_connections)


def test_every_answer_is_as_described(description):
    """No defect, no status, header or body that is not described, whatever is asked."""
    described, of_a_system = description
    operations = [found.ok() for found in described.get_all_operations()]
    assert len(operations) == 11

    for operation in operations:
        is_for_systems = "/exchange/" in operation.path
        _try(operation, headers=of_a_system if is_for_systems else {})


def _try(operation, headers):
    @settings(
        max_examples=EXAMPLES,
        deadline=None,
        derandomize=True,
        database=None,
        suppress_health_check=list(HealthCheck),
    )
    @given(case=operation.as_strategy())
    def holds(case):
        # Unpacking is the transport's part, and this one does not know how.
        # What a schema cannot say (which codes of agencies there are) is refused as described: by 422.
        case.call_and_validate(
            headers={"Accept-Encoding": "identity", **headers},
            excluded_checks=[positive_data_acceptance],
        )

    holds()
