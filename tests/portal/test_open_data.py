"""The catalogue for machines: linked data that fits the published shapes, and a table."""

import csv
from io import StringIO
from pathlib import Path

import pytest
from pyshacl import validate
from rdflib import DCTERMS, RDF, Graph, Literal, Namespace, URIRef
from tests.portal.conftest import DAY

from motcua.domain.procedures import queries as procedures
from motcua.domain.procedures.queries import Limit
from motcua.foundation.kernel import sheets
from motcua.foundation.kernel.worktime import TimeUnit
from motcua.surfaces.cli.demo import world
from motcua.surfaces.portal.presenting import open_data
from motcua.surfaces.portal.presenting.linked_data import duration_of

# rdflib's reader of JSON-LD and pyshacl use names that rdflib is about to give up.
pytestmark = [
    pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated"),
    pytest.mark.filterwarnings(r"ignore:Dataset\.\w+ is deprecated"),
]

SHAPES = Path(__file__).parent / "data" / "cpsv-ap-3.2.0-shacl.ttl"
CPSV = Namespace("http://purl.org/vocab/cpsv#")
M8G = Namespace("http://data.europa.eu/m8g/")
BIRTH = URIRef("http://testserver/thu-tuc/1.001193/")


def graph_of(response, notation):
    return Graph().parse(data=response.text, format=notation)


@pytest.fixture
def everything(visitor):
    """A catalogue that holds what others published too, with all its gaps."""
    world.load_published_elsewhere(at=DAY)
    return visitor


def test_the_whole_catalogue_fits_the_shapes_of_the_profile(everything):
    graph = graph_of(everything.get("/danh-muc.ttl"), "turtle")

    fits, _graph, report = validate(graph, shacl_graph=str(SHAPES), shacl_graph_format="turtle")

    assert fits, report
    services = set(graph.subjects(RDF.type, CPSV.PublicService))
    assert len(services) == len(procedures.list_in_force(DAY.date())) > 174


def test_the_shapes_catch_a_service_without_a_title(visitor):
    graph = graph_of(visitor.get("/thu-tuc/1.001193.ttl"), "turtle")
    graph.remove((BIRTH, DCTERMS.title, None))

    fits, _graph, _report = validate(graph, shacl_graph=str(SHAPES), shacl_graph_format="turtle")

    assert not fits


def test_one_procedure_says_the_same_in_both_notations(visitor):
    turtle = graph_of(visitor.get("/thu-tuc/1.001193.ttl"), "turtle")
    json_ld = graph_of(visitor.get("/thu-tuc/1.001193.jsonld"), "json-ld")

    assert set(turtle) == set(json_ld)
    assert (BIRTH, DCTERMS.title, Literal("Đăng ký khai sinh", lang="vi")) in turtle
    assert len(set(turtle.objects(BIRTH, M8G.hasChannel))) == 3


@pytest.mark.parametrize(
    ("accept", "media_type"),
    [
        ("text/turtle", "text/turtle"),
        ("application/ld+json", "application/ld+json"),
        ("text/html", "text/html"),
        ("*/*", "text/html"),
        ("text/turtle;q=0.5, text/html", "text/html"),
        ("application/pdf", "text/html"),
    ],
)
def test_the_address_of_the_page_answers_in_the_notation_asked_for(visitor, accept, media_type):
    response = visitor.get("/thu-tuc/1.001193/", headers={"accept": accept})

    assert response["Content-Type"] == f"{media_type}; charset=utf-8"
    assert "Accept" in response["Vary"]


@pytest.mark.parametrize(
    "address", ["/thu-tuc/9.999999.ttl", "/thu-tuc/1.001193.xml", "/danh-muc.xml"]
)
def test_what_is_not_there_is_not_found(visitor, address):
    assert visitor.get(address, follow=True).status_code == 404


def test_the_table_has_a_row_for_each_procedure_and_leaves_nothing_to_compute(everything):
    response = everything.get("/danh-muc.csv")
    header, *rows = csv.reader(StringIO(response.text.removeprefix("\ufeff")))

    assert response.text.startswith("\ufeff")
    assert tuple(header) == open_data.COLUMNS
    assert [row[0] for row in rows] == [one.code for one in procedures.list_in_force(DAY.date())]
    assert not [cell for row in rows for cell in row if cell.startswith(("=", "+", "@", "-"))]


def test_a_name_that_would_be_a_formula_is_made_harmless(visitor):
    assert sheets.write_csv(("a",), [("=1+1",)]) == "\ufeffa\r\n'=1+1\r\n"


def test_the_page_of_the_catalogue_leads_to_the_data(visitor):
    page = visitor.get("/tim-kiem/").text

    for address in ("/danh-muc.csv", "/danh-muc.ttl", "/danh-muc.jsonld"):
        assert f'href="{address}"' in page


@pytest.mark.parametrize(
    ("unit", "amount", "written"),
    [
        (TimeUnit.WORKING_DAY, 5, "P5D"),
        (TimeUnit.CALENDAR_DAY, 10, "P10D"),
        (TimeUnit.WORKING_HOUR, 4, "PT4H"),
        (TimeUnit.MONTH, 2, "P2M"),
        (TimeUnit.SAME_DAY, 0, "P1D"),
        (TimeUnit.NONE, 0, None),
    ],
)
def test_limits_are_written_as_durations(unit, amount, written):
    assert duration_of(Limit(amount=amount, unit=unit)) == written
