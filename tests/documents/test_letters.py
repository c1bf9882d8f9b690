"""Names of every people of the country on every paper: each letter is drawn, none as an empty box."""

import io
import json

import pikepdf
import pytest
from tests.documents import samples
from tests.documents.samples import MORNING

from motcua.capabilities.documents import papers
from motcua.capabilities.documents.papers import typesetting

NAMES = {
    "Ê Đê": "H’Bĭa Niê Kdăm Ƀuôn ƀ Č č Ŏ ŏ Ŭ ŭ Ñ ñ Ê̆ ê̆ Ô̆ ô̆ Ơ̆ ơ̆ Ư̆ ư̆",
    "Mông": "Vaj Txooj Tsab Hmoob Lis Nkauj Nag",
    "Khmer": "ថាច់ សុភា ស្រីពៅ ព្រះត្រពាំង",
    "one word": "Niê",
}
NAMING = frozenset({"name", "full_name", "applicant", "submitter", "declarant", "dossier_owner"})
"""Boxes of papers that hold a person's name."""


def renamed(values, name, found):
    """Return the values with every person called so; count them in ``found``."""
    if isinstance(values, dict):
        return {key: _called(key, value, name, found) for key, value in values.items()}
    if isinstance(values, list):
        return [renamed(one, name, found) for one in values]
    return values


def _called(key, value, name, found):
    if key in NAMING and isinstance(value, str):
        found.append(key)
        return name
    return renamed(value, name, found)


def empty_boxes(pdf):
    """Return how many letters the paper draws with the glyph that stands for a missing one."""
    count = 0
    with pikepdf.open(io.BytesIO(pdf)) as document:
        for page in document.pages:
            for operands, operator in pikepdf.parse_content_stream(page):
                if str(operator) not in {"Tj", "TJ"}:
                    continue
                shown = operands[0] if str(operator) == "TJ" else operands
                for piece in shown:
                    if isinstance(piece, pikepdf.String):
                        codes = bytes(piece)
                        count += sum(
                            codes[start : start + 2] == b"\0\0" for start in range(0, len(codes), 2)
                        )
    return count


def typeset(template, name):
    found = []
    values = json.loads(typesetting._to_json(samples.ALL_PAPERS[template]()))
    named = json.dumps(renamed(values, name, found), ensure_ascii=False)
    pdf, _places = typesetting.compile_template(template.value, named, at=MORNING)
    return pdf, found


@pytest.mark.parametrize("people", NAMES)
@pytest.mark.parametrize("template", papers.Template)
def test_every_paper_draws_every_letter_of_every_peoples_names(template, people):
    pdf, _found = typeset(template, NAMES[people])

    assert empty_boxes(pdf) == 0


def test_names_do_stand_on_the_papers_that_are_looked_at():
    named = [template for template in papers.Template if typeset(template, "Niê")[1]]

    assert len(named) >= 10


def test_a_letter_of_no_face_is_seen_to_be_an_empty_box():
    pdf, _found = typeset(papers.Template.RECEIPT, "ก")

    assert empty_boxes(pdf) > 0
