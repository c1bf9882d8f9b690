"""The drawing of a graph: boxes apart, arrows from box to box, words that lie upon nothing."""

from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from motcua.capabilities.mining.rules.layout import lay_out
from motcua.foundation.kernel.plane import Box

CODES = "abcdef"
pairs = st.tuples(st.sampled_from(CODES), st.sampled_from(CODES))
graphs = st.lists(pairs, unique=True, max_size=14)


def laid(pairs):
    return lay_out(dict.fromkeys(CODES, (100, 40)), dict.fromkeys(pairs, (50, 18)))


def overlap(one, other):
    return (
        one.x < other.x + other.width
        and other.x < one.x + one.width
        and one.y < other.y + other.height
        and other.y < one.y + one.height
    )


def words(arrow):
    """Return the place of an arrow's words."""
    x, y = arrow.words
    return Box(x=x - 25, y=y - 9, width=50, height=18)


@given(graphs)
def test_no_two_boxes_and_no_words_lie_upon_one_another(pairs):
    drawn = laid(pairs)

    places = [*drawn.boxes.values(), *(words(arrow) for arrow in drawn.arrows)]
    assert not any(overlap(one, other) for one, other in combinations(places, 2))


@given(graphs)
def test_everything_stands_on_the_paper(pairs):
    drawn = laid(pairs)

    for box in [*drawn.boxes.values(), *(words(arrow) for arrow in drawn.arrows)]:
        assert box.x >= 0
        assert box.y >= 0
        assert box.x + box.width <= drawn.width
        assert box.y + box.height <= drawn.height


@given(graphs)
def test_each_arrow_leads_from_its_box_to_its_box(pairs):
    drawn = laid(pairs)

    assert [(arrow.source, arrow.target) for arrow in drawn.arrows] == list(pairs)
    for arrow in drawn.arrows:
        for code, (x, y) in ((arrow.source, arrow.points[0]), (arrow.target, arrow.points[-1])):
            box = drawn.boxes[code]
            assert box.x <= x <= box.x + box.width
            assert box.y <= y <= box.y + box.height


def test_what_comes_first_stands_above_and_a_way_back_goes_up():
    drawn = laid([("a", "b"), ("b", "c"), ("c", "a")])

    assert drawn.boxes["a"].y < drawn.boxes["b"].y < drawn.boxes["c"].y
    back = drawn.arrows[2]
    assert back.points[0][1] > back.points[-1][1]


@given(graphs)
def test_the_same_graph_is_drawn_the_same(pairs):
    assert laid(pairs) == laid(pairs)
