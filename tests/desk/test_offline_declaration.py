"""The declaration that was asked for without a line: it comes with its slip and fills the sheet (Article 17.1)."""

import gzip
import json
import re
from datetime import timedelta
from urllib.parse import urlencode

import msgspec
import pytest
from django.template.loader import render_to_string
from tests.casework import people
from tests.casework.province import MONDAY
from tests.desk import counter, devices

from motcua.capabilities.forms import actions as form_actions
from motcua.capabilities.forms import queries as forms
from motcua.capabilities.forms.queries import outlines
from motcua.domain.dossiers import queries as dossiers
from motcua.domain.dossiers.models import Dossier, Draft
from motcua.domain.procedures import actions as catalogue
from motcua.domain.procedures import queries as procedures
from motcua.domain.procedures.queries import Record
from motcua.foundation.kernel import clock
from motcua.surfaces.desk.presenting import offline_forms

pytestmark = pytest.mark.django_db
LATER = MONDAY + timedelta(hours=3)
BROKEN = "Mất điện, máy quét không chạy"


def form_of(desk, code=people.BIRTH):
    return desk.get(f"{devices.PAGE}to-khai/{code}/").json()


def declared(desk, **changed):
    """Return the boxes of a slip with the whole declaration, as the browser sends them."""
    answers = counter.ANSWERS | changed
    text = urlencode({name: one for name, one in answers.items() if one is not None}, doseq=True)
    return {
        "declaration": text, "form": str(form_of(desk)["form"]), "_unscanned_reason": BROKEN,
    }  # fmt: skip


def send(desk, **boxes):
    """Send one slip three hours later; return what the device hears."""
    answer = devices.send(desk, devices.slip(devices.keep(desk), **boxes))
    assert answer.status_code == 201, answer.text
    return answer.json()


def answers_of(sheet):
    """Return what the draft of the sheet holds."""
    return {
        name: one
        for name, one in dossiers.open_draft(counter.draft_of(sheet)).answers.items()
        if one is not None
    }


def test_a_whole_declaration_is_taken_in_with_one_press_under_its_number_and_time(desk):
    block = devices.keep(desk)
    sent = devices.slip(block, written_at=MONDAY + timedelta(minutes=20), **declared(desk))

    with clock.fixed_at(LATER):
        told = devices.send(desk, sent).json()
        assert (told["is_whole"], told["missing"], told["left"]) == (True, [], 0)
        answers = [desk.post(told["take_in"]) for _press in range(2)]

    assert [one.status_code for one in answers] == [200, 200]
    dossier = Dossier.objects.get()
    assert dossier.number == block["free"][0][1]
    assert dossier.accepted_at == MONDAY + timedelta(minutes=20)
    assert answers[1].json()["dossier"] == f"/can-bo/tiep-nhan/{dossier.reference}/da-tiep-nhan/"
    assert not answers[1].json()["is_whole"]


def test_what_comes_with_a_slip_is_read_as_the_sheet_reads_its_own(desk):
    told = send(desk, **declared(desk))
    by_slip = answers_of(told["sheet"])
    by_sheet = answers_of(counter.written(desk))

    assert {name: by_slip.get(name) for name in by_sheet} == by_sheet
    # On the sheet somebody emptied a box; on the slip nobody saw it, and what is known stands in it.
    assert by_slip.keys() - by_sheet.keys() == {"requester_email", "delivery_address"}


def test_what_the_identity_paper_says_need_not_be_declared(desk):
    known = ["mother_full_name", "mother_birth_year", "mother_pin"]

    told = send(desk, **declared(desk, **dict.fromkeys(known)))

    assert told["is_whole"]
    assert answers_of(told["sheet"])["mother_full_name"] == counter.WHO["full_name"]


def test_what_is_missing_is_said_and_asked_on_the_sheet(desk):
    told = send(desk, **declared(desk, child_full_name=None, **{"child_birth_date-year": "20"}))

    assert not told["is_whole"]
    assert told["missing"] == [
        "Hãy nhập họ và tên của con.",
        "Hãy nhập đủ 4 chữ số của năm, ví dụ 2026.",
    ]
    refused = desk.post(told["take_in"])
    assert refused.status_code == 422
    assert not Dossier.objects.exists()
    assert desk.get(told["take_in"]).json() == told
    # What was typed wrong stays in its box, to be put right.
    assert 'name="child_birth_date-year" type="text" inputmode="numeric" value="20"' in (
        desk.get(told["sheet"]).text
    )
    done = counter.write(
        desk, told["sheet"], then="accept", _identified="card", _late_reason="Mất mạng"
    )
    assert done.status_code == 302, counter.linked(done)
    assert desk.get(told["take_in"]).json()["dossier"]


def test_a_slip_without_a_declaration_begins_its_sheet_as_before(desk):
    told = send(desk)

    assert not told["is_whole"]
    assert "Hãy nhập họ và tên của con." in told["missing"]


# --- what does not fit ----------------------------------------------------------------------------


def new_form():
    """Publish birth registration with a form that asks no number of copies and knows no carer."""
    document = forms.read_packaged("birth-registration")
    schema, hints = document["schema"], document["hints"]
    del schema["properties"]["copies_wanted"], hints["fields"]["copies_wanted"]
    schema["required"] = [name for name in schema["required"] if name != "copies_wanted"]
    for page in hints["pages"]:
        page["fields"] = [name for name in page["fields"] if name != "copies_wanted"]
    relation = hints["fields"]["requester_relation"]
    relation["options"] = [one for one in relation["options"] if one["value"] != "carer"]
    schema["properties"]["requester_relation"]["enum"].remove("carer")
    before = procedures.get_by_code(people.BIRTH, devices.today())
    plain = {field.name: getattr(before, field.name) for field in msgspec.structs.fields(Record)}
    catalogue.publish(
        record=Record(**{**plain, "valid_from": devices.today()}),
        form_definition_id=form_actions.store_definition("birth-registration", document, at=MONDAY),
        workflow_definition_id=before.workflow_definition_id,
        at=MONDAY,
    )


def test_nothing_is_lost_when_the_form_has_changed_meanwhile(desk):
    block = devices.keep(desk)
    boxes = declared(desk, requester_relation="carer")
    version = form_of(desk)["version"]
    new_form()

    told = devices.send(desk, devices.slip(block, **boxes)).json()

    assert form_of(desk)["version"] != version
    assert (told["is_whole"], told["left"]) == (False, 2)
    assert "Hãy chọn bạn là gì của con." in told["missing"]
    page = desk.get(told["sheet"]).text
    assert "không có ô trong biểu mẫu hiện hành" in page
    beside = re.findall(r"<dt><strong>([^<]+)</strong></dt><dd>([^<]+)</dd>", page)
    assert beside == [
        ("Bạn là gì của con?", "Người hoặc tổ chức đang nuôi dưỡng con"),
        ("Số bản sao trích lục khai sinh", "2"),
    ]
    assert answers_of(told["sheet"])["child_full_name"] == counter.ANSWERS["child_full_name"]
    refused = desk.post(told["take_in"])
    assert (refused.status_code, Dossier.objects.count()) == (422, 0)
    # Saving the sheet keeps what stands beside it; taking it in is the officer's word that it was seen.
    done = counter.write(
        desk, told["sheet"], then="save", copies_wanted=None, _identified="card", _late_reason="x"
    )
    assert done.status_code == 302
    assert "đang nuôi dưỡng con" in desk.get(told["sheet"]).text


def test_another_form_s_answers_stand_beside_the_sheet_in_their_own_names(desk):
    other = form_of(desk, "1.004873")["form"]

    told = send(desk, **{**declared(desk), "declaration": "spouse_pin=1&purpose=x", "form": other})

    assert told["left"] == 2
    page = desk.get(told["sheet"]).text
    assert "<dt><strong>purpose</strong></dt><dd>x</dd>" in page


@pytest.mark.parametrize(
    ("sent", "left"),
    [
        ("no_such_box=<script>x</script>", 1),
        ("child_sex=other", 1),
        ("child_full_name-part=x", 1),
        ("mother_residence-nowhere=x", 1),
        ("_add=child_full_name&_remove=x&_identified=none", 0),
        ("__proto__=1&constructor=1", 1),
        ("child_full_name=" + "A" * 20_000, 0),
        ("child_full_name=%00%0A&child_ethnicity=%FF", 1),
        ("=1&&&==", 1),
        ("&".join(f"x{number}=1" for number in range(500)), 60),
    ],
)
def test_whatever_is_sent_is_kept_in_its_place_or_beside_it(desk, sent, left):
    told = send(desk, declaration=sent, form="0")

    assert told["left"] == left
    assert not told["is_whole"]
    page = desk.get(told["sheet"])
    assert page.status_code == 200
    assert "<script>x" not in page.text
    assert desk.post(told["take_in"]).status_code == 422


@pytest.mark.parametrize(
    "sent", ["child_full_name=" + "A" * 400_000, "&".join(f"x{number}=1" for number in range(1001))]
)
def test_what_no_form_can_be_is_refused_and_stays_on_the_device(desk, sent):
    block = devices.keep(desk)

    answer = devices.send(desk, devices.slip(block, declaration=sent))

    assert answer.status_code == 422
    assert list(answer.json()["problems"]) == ["declaration"]
    assert not Draft.objects.exists()
    assert devices.send(desk, devices.slip(block, **declared(desk))).status_code == 201


def test_an_officer_of_another_agency_neither_sees_nor_takes_it_in(province, desk, sign_in):
    told = send(desk, **declared(desk))
    stranger = sign_in(province.stranger)

    assert stranger.get(told["take_in"]).status_code == 404
    assert stranger.post(told["take_in"]).status_code == 404
    assert not Dossier.objects.exists()


def test_a_sheet_that_no_slip_began_is_not_taken_in_from_here(desk):
    sheet = counter.written(desk)
    key = sheet.strip("/").rpartition("/")[2]

    assert desk.post(f"{devices.PAGE}phieu/{key}/").status_code == 404
    assert not Dossier.objects.exists()


# --- what the browser keeps -----------------------------------------------------------------------


def test_the_device_learns_which_forms_to_keep_and_fetches_each_once(desk):
    procedures_kept = devices.material(desk)["procedures"]

    for one in procedures_kept:
        assert form_of(desk, one["code"])["version"] == one["form"]


def test_the_form_holds_nobody_s_data(desk):
    counter.taken_in(desk)

    text = desk.get(f"{devices.PAGE}to-khai/{people.BIRTH}/").text

    assert counter.WHO["full_name"] not in text
    assert counter.WHO["pin"] not in text


def test_a_procedure_that_is_not_taken_in_on_paper_has_no_form_to_keep(desk):
    assert desk.get(f"{devices.PAGE}to-khai/9.999999/").status_code == 404


@pytest.mark.parametrize("key", forms.PACKAGED)
def test_every_box_of_the_form_that_is_kept_is_one_the_server_reads(key):
    form = forms.compile_document(forms.read_packaged(key), key=key)
    html = render_to_string("desk/offline_form.html", {"pages": outlines.draw(form)})
    told = outlines.describe(form)

    drawn = {
        name for name in re.findall(r'<(?:input|select|textarea)[^>]* name="([^"]+)"', html)
        if form.fields[name.partition("-")[0]].kind.value not in {"file", "calculated"}
    }  # fmt: skip

    assert [name for name in drawn if outlines.find_box(form, name) is None] == []
    assert {name.partition("-")[0] for name in drawn} == {
        name for name, one in told["questions"].items() if one["kind"] not in {"file", "calculated"}
    }
    asked = [*told["always"], *(name for one in told["branches"] for name in one["ask"])]
    assert set(asked) == set(form.fields)


MOST_OF_A_FORM = 110_000
MOST_SENT = 12_000
MOST_KEPT = 1_000_000


def test_what_a_counter_keeps_stays_small_enough_for_a_cheap_machine():
    kept = sorted(weight(key) for key in forms.PACKAGED)

    # One form is parsed when its procedure is chosen; together they lie in the browser's store.
    assert kept[-1] < MOST_OF_A_FORM
    assert sum(kept[-offline_forms.MOST :]) < MOST_KEPT + 100_000
    assert max(weight(key, gzip.compress) for key in forms.PACKAGED) < MOST_SENT


def weight(key, press=bytes):
    """Return how many bytes a form has as it is kept, or as it is sent."""
    form = forms.compile_document(forms.read_packaged(key), key=key)
    html = render_to_string("desk/offline_form.html", {"pages": outlines.draw(form)})
    text = json.dumps(
        {"html": " ".join(html.split()), **outlines.describe(form)}, ensure_ascii=False
    )
    return len(press(text.encode()))
