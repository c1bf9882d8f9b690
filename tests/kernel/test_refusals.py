"""A refusal is an answer, and reaches who asked even from another process."""

import pickle

import pytest

from motcua.foundation.kernel.errors import (
    FieldProblem,
    InvalidInput,
    NotFound,
    Refusal,
    TooOften,
)

PROBLEMS = (FieldProblem(field="pin", text="Số định danh gồm 12 chữ số.", code="pin.length"),)


@pytest.mark.parametrize(
    "refusal",
    [
        Refusal(field="reason"),
        NotFound(),
        TooOften(seconds=30),
        InvalidInput(PROBLEMS),
    ],
    ids=lambda refusal: type(refusal).__name__,
)
def test_it_travels_between_processes_whole(refusal):
    arrived = pickle.loads(pickle.dumps(refusal))

    assert type(arrived) is type(refusal)
    assert arrived.args == refusal.args
    assert (arrived.field, arrived.values, arrived.text) == (
        refusal.field,
        refusal.values,
        refusal.text,
    )
    assert str(arrived) == str(refusal)


def test_what_is_wrong_with_each_field_travels_with_it():
    arrived = pickle.loads(pickle.dumps(InvalidInput(PROBLEMS)))

    assert arrived.problems == PROBLEMS
