"""The log leaves under pseudonyms, names nobody, and its reading is noted."""

import json

import pytest
from tests.casework import people
from tests.hindsight.test_looking_back import asked, finished

from motcua.composition.hindsight import queries
from motcua.composition.hindsight.errors import SpanTooWide
from motcua.composition.hindsight.queries import story
from motcua.foundation.kernel.models import Reading

pytestmark = pytest.mark.django_db


def export(province, *, form="ocel", by=None):
    return "".join(
        queries.export(asked(province), code=people.BIRTH, form=form, by=by or province.chair)
    )


@pytest.mark.parametrize("form", ["ocel", "xes"])
def test_nobody_and_no_number_is_in_it(province, form):
    dossier = finished(province)

    told = export(province, form=form)

    assert queries.pseudonym(dossier.reference) in told
    for name in (
        dossier.reference,
        dossier.number,
        "Nguyễn Thị Hạnh",
        "Phạm Nguyễn Bảo Ngọc",
        "099192000101",
        province.registrar.name,
        province.chair.name,
        province.desk.name,
        province.chair.key,
    ):
        assert name not in told


def test_the_steps_and_who_did_them_are_units_and_roles(province):
    dossier = finished(province)

    told = json.loads(export(province))

    signed = next(one for one in told["events"] if one["type"] == "phe_duyet")
    key = queries.pseudonym(dossier.reference)
    assert signed["relationships"] == [
        {"objectId": f"dossier:{key}", "qualifier": "dossier"},
        {"objectId": "procedure:1.001193", "qualifier": "procedure"},
        {"objectId": "agency:H99.101", "qualifier": "agency"},
        {"objectId": "unit:H99.101/leadership", "qualifier": "done by"},
        {"objectId": f"task:{key}-4", "qualifier": "task"},
    ]
    assert {one["name"]: one["value"] for one in signed["attributes"]}["role"] == "leader"


def test_papers_come_with_the_act_that_hands_them_in_or_calls_for_them(province):
    finished(province)

    told = json.loads(export(province))

    papers = {
        one["id"]: {value["name"]: value["value"] for value in one["attributes"]}
        for one in told["objects"]
        if one["type"] == "paper"
    }
    came = {
        (event["type"], papers[link["objectId"]]["code"], link["qualifier"])
        for event in told["events"]
        for link in event["relationships"]
        if link["objectId"] in papers
    }
    assert ("act:lodge", "birth-notice", "hands in") in came
    assert {code for _event, code, verb in came if verb == "issues"} >= {"birth_certificate"}
    assert all(one["name"] for one in papers.values())


def test_a_pseudonym_is_keyed_and_stays(province, settings):
    before = queries.pseudonym("ABC")
    assert queries.pseudonym("ABC") == before != queries.pseudonym("ABD")

    settings.MASTER_KEY = "ff" * 32

    assert queries.pseudonym("ABC") != before


def test_who_read_it_is_noted_before_the_first_piece(province):
    finished(province)
    before = set(Reading.objects.values_list("id", flat=True))

    queries.export(asked(province), code=people.BIRTH, form="xes", by=province.controller)

    (noted,) = Reading.objects.exclude(id__in=before)
    assert (noted.reader, noted.agency_id) == (
        province.controller.key,
        province.controller.agency_id,
    )
    assert "xes" in noted.purpose


def test_too_many_are_refused_and_nothing_is_noted(province, monkeypatch):
    finished(province)
    monkeypatch.setattr(story, "MOST", 0)
    before = Reading.objects.count()

    with pytest.raises(SpanTooWide):
        export(province)

    assert Reading.objects.count() == before
