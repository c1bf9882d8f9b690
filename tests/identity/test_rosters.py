"""A file of officers is read whatever the spreadsheet made of it, or refused."""

from hypothesis import given
from hypothesis import strategies as st

from motcua.foundation.identity import roster_errors as errors
from motcua.foundation.identity import rosters


@given(st.binary(max_size=300))
def test_any_bytes_are_lines_or_refused(content):
    try:
        lines = rosters.read(content)
    except errors.RosterUnreadable:
        return
    assert lines


@given(st.permutations(list(rosters.COLUMNS)), st.sampled_from(",;"))
def test_columns_stand_in_any_order(order, comma):
    cells = {name: f"x{number}" for number, name in enumerate(rosters.COLUMNS)}
    text = f"{comma.join(order)}\n{comma.join(cells[name] for name in order)}"

    (line,) = rosters.read(text.encode())

    assert (line.login, line.full_name, line.decision) == ("x0", "x1", "x8")
