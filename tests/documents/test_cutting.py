"""What becomes of the pages of a scan: pure."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.documents import scans

from motcua.capabilities.documents import cutting, errors, leafing
from motcua.capabilities.documents.cutting import GOES_ON, OUT, Part, Placed, SeenPage

PAPERS = ("identity", "birth-notice")
placed = st.lists(
    st.builds(
        Placed, starts=st.sampled_from((GOES_ON, OUT, *PAPERS)), turn=st.sampled_from(cutting.TURNS)
    ),
    max_size=12,
)


def sheet(paper, procedure="1.001193"):
    return SeenPage(codes=(cutting.write_separator(procedure, paper),))


@given(placed)
def test_no_page_is_lost_and_none_stands_twice(said):
    grouped = cutting.group(said)

    kept = [number for part in grouped.parts for number, _turn in part.pages]
    assert sorted([*kept, *grouped.left_out, *grouped.unplaced]) == list(range(1, len(said) + 1))
    assert kept == sorted(kept)
    assert all(said[part.pages[0][0] - 1].starts == part.paper_code for part in grouped.parts)


@given(placed)
def test_what_was_said_is_read_again_from_what_it_was_cut_into(said):
    grouped = cutting.group(said)

    again = cutting.group(cutting.recall(grouped.parts, pages=len(said)))

    assert again.parts == grouped.parts
    assert again.unplaced == ()


def test_a_page_left_out_ends_no_paper():
    said = [Placed(starts="identity"), Placed(starts=OUT), Placed(turn=90)]

    assert cutting.group(said).parts == (Part(paper_code="identity", pages=((1, 0), (3, 90))),)


def test_separators_name_what_follows_and_blank_pages_are_left_out():
    blank, full = SeenPage(is_blank=True), SeenPage()
    pages = [sheet("identity"), blank, full, full, sheet("birth-notice"), full, blank]

    found = cutting.propose(pages, procedure="1.001193", papers=PAPERS)

    assert [one.starts for one in found] == [
        OUT, OUT, "identity", GOES_ON, OUT, "birth-notice", OUT,
    ]  # fmt: skip


@pytest.mark.parametrize(
    "page", [sheet("identity", "2.000815"), sheet("khong-co"), SeenPage(codes=("https://a.vn/b",))]
)
def test_a_code_that_names_no_paper_of_the_case_is_a_page_like_others(page):
    found = cutting.propose([page, SeenPage()], procedure="1.001193", papers=PAPERS)

    assert found == [Placed(), Placed()]


@pytest.mark.parametrize(
    "text", ["", "motcua/to-ngan", "motcua/to-ngan//x", "motcua/to-ngan/x/", "khac/to-ngan/a/b"]
)
def test_other_codes_are_none_of_ours(text):
    assert cutting.read_separator(text) is None


@pytest.mark.parametrize("turn", [0, 90, 180, 7])
def test_pages_are_seen_as_they_are(turn):
    text = cutting.write_separator("1.001193", "birth-notice")
    pdf = scans.pdf(
        scans.written(), scans.blank(), scans.separator(text, turn=turn), scans.written(1)
    )

    drawn = leafing.draw(pdf, filename="a.pdf")

    assert drawn.pages == (
        SeenPage(), SeenPage(is_blank=True), SeenPage(codes=(text,)), SeenPage(),
    )  # fmt: skip
    assert sum(drawn.sizes) == len(drawn.pictures)
    assert drawn.pictures.startswith(b"\xff\xd8\xff")


def test_what_cannot_be_drawn_in_time_is_refused_with_a_sentence():
    with pytest.raises(errors.PagesUnreadable, match="Hãy quét lại"):
        leafing.draw(scans.pdf(scans.written()), filename="a.pdf", seconds=0)
