"""The reader that the small languages share keeps its bounds and names the place of what is wrong."""

import re

import pytest

from motcua.foundation.kernel.languages import Misplaced, Reader


class NotSigns(Misplaced):
    """A refusal of its own."""


class Signs(Reader):
    """A language of plus signs in parentheses."""

    pattern = re.compile(r"\s*(?:(?P<word>[a-z]+)|(?P<sign>[()+]))")
    refusal = NotSigns
    longest = 12
    deepest = 2
    most = 6

    def whole(self):
        self.signs()
        self.expect_end()

    def signs(self):
        while not self.take("+", "plus"):
            self.deeper()
            self.expect("(")
            self.signs()
            self.expect(")")
            self.depth -= 1
            return


@pytest.mark.parametrize("text", ["+", " plus ", "(+)", "( ( plus))"])
def test_what_is_of_the_language_is_read(text):
    Signs(text).whole()


@pytest.mark.parametrize(
    ("text", "position", "found"),
    [
        ("", 0, ""),
        ("(+", 2, ""),
        ("+ +", 2, "+"),
        ("(minus)", 1, "minus"),
        ("+ ?", 1, " ?"),
        ("(((+", 2, "("),
        ("+++++++", 6, "+"),
        ("+            +", 12, " +"),
    ],
)
def test_what_is_not_is_named_with_its_place(text, position, found):
    with pytest.raises(NotSigns) as refused:
        Signs(text).whole()

    assert (refused.value.position, refused.value.found) == (position, found)
    assert isinstance(refused.value, ValueError)


def test_a_token_of_one_kind_can_be_asked_for():
    reader = Signs("plus (")

    assert reader.take_kind("word") == "plus"
    with pytest.raises(NotSigns):
        reader.take_kind("word")
    assert reader.advance() == "("
