"""Papers that agencies compose: a template is data, its fields are words, and nothing in it runs."""

import json
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.documents.samples import MORNING as MOMENT
from tests.documents.test_papers import text_of

from motcua.capabilities.documents import actions, queries
from motcua.capabilities.documents.errors import NoSuchTemplate, TemplateRefused
from motcua.capabilities.documents.models import PaperTemplate
from motcua.capabilities.documents.papers import composing, typeset


@pytest.fixture(autouse=True)
def _in_earnest(settings):
    """Leave the demo's watermark out: it would lie across the text that is read back."""
    settings.DEMO = False


FIELDS = {"agency.name": "UBND xã Sông Lam", "form.full_name": "Nguyễn Thị Hạnh", "form.note": ""}
PLAIN = {
    "title": "Giấy xác nhận cư trú",
    "series": "XN",
    "blocks": [
        {"type": "bases"},
        {"type": "heading", "text": "Điều 1. Xác nhận"},
        {"type": "paragraph", "text": "{agency.name} xác nhận {form.full_name} {{đang}} cư trú."},
        {"type": "entry", "label": "Họ tên", "text": "{form.full_name}", "is_bold": True},
        {"type": "entry", "label": "Ghi chú", "text": "{form.note}"},
        {
            "type": "table",
            "head": ["Mục", "Nội dung"],
            "rows": [["Tên", "{form.full_name}"], ["", ""]],
        },
        {"type": "listing", "field": "members", "head": ["Họ tên"], "parts": ["name"]},
    ],
    "recipients": ["{form.full_name}", "{form.note}"],
}
LISTED = {"members": ({"name": "Trần An"}, {"name": "Trần Bình"})}
REPEATED = {"members": frozenset({"name"})}


def template(**changes):
    return queries.read_template(json.dumps(PLAIN | changes))


def composed(made, **fields):
    return queries.compose(made, FIELDS | fields, listed=LISTED, bases=("Luật Cư trú 2020",))


def paper(made, **fields):
    values = {
        "agency": "UBND xã Sông Lam", "parent_agency": "UBND tỉnh", "number": "01/XN-H99.101",
        "place": "Sông Lam", "issued_on": date(2026, 3, 16), "signatory_title": "Chủ tịch",
        "signatory_name": "Lê Văn Ký", "verification_url": "https://vi.example/xac-minh/ABC",
        "verification_code": "ABC", **composed(made, **fields),
    }  # fmt: skip
    return typeset("composed", values, at=MOMENT)


def faults(**changes):
    found = queries.find_template_faults(template(**changes), FIELDS, REPEATED)
    return [(fault.field, fault.code) for fault in found]


def test_fields_become_words_and_what_says_nothing_is_left_out():
    said = composed(template())

    assert [block["kind"] for block in said["blocks"]] == [
        "bases", "heading", "paragraph", "entry", "table", "table",
    ]  # fmt: skip
    assert said["blocks"][2]["text"] == "UBND xã Sông Lam xác nhận Nguyễn Thị Hạnh {đang} cư trú."
    assert said["blocks"][4]["rows"] == [["Tên", "Nguyễn Thị Hạnh"]]
    assert said["blocks"][5]["rows"] == [["Trần An"], ["Trần Bình"]]
    assert said["recipients"] == ["Nguyễn Thị Hạnh"]


def test_the_paper_bears_heading_number_content_signature_and_code():
    text = text_of(paper(template()))

    for words in (
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "01/XN-H99.101", "GIẤY XÁC NHẬN CƯ TRÚ",
        "Luật Cư trú 2020", "Nguyễn Thị Hạnh {đang} cư trú.", "Trần Bình", "CHỦ TỊCH", "Lê Văn Ký",
        "Nơi nhận:", "Mã xác minh: ABC",
    ):  # fmt: skip
        assert words in text


@pytest.mark.parametrize(
    "hostile",
    [
        '#read("/etc/passwd")', '#include "receipt.typ"', "$x$ *đậm* _nghiêng_ `mã`", "]#panic()[",
        "\\u{41} // chú thích", '"; #import "lib.typ"', "<b>&amp;</b>", "{agency.name}", "@ref <label>",
    ],
)  # fmt: skip
def test_whatever_is_typed_stands_there_as_text(hostile):
    made = template(
        title="Giấy", subtitle=hostile.replace("{", "{{").replace("}", "}}"),
        blocks=[{"type": "paragraph", "text": "{form.full_name}"}],
    )  # fmt: skip

    text = text_of(paper(made, **{"form.full_name": hostile}))

    assert text.count(hostile) == 3


@pytest.mark.parametrize(
    ("changes", "found"),
    [
        ({}, []),
        ({"title": "{form.secret}"}, [("title", "unknown-field")]),
        ({"title": " "}, [("title", "no-title")]),
        ({"blocks": []}, [("blocks", "no-content")]),
        ({"signature": "none"}, [("signature", "no-signature")]),
        ({"recipients": ["{a"]}, [("recipients.0", "bad-brace")]),
        ({"blocks": [{"type": "paragraph", "text": ""}]}, [("blocks.0.text", "empty")]),
        ({"blocks": [{"type": "table", "head": ["a"], "rows": [["b", "c"]]}]},
         [("blocks.0", "bad-width")]),
        ({"blocks": [{"type": "listing", "field": "x", "head": ["a"], "parts": ["b"]}]},
         [("blocks.0", "unknown-field")]),
        ({"blocks": [{"type": "listing", "field": "members", "head": ["a"], "parts": ["b", "c"]}]},
         [("blocks.0", "bad-width")]),
        ({"blocks": [{"type": "listing", "field": "members", "head": ["a"], "parts": ["b"]}]},
         [("blocks.0", "unknown-field")]),
    ],
)  # fmt: skip
def test_what_keeps_a_template_from_use_is_named_with_its_place(changes, found):
    assert faults(**changes) == found


@pytest.mark.parametrize(
    "source",
    ["", "[]", "{}", '{"title": 1}', '{"title": "a", "script": "x"}', "[" * 5000,
     '{"title": "a", "blocks": [{"type": "image", "path": "/etc/passwd"}]}',
     '{"title": "a", "blocks": [{"type": "paragraph", "text": "a", "typst": "#x"}]}',
     json.dumps({"title": "a" * 301}), json.dumps({"title": "a", "series": "../x"}),
     json.dumps({"title": "a", "blocks": [{"type": "bases"}] * 61})],
)  # fmt: skip
def test_what_is_no_template_is_refused(source):
    with pytest.raises(TemplateRefused):
        queries.read_template(source)


@given(
    st.text(max_size=80), st.dictionaries(st.sampled_from(["a.b", "form.x"]), st.text(max_size=9))
)
def test_filling_never_fails_and_leaves_plain_text_alone(text, fields):
    said = composing.filled(text, fields)

    if not set("{}") & set(text):
        assert said == text
    if composing.is_balanced(text) and not list(composing.fields_in(text)):
        assert said == text.replace("{{", "{").replace("}}", "}")


def test_what_is_written_reads_the_same():
    assert queries.read_template(queries.write_template(template())) == template()


@pytest.mark.django_db
def test_the_same_template_is_kept_once_and_another_is_the_next_version():
    first = actions.store_template(key="tt/a", source=json.dumps(PLAIN), at=MOMENT)
    again = actions.store_template(key="tt/a", source=json.dumps(PLAIN, indent=2), at=MOMENT)
    second = actions.store_template(
        key="tt/a", source=json.dumps(PLAIN | {"title": "Khác"}), at=MOMENT
    )

    assert (first == again, first == second) == (True, False)
    assert queries.get_template(first) == template()
    versions = PaperTemplate.objects.filter(key="tt/a").order_by("version")
    assert list(versions.values_list("version", flat=True)) == [1, 2]
    with pytest.raises(NoSuchTemplate):
        queries.get_template(0)
