"""DMN files: what is read, what is refused with a plain reason, and that others read what we write."""

from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree
from SpiffWorkflow.dmn.engine.DMNEngine import DMNEngine
from SpiffWorkflow.dmn.parser.DMNParser import DMNParser

from motcua.capabilities.decisions import actions, queries
from motcua.capabilities.decisions.enums import HitPolicy, ValueKind
from motcua.capabilities.decisions.errors import NoSuchTables, TableRefused
from motcua.capabilities.decisions.models import Definition
from motcua.capabilities.decisions.rules import cells, terms
from motcua.capabilities.decisions.rules.model import Column, Row, Table, Tables

from .conftest import HEAD, MONDAY, SPACE, TAIL, answer, ask, dmn, row, table

GOOD = dmn(
    table(
        ask("channel", values='"online", "counter"'),
        ask("pages", "integer"),
        answer("amount"),
        answer("relief", "string", '"exempt", "reduced"'),
        row('"online"', "<= 2", then=("2000 * pages", '"reduced"')),
        row("-", "", then=("3000", "")),
    )
)


def codes_of(text):
    with pytest.raises(TableRefused) as refusal:
        queries.read(text)
    assert all(problem.text for problem in refusal.value.problems)
    return {problem.code for problem in refusal.value.problems}


def test_a_plain_file_is_read_with_its_columns_and_rows():
    read = queries.read(GOOD)

    (found,) = read.tables
    assert (read.name, found.key, found.policy) == ("Thử", "phi", HitPolicy.FIRST)
    assert [(one.name, one.kind, one.values) for one in found.asks] == [
        ("channel", ValueKind.STRING, ("online", "counter")),
        ("pages", ValueKind.NUMBER, ()),
    ]
    assert [queries.write_term(term) for term in found.rows[0].terms] == [
        "2000 * pages", '"reduced"',
    ]  # fmt: skip
    assert queries.read(GOOD.replace("20191111", "20180521").replace("https:", "http:")) == read


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "not-xml"),
        ("<a>", "not-xml"),
        ("\x00", "not-xml"),
        ("<definitions/>", "not-dmn"),
        ('<!DOCTYPE a [<!ENTITY x "y">]>' + GOOD, "doctype"),
        ('<!DOCTYPE a SYSTEM "file:///etc/passwd">' + GOOD, "doctype"),
        ('<!DOCTYPE a [<!ENTITY a "b"><!ENTITY c "&a;&a;">]>' + GOOD, "doctype"),
        (GOOD.replace("Thử", "&x;"), "not-xml"),
        (GOOD + " " * 1_000_001, "too-big"),
        (HEAD + "<description>" * 40 + "</description>" * 40 + TAIL, "too-big"),
        (HEAD + "<text/>" * 20_001 + TAIL, "too-big"),
        (dmn(*(table(answer("a"), row(), key=f"t{n}") for n in range(21))), "too-big"),
        (dmn(table(answer("a"), row()), table(answer("a"), row())), "duplicate"),
        (dmn(table(answer("a"), *[row()] * 301)), "too-big"),
        (dmn(table(*(ask(f"a{n}") for n in range(21)), answer("a"))), "too-big"),
        (dmn(table(ask("a"), ask("a"), answer("b"), row("-", "-"))), "duplicate"),
        (dmn(table(ask("a"), answer("b"), row("-", "-"))), "bad-width"),
        (dmn(table(ask("a"), row("-", then=()))), "no-output"),
        (dmn(table(answer("a"), row(), key="0 x")), "bad-key"),
        (dmn('<decision id="x"/>'), "one-table"),
        (dmn(table(answer("a b"), row())), "bad-output"),
    ],
)
def test_a_hostile_or_foreign_file_is_refused(text, code):
    assert code in codes_of(text)


@pytest.mark.parametrize(
    "name",
    ["literalExpression", "invocation", "context", "functionDefinition", "relation", "list",
     "businessKnowledgeModel", "decisionService", "import", "itemDefinition", "requiredDecision"],
)  # fmt: skip
def test_what_other_engines_run_is_named_plainly(name):
    with pytest.raises(TableRefused) as refusal:
        queries.read(dmn(f'<decision id="x"><{name}/></decision>'))

    assert any(f"“{name}”" in problem.text for problem in refusal.value.problems)
    assert refusal.value.problems[0].field == "x"


@pytest.mark.parametrize("policy", ["ANY", "PRIORITY", "RULE ORDER", "OUTPUT ORDER", "nonsense"])
def test_a_hit_policy_that_cannot_run_is_named(policy):
    text = dmn(table(answer("a"), row(), policy=f'hitPolicy="{policy}"'))

    assert codes_of(text) == {"bad-policy"}


@pytest.mark.parametrize("aggregation", ["MIN", "MAX", "COUNT"])
def test_only_sums_are_aggregated(aggregation):
    policy = f'hitPolicy="COLLECT" aggregation="{aggregation}"'

    assert codes_of(dmn(table(answer("a"), row(), policy=policy))) == {"bad-policy"}


def test_a_sum_has_one_number_to_add():
    policy = 'hitPolicy="COLLECT" aggregation="SUM"'

    assert codes_of(dmn(table(answer("a", "string"), row(then=('"x"',)), policy=policy))) == {
        "one-number"
    }


@pytest.mark.parametrize(
    ("parts", "code", "place"),
    [
        ((ask("a + b"), answer("r"), row("-")), "bad-input", "phi"),
        ((ask("__import__('os')"), answer("r"), row("-")), "bad-input", "phi"),
        ((ask("a", "date"), answer("r"), row("-")), "bad-type", "phi"),
        ((ask("a", "string", "1, 2"), answer("r"), row("-")), "bad-values", "phi"),
        ((ask("a"), answer("r"), row("open('/etc/passwd')")), "bad-cell", "phi.1.a"),
        ((ask("a"), answer("r"), row("> 3")), "bad-cell", "phi.1.a"),
        ((ask("a", "number"), answer("r"), row('"x"')), "bad-cell", "phi.1.a"),
        ((ask("a", "boolean"), answer("r"), row("1")), "bad-cell", "phi.1.a"),
        ((ask("a"), answer("r"), row("-", then=("exec('1')",))), "bad-cell", "phi.1.r"),
        ((ask("a"), answer("r"), row("-", then=('"x"',))), "bad-cell", "phi.1.r"),
        ((ask("a"), answer("r", "string", '"x"'), row("-", then=('"y"',))), "bad-cell", "phi.1.r"),
        ((ask("a"), answer("r", "string"), row("-", then=("1 + 1",))), "bad-cell", "phi.1.r"),
    ],
)
def test_what_is_wrong_is_said_with_its_place(parts, code, place):
    with pytest.raises(TableRefused) as refusal:
        queries.read(dmn(table(*parts)))

    (problem,) = refusal.value.problems
    assert (problem.code, problem.field) == (code, place)


def test_a_cell_in_a_programming_language_is_not_run():
    text = GOOD.replace("<inputEntry>", '<inputEntry expressionLanguage="python">', 1)

    assert codes_of(text) == {"bad-language"}
    assert queries.read(GOOD.replace("<inputEntry>", '<inputEntry expressionLanguage="feel">', 1))


# --- Writing ------------------------------------------------------------------------------------

words = st.text(
    st.characters(codec="utf-8", exclude_characters='"\\', categories=["L", "N", "P"]), max_size=12
)
number_cells = st.sampled_from(["-", "1", "< 5", "[1..3]", "not(2)", "(0..9), 12"]).map(cells.parse)
flag_cells = st.sampled_from(["-", "true", "false", "not(true)"]).map(cells.parse)
word_cells = st.lists(words.map(cells.Equal), max_size=3).map(lambda some: cells.Cell(tuple(some)))
amounts = st.sampled_from(["1000", "8000 * pages", "min(1, pages) + 2", ""]).map(terms.parse)
rows = st.lists(st.tuples(word_cells, number_cells, flag_cells, amounts, words), max_size=6)


@given(rows, st.sampled_from(HitPolicy), words)
def test_what_is_written_reads_the_same(rows, policy, label):
    written = Tables(
        key="d",
        name="Phí",
        tables=(
            Table(
                key="phi",
                name="Phí",
                policy=policy,
                asks=(
                    Column(name="channel", label=label, kind=ValueKind.STRING, values=("a", "b")),
                    Column(name="pages", label="", kind=ValueKind.NUMBER),
                    Column(name="late", label="", kind=ValueKind.BOOLEAN),
                ),
                answers=(Column(name="amount", label="", kind=ValueKind.NUMBER),),
                rows=tuple(
                    Row(
                        code=f"phi_row{n}",
                        cells=one[:3],
                        terms=(one[3],),
                        note=" ".join(one[4].split()),
                    )
                    for n, one in enumerate(rows, start=1)
                ),
            ),
        ),
    )

    assert queries.read(queries.write(written)) == written


def test_spiffworkflow_reads_what_we_write_and_finds_the_same_rows():
    """Its own engine would evaluate Python; it is given our language for the cells, as a witness."""
    text = queries.write(queries.read(GOOD.replace("FIRST", "COLLECT")))
    parser = DMNParser(None, etree.fromstring(text.encode()), {"dmn": SPACE})
    parser.parse()
    (theirs,) = parser.decision.decisionTables

    class Witness(DMNEngine):
        def evaluate(self, name, text, task):
            return text is None or cells.parse(text).holds(task.data.get(name))

    (ours,) = queries.read(text).tables
    for channel in ("online", "counter", None):
        for pages in (1, 2, 3):
            facts = {"channel": channel, "pages": terms.parse(str(pages)).value}
            found = Witness(theirs).decide(SimpleNamespace(data=facts))
            assert [one.row_number for one in found] == [
                hit.number for hit in queries.decide(ours, facts)
            ]


# --- Storing ------------------------------------------------------------------------------------


@pytest.mark.django_db
def test_the_same_tables_are_one_version_and_others_the_next():
    first = actions.store_definition(key="thu", dmn_text=GOOD, at=MONDAY)
    again = actions.store_definition(key="thu", dmn_text=GOOD.replace("><", ">\n <"), at=MONDAY)
    second = actions.store_definition(key="thu", dmn_text=GOOD.replace("3000", "4000"), at=MONDAY)

    assert (first == again, first == second) == (True, False)
    stored = Definition.objects.filter(key="thu").order_by("version")
    assert list(stored.values_list("version", "name")) == [(1, "Thử"), (2, "Thử")]
    assert queries.get_source(first) == GOOD
    assert queries.get_tables(first) == queries.read(GOOD)


@pytest.mark.django_db
def test_what_is_refused_is_not_stored():
    with pytest.raises(TableRefused):
        actions.store_definition(key="thu", dmn_text="<a/>", at=MONDAY)

    assert not Definition.objects.exists()


@pytest.mark.django_db
def test_there_is_no_table_under_another_id():
    with pytest.raises(NoSuchTables):
        queries.get_tables(0)
