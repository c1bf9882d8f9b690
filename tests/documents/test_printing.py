"""Papers fit the sheets they are printed on: A4 or A5 to the point, and no word over the edge."""

import io
import re
import subprocess
from typing import Final

import pikepdf
import pytest
from tests.documents import samples
from tests.documents.samples import MORNING

from motcua.capabilities.documents import actions
from motcua.capabilities.documents.papers import Template

POINTS: Final = 72 / 25.4
A4: Final = (210, 297)
A5: Final = (148, 210)
LYING_A4: Final = (297, 210)
LYING_A5: Final = (210, 148)
HALF_SHEETS: Final = {
    Template.RECEIPT, Template.SUPPLEMENT, Template.REJECTION, Template.CONTROL_SLIP, Template.TRANSFER_SLIP,
}  # fmt: skip
SHEETS: Final = (
    {template: A4 for template in samples.ALL_PAPERS if template is not Template.RECEIPT_SLIP}
    | dict.fromkeys(HALF_SHEETS, A5)
    | {Template.REGISTER: LYING_A4, Template.MONEY_RECEIPT: LYING_A5}
)
"""Millimetres, by paper; the slip is on a roll and has no length of its own."""
UNPRINTABLE: Final = 5
"""Millimetres at each edge that office printers leave white."""
LONGEST_WORD: Final = 40
"""A sample holds every letter there is in one word, which no sheet is wide enough for."""
_WORD: Final = re.compile(
    r'<word xMin="([\d.-]+)" yMin="([\d.-]+)" xMax="([\d.-]+)" yMax="([\d.-]+)">([^<]*)'
)


@pytest.fixture(autouse=True)
def _in_earnest(settings):
    """Leave the watermark out: it lies across the page on purpose."""
    settings.DEMO = False


@pytest.fixture(scope="module")
def typeset():
    made = {}

    def make(template):
        if template not in made:
            values = samples.ALL_PAPERS[template]()
            made[template] = actions.typeset(template, values, at=MORNING)
        return made[template]

    return make


def words_of(pdf):
    """Return each word with its box in points from the upper left corner."""
    said = subprocess.run(
        ["pdftotext", "-bbox", "-", "-"], input=pdf, capture_output=True, check=True, timeout=60
    ).stdout.decode()
    return [(*map(float, box), word) for *box, word in _WORD.findall(said)]


@pytest.mark.parametrize("template", SHEETS)
def test_each_page_is_of_the_size_it_is_printed_on(template, typeset):
    with pikepdf.open(io.BytesIO(typeset(template))) as pdf:
        boxes = [[float(side) for side in page.mediabox] for page in pdf.pages]
        crops = [[float(side) for side in page.cropbox] for page in pdf.pages]

    wanted = [0, 0, *(side * POINTS for side in SHEETS[template])]
    assert boxes
    assert all(box == pytest.approx(wanted, abs=0.5) for box in boxes)
    assert crops == boxes


@pytest.mark.parametrize("template", SHEETS)
def test_no_word_lies_where_a_printer_cannot_reach(template, typeset):
    width, height = (side * POINTS for side in SHEETS[template])
    white = UNPRINTABLE * POINTS

    found = words_of(typeset(template))

    assert len(found) > 20
    assert [
        word
        for left, top, right, bottom, word in found
        if len(word) <= LONGEST_WORD
        and (left < white or top < white or right > width - white or bottom > height - white)
    ] == []


def test_every_paper_but_the_roll_has_its_sheet():
    assert set(SHEETS) | {Template.RECEIPT_SLIP} == set(Template)
