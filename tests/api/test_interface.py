"""The HTTP interface: what it answers, how it refuses, what may be kept."""

import json
from datetime import datetime
from threading import Thread

import jsonschema_rs
import pytest
from django.db import connections
from tests.procedures import shelf

from motcua.domain.procedures import actions
from motcua.foundation.kernel import clock
from motcua.surfaces.api import health, problems

pytestmark = pytest.mark.django_db

LIST = "/api/v1/procedures"
ONE = "/api/v1/procedures/1.001193"


@pytest.fixture(autouse=True)
def _today():
    with clock.fixed_at(datetime(2026, 11, 23, 9, tzinfo=clock.VIETNAM)):
        yield


@pytest.fixture
def six():
    return shelf.publish_six()


@pytest.fixture
def agency():
    return shelf.found_agency()


def problem_of(response):
    assert response.headers["Content-Type"] == "application/problem+json"
    body = response.json()
    assert body["status"] == response.status_code
    assert body["type"] == f"urn:motcua:problem:{body['code']}"
    assert body["title"]
    return body


# --- Procedures ---------------------------------------------------------------------------------


def test_a_search_answers_the_best_first(client, six):
    body = client.get(LIST, {"q": "lam giay khai sinh cho con"}).json()

    assert (body["page"], body["pages"]) == (1, 1)
    assert body["total"] == len(body["items"]) >= 1
    assert body["items"][0] | {"summary": "", "summary_en": ""} == {
        "code": "1.001193",
        "name": "Đăng ký khai sinh",
        "name_en": "Birth registration",
        "summary": "",
        "summary_en": "",
        "field": {"code": "ho-tich", "name": "Hộ tịch", "name_en": "Civil status"},
        "level": "commune",
        "online_level": "partial",
        "version": 1,
        "valid_from": "2025-07-01",
    }


def test_a_search_without_answer_suggests_and_says_so(client, six):
    body = client.get(LIST, {"q": "giấy phép lái xe"}).json()

    assert (body["items"], body["total"]) == ([], 0)
    assert len(body["suggestions"]) == 3


@pytest.mark.parametrize(
    ("filters", "total"),
    [
        ({}, 6),
        ({"field": "ho-tich"}, 3),
        ({"level": "commune"}, 6),
        ({"level": "ministry"}, 0),
        ({"online": "partial"}, 6),
        ({"online": "full"}, 0),
        ({"page": "2"}, 6),
    ],
)
def test_filters_narrow_the_list(client, six, filters, total):
    assert client.get(LIST, filters).json()["total"] == total


def test_the_list_of_an_agency_is_what_it_takes_in(client, six, agency):
    actions.provide(agency_id=agency.pk, procedure_code="1.001193", valid_from=shelf.TODAY)

    for code in (agency.code, "000.00.101.H99"):
        body = client.get(LIST, {"agency": code}).json()
        assert [item["code"] for item in body["items"]] == ["1.001193"]


def test_one_procedure_tells_all_it_asks_and_promises(client, six, agency):
    actions.provide(agency_id=agency.pk, procedure_code="1.001193", valid_from=shelf.TODAY)

    body = client.get(ONE).json()

    assert body["channels"][0]["limit"] == {
        "amount": 0,
        "unit": "same_day",
        "after_15_next_day": True,
        "extensions": [],
        "note": None,
    }
    assert body["channels"][0]["fees"][0]["rule"] == {
        "type": "fixed",
        "amount": 5000,
        "unit": "dossier",
    }
    assert body["legal_bases"][0]["number"] == "60/2014/QH13"
    assert len(body["to_verify"]) == 4
    assert body["decision"]["is_imaginary"] is True
    assert "id" not in body
    assert "form_definition_id" not in body


def test_a_provinces_copy_of_the_code_is_understood(client, six):
    assert client.get(f"{ONE}.000.00.00.H17").json()["code"] == "1.001193"


@pytest.mark.parametrize("rows", [1, 3])
def test_a_list_costs_one_query_when_it_is_warm(client, rows, django_assert_num_queries):
    for code in ("1.001193", "1.001612", "1.004222")[:rows]:
        shelf.publish(code)
    client.get(LIST)

    with django_assert_num_queries(1):
        client.get(LIST)


def test_one_procedure_costs_three_queries_when_it_is_warm(client, six, django_assert_num_queries):
    """The version of the day, who provides it, and which system runs it."""
    client.get(ONE)

    with django_assert_num_queries(3):
        client.get(ONE)


# --- Agencies -----------------------------------------------------------------------------------


def test_agencies_are_listed_by_code(client, agency):
    other = shelf.found_agency("H99.103")

    body = client.get("/api/v1/agencies").json()

    assert [item["code"] for item in body["items"]] == [agency.code, other.code]
    assert (body["total"], body["page"], body["pages"]) == (2, 1, 1)
    assert client.get("/api/v1/agencies", {"page": 2}).json()["items"] == []
    assert client.get("/api/v1/agencies", {"level": "ministry"}).json()["total"] == 0


@pytest.mark.parametrize("code", ["H99.101", "000.00.101.H99"])
def test_an_agency_is_found_by_its_code_in_either_layout(client, agency, code):
    body = client.get(f"/api/v1/agencies/{code}").json()

    assert (body["code"], body["name"], body["parent"]) == ("H99.101", agency.name, None)


@pytest.mark.parametrize("rows", [1, 3])
def test_agencies_cost_two_queries(client, rows, django_assert_num_queries):
    for number in range(rows):
        shelf.found_agency(f"H99.10{number}")

    with django_assert_num_queries(2):
        client.get("/api/v1/agencies")


# --- Refusals -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("path", "status", "code"),
    [
        ("/api/v1/procedures/1.999999", 404, "procedures.not-found"),
        ("/api/v1/procedures/nonsense", 404, "procedures.not-found"),
        ("/api/v1/procedures?agency=H99.999", 404, "organisations.agency-not-found"),
        ("/api/v1/agencies/H99.999", 404, "organisations.agency-not-found"),
        ("/api/v1/nowhere", 404, "api.no-such-address"),
        ("/api/v1/procedures?page=0", 422, "api.invalid-parameters"),
    ],
)
def test_a_refusal_is_a_problem_with_a_stable_code(client, path, status, code):
    response = client.get(path)

    assert (response.status_code, problem_of(response)["code"]) == (status, code)


def test_all_wrong_parameters_are_named_at_once(client):
    body = problem_of(client.get(LIST, {"page": "x", "level": "district", "online": "4"}))

    assert {wrong["field"] for wrong in body["errors"]} == {"page", "level", "online"}


def test_the_root_leads_to_the_documentation(client):
    assert client.get("/api/v1/").headers["Location"] == "/api/v1/docs"


def test_another_method_is_refused_with_those_that_are_allowed(client):
    response = client.post(LIST)

    assert problem_of(response)["code"] == "api.method-not-allowed"
    assert response.headers["Allow"] == "GET"


def test_a_defect_is_told_to_the_tracker_and_answered_as_a_problem(rf):
    def broken(_request):
        raise ZeroDivisionError

    response = problems.speaks_problems(broken)(rf.get("/api/v1/x"))

    assert response.status_code == 500
    assert json.loads(response.content)["code"] == "api.defect"


def test_a_refusal_speaks_the_language_of_the_client(client):
    titles = {
        language: problem_of(client.get("/api/v1/nowhere", headers={"accept-language": language}))
        for language in ("vi", "en")
    }

    assert titles["vi"]["code"] == titles["en"]["code"]
    assert titles["vi"]["title"] == "Không có địa chỉ /api/v1/nowhere."


# --- Keeping ------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", [LIST, ONE, "/api/v1/agencies"])
def test_a_good_answer_may_be_kept_and_asked_for_again(client, six, path):
    first = client.get(path)
    again = client.get(path, headers={"if-none-match": first.headers["ETag"]})

    assert first.headers["Cache-Control"] == "public, max-age=60"
    assert again.status_code == 304
    assert again.content == b""


def test_an_error_is_not_kept(client):
    response = client.get("/api/v1/procedures/1.999999")

    assert response.headers["Cache-Control"] == "no-store"


def test_nobody_is_signed_in_or_given_a_cookie(client, six):
    assert not client.get(ONE).cookies


# --- Description --------------------------------------------------------------------------------


@pytest.fixture
def description(client):
    return client.get("/api/v1/openapi.json").json()


def test_the_description_is_openapi_3_1_and_complete(description):
    assert description["openapi"] == "3.1.0"
    assert set(description["paths"]) == {
        "/api/v1/procedures",
        "/api/v1/procedures/{code}",
        "/api/v1/procedures/{code}/authority",
        "/api/v1/agencies",
        "/api/v1/agencies/{code}",
        "/api/v1/territories",
        "/api/v1/dossiers/{number}",
        "/api/v1/indicators",
        "/api/v1/exchange/arrivals",
        "/api/v1/exchange/mirrors",
        "/api/v1/exchange/dossiers/{number}",
    }
    for path in description["paths"].values():
        for operation in path.values():
            assert operation["summary"]
            assert "200" in operation["responses"]


def references(part):
    if isinstance(part, dict):
        for name, value in part.items():
            if name == "$ref":
                yield value
            else:
                yield from references(value)
    elif isinstance(part, list):
        for item in part:
            yield from references(item)


def test_every_reference_of_the_description_leads_somewhere(description):
    names = {f"#/components/schemas/{name}" for name in description["components"]["schemas"]}

    assert set(references(description)) <= names


@pytest.mark.parametrize(
    ("path", "operation"),
    [
        ("/api/v1/procedures?q=khai sinh", "/api/v1/procedures"),
        ("/api/v1/procedures/2.000815", "/api/v1/procedures/{code}"),
        ("/api/v1/procedures/2.000815/authority", "/api/v1/procedures/{code}/authority"),
        ("/api/v1/procedures/1.001193/authority?case=x", "/api/v1/procedures/{code}/authority"),
        ("/api/v1/agencies", "/api/v1/agencies"),
        ("/api/v1/territories?q=phuc xa", "/api/v1/territories"),
        ("/api/v1/territories", "/api/v1/territories"),
        ("/api/v1/agencies/H99.101", "/api/v1/agencies/{code}"),
        ("/api/v1/agencies/H99.999", "/api/v1/agencies/{code}"),
        ("/api/v1/procedures?page=0", "/api/v1/procedures"),
        ("/api/v1/dossiers/NT-00000-00000", "/api/v1/dossiers/{number}"),
        ("/api/v1/indicators", "/api/v1/indicators"),
        ("/api/v1/indicators?since=2026-12-31", "/api/v1/indicators"),
    ],
)
@pytest.mark.usefixtures("six", "agency")
def test_answers_are_as_described(client, description, path, operation):
    response = client.get(path)

    media_type = response.headers["Content-Type"]
    described = description["paths"][operation]["get"]["responses"][str(response.status_code)]
    schema = described["content"][media_type]["schema"] | {"components": description["components"]}
    jsonschema_rs.Draft202012Validator(schema).validate(response.json())


@pytest.mark.parametrize("language", ["vi", "en"])
def test_the_documentation_page_shows_every_operation_and_loads_nothing_from_afar(
    client, description, language
):
    response = client.get("/api/v1/docs", headers={"accept-language": language})
    page = response.content.decode()

    assert response.status_code == 200
    for path, operations in description["paths"].items():
        for method in operations:
            assert f"{method.upper()} {path}" in page
    for name in description["components"]["schemas"]:
        assert f'id="{name}"' in page
    assert "<style" not in page
    assert " onclick" not in page
    assert 'src="http' not in page
    assert "cdn" not in page.lower()


# --- Health -------------------------------------------------------------------------------------


def test_a_process_that_answers_is_healthy(client, django_assert_num_queries):
    with django_assert_num_queries(0):
        response = client.get("/healthz")

    assert (response.status_code, response.json()) == (200, {"status": "ok", "checks": {}})


def heard_from_worker(at):
    with connections["default"].cursor() as cursor:
        cursor.execute("DELETE FROM procrastinate_workers")
        cursor.execute(f"INSERT INTO procrastinate_workers (last_heartbeat) VALUES ({at})")


def test_an_installation_is_ready_with_database_migrations_and_a_worker(client):
    heard_from_worker("'2026-11-23T08:59:30+07'")

    response = client.get("/readyz")

    assert (response.status_code, response.json()) == (
        200,
        {"status": "ready", "checks": {"database": True, "migrations": True, "worker": True}},
    )
    assert "no-store" in response.headers["Cache-Control"]


def test_without_a_living_worker_it_is_not_ready(client):
    heard_from_worker("'2026-11-23T08:58:00+07'")

    response = client.get("/readyz")

    assert response.status_code == 503
    assert response.json()["checks"] == {"database": True, "migrations": True, "worker": False}


def test_without_a_database_it_is_not_ready(rf):
    def look():
        # Connections belong to their thread: this one leads nowhere, the test's stays.
        nowhere = connections["default"]
        nowhere.settings_dict = nowhere.settings_dict | {"HOST": "/nowhere", "OPTIONS": {}}
        answers.append(health.readyz(rf.get("/readyz")))

    answers = []
    thread = Thread(target=look)
    thread.start()
    thread.join()

    assert answers[0].status_code == 503
    assert json.loads(answers[0].content)["checks"] == {"database": False}
