"""Blocks: defined once, the same wherever they stand, renewed where they changed."""

import copy

import pytest

from motcua.capabilities.forms import queries as forms
from motcua.capabilities.forms.enums import FieldKind
from motcua.capabilities.forms.queries import building
from motcua.capabilities.forms.rules import blocks, documents
from motcua.foundation.kernel.errors import InvalidInput
from tests.forms.forms import TODAY, words

BLOCKS = forms.read_blocks()
OF = {"vi": "của người nhờ", "en": "of who asks"}


def form_with(key, prefix="asker"):
    document = building.add_page(building.start(title=words("Thử")), title=words("Một"))
    return building.insert_block(document, key=key, page="mot", prefix=prefix, of=OF)


@pytest.mark.parametrize("key", BLOCKS)
def test_every_block_makes_a_form_that_works(key):
    document = form_with(key)
    form = forms.compile_document(document, key="thu")

    assert documents.find_faults(document) == []
    answers = building.sample_answers(form, today=TODAY)
    assert forms.validate_all(form, answers, today=TODAY) == []
    assert "{of}" not in building.write_source(document)


def test_a_block_says_whose_it_is():
    hints = form_with("person")["hints"]

    assert hints["fields"]["asker_full_name"]["label"] == {
        "vi": "Họ và tên của người nhờ",
        "en": "Full name of who asks",
    }
    assert hints["blocks"]["asker"]["block"] == "person"
    assert "provinces" in hints["lists"]


def test_the_same_block_stands_twice_under_two_names():
    document = building.insert_block(
        form_with("person"), key="person", page="mot", prefix="other", of=OF
    )

    names = list(document["hints"]["fields"])
    assert len(names) == len(set(names)) == 2 * len(BLOCKS["person"]["questions"])


def changed(key):
    """Return the blocks with another label, and one more question."""
    newer = copy.deepcopy(BLOCKS)
    newer[key]["questions"][0]["hints"]["label"] = words("Tên mới", "New name")
    more = copy.deepcopy(newer[key]["questions"][0]) | {"name": "nickname", "required": False}
    newer[key]["questions"].insert(1, more)
    return newer


def test_a_change_of_the_block_is_seen_and_taken_over_with_its_conditions():
    document = form_with("person")
    document = building.add_question(
        document, page="mot", name="has_asker",
        spec=building.Spec(kind=FieldKind.YESNO, label=words("Có người nhờ")),
    )  # fmt: skip
    document = building.add_page(document, title=words("Hai"))
    document = building.place_question(document, "asker_full_name", page="hai")
    document = building.set_condition(document, "asker_full_name", (("has_asker", ("yes",)),))
    newer = changed("person")

    assert blocks.outdated(document, BLOCKS) == []
    assert blocks.outdated(document, newer) == ["asker"]
    renewed = blocks.renew(document, prefix="asker", block=newer["person"])
    assert blocks.outdated(renewed, newer) == []
    assert renewed["hints"]["fields"]["asker_full_name"]["label"]["vi"] == "Tên mới"
    assert renewed["hints"]["pages"][1]["fields"] == ["asker_full_name", "asker_nickname"]
    (branch,) = renewed["schema"]["allOf"]
    assert list(branch["then"]["properties"]) == ["asker_full_name"]


def test_what_the_author_took_out_stays_out():
    document = building.remove_question(form_with("person"), "asker_pin")

    renewed = blocks.renew(document, prefix="asker", block=changed("person")["person"])

    assert "asker_pin" not in renewed["hints"]["fields"]
    assert "asker_nickname" in renewed["hints"]["fields"]


def test_a_block_that_is_not_there_is_refused():
    with pytest.raises(InvalidInput):
        building.insert_block(form_with("person"), key="none", page="mot", prefix="x", of=OF)
    with pytest.raises(InvalidInput):
        building.renew_block(form_with("person"), "nobody")


def test_packaged_forms_write_their_blocks_out():
    for key in forms.PACKAGED:
        document = forms.read_packaged(key)

        assert "blocks" not in document["hints"]
        assert document["hints"]["fields"]["requester_full_name"]["locked"] is True
