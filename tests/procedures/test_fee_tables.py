"""A fee decided by its own table: what it asks, who need not pay, and that no case is left open."""

import shutil
from itertools import chain, combinations
from types import SimpleNamespace

import pytest
from tests.decisions.conftest import answer, ask, dmn, row, table
from tests.procedures import drafting, shelf
from tests.procedures.drafting import CODE, NOW

from motcua.capabilities.decisions import queries as decisions
from motcua.capabilities.forms import queries as forms
from motcua.domain.procedures import actions, queries
from motcua.domain.procedures.enums import ChannelKind, DesignKind, Part, Relief
from motcua.domain.procedures.errors import CatalogueRefused, DraftIncomplete
from motcua.domain.procedures.queries import Lot, Situation
from motcua.domain.procedures.rules.record import from_plain
from motcua.foundation.kernel.errors import InvalidInput

ONLINE, COUNTER = ChannelKind.ONLINE, ChannelKind.COUNTER
RESIDENCE, MARITAL, JUDICIAL = "1.004222", "1.004873", "3.000333"
PACKAGED = sorted(path.stem for path in (actions.PACKAGED / "fees").glob("*.dmn"))


def tables_of(code):
    return decisions.read((actions.PACKAGED / "fees" / f"{code}.dmn").read_text("utf-8"))


def record_of(code):
    return from_plain(shelf.plain(code))


def form_of(code):
    key = record_of(code).form_key
    return forms.compile_document(forms.read_packaged(key), key=key)


@pytest.fixture
def bring(db):
    """Put one of the product's procedures in the catalogue with its form and tables."""

    def bring(code):
        folder = shelf.CATALOGUE
        records, _problems = actions.catalogue.read_folder(folder)
        file = f"{code}.yaml"
        actions.catalogue.take_in({file: records[file]}, [], folder=folder, at=shelf.PUBLISHED_AT)
        return queries.get_by_code(code, shelf.TODAY)

    return bring


def asked(version, channel=ONLINE, **known):
    return [
        (charge.amount, charge.line.relief if charge.line else None)
        for charge in queries.list_charges(version, Situation(channel=channel, **known))
    ]


# --- The product's tables -----------------------------------------------------------------------


@pytest.mark.parametrize("code", PACKAGED)
def test_the_products_tables_leave_nothing_open(code):
    assert queries.problems_of_tables(tables_of(code), record_of(code), form_of(code)) == []


def test_permanent_residence_costs_half_online_and_nothing_for_the_poor(bring):
    version = bring(RESIDENCE)

    assert asked(version) == [(10_000, Relief.REDUCED)]
    assert asked(version, COUNTER) == [(20_000, None)]
    assert asked(version, groups=frozenset({"poor"})) == [(0, Relief.EXEMPT)]
    assert asked(version, groups=frozenset({"none"})) == [(10_000, Relief.REDUCED)]


def test_the_law_exempts_from_civil_status_charges(bring):
    """Article 11.1.a of the Civil Status Law: families of merit, poor households, the disabled."""
    version = bring(MARITAL)

    for group in ("merit", "poor", "disabled"):
        (charge,) = queries.list_charges(
            version, Situation(channel=ONLINE, groups=frozenset({group}))
        )
        assert (charge.amount, charge.line.relief) == (0, Relief.EXEMPT)
        assert charge.line.basis == "Luật Hộ tịch 2014, Điều 11 khoản 1 điểm a"
    assert asked(version, groups=frozenset({"elderly"})) == [(15_000, None)]
    assert asked(version, lots=(Lot(copies=3),)) == [(45_000, None)]


def test_a_judicial_record_costs_students_half(bring):
    version = bring(JUDICIAL)

    assert asked(version) == [(200_000, None)]
    assert asked(version, groups=frozenset({"student"})) == [(100_000, Relief.REDUCED)]
    assert asked(version, groups=frozenset({"student", "poor"})) == [(0, Relief.EXEMPT)]


RESIDENCE_GROUPS = ("child", "elderly", "disabled", "merit", "poor", "remote")


def test_every_applicant_pays_what_the_rule_says_by_hand(bring):
    version = bring(RESIDENCE)
    every = chain.from_iterable(combinations(RESIDENCE_GROUPS, n) for n in range(7))

    for groups in map(frozenset, every):
        for channel, usual in ((ONLINE, 10_000), (COUNTER, 20_000)):
            ((amount, _relief),) = asked(version, channel, groups=groups)
            assert amount == (0 if groups else usual)


def test_fees_without_a_table_follow_the_record(bring):
    version = bring("2.000815")

    assert asked(version, COUNTER, lots=(Lot(copies=2, pages=4), Lot(pages=1))) == [(14_000, None)]


def test_a_fee_for_the_dossier_is_asked_once_for_all_lots(bring):
    assert asked(bring("1.001612"), lots=(Lot(), Lot(copies=5))) == [(50_000, None)]


def test_a_table_is_told_row_by_row(bring):
    version = bring(RESIDENCE)
    facts = queries.list_facts(version, forms.get_definition(version.form_definition_id))
    (found,) = queries.find_tables(version).tables

    rows = queries.say_rows(found, facts)

    assert rows[4].when == ("Người nộp là: Người thuộc hộ nghèo: có",)
    assert (rows[4].amount, rows[4].relief) == ("0 đ", Relief.EXEMPT)
    assert rows[6].when == ("Cách nộp: Trực tuyến",)
    assert rows[7].when == ()
    assert rows[7].amount == "20.000 đ"


def test_a_reckoned_amount_is_told_in_words(bring):
    (found,) = queries.find_tables(bring(MARITAL)).tables

    assert queries.say_rows(found, {})[-1].amount == "15.000 đ một bản"
    assert queries.say_amount(decisions.read_term("2000 * pages")) == "2.000 đ một trang"
    assert queries.say_amount(decisions.read_term("min(1000 * pages, 200000) * copies")) == (
        "mức thấp hơn trong (1.000 × số trang, 200.000) × số bản đồng"
    )


# --- What may be asked --------------------------------------------------------------------------


def test_a_table_may_ask_for_what_record_and_form_know():
    facts = queries.list_facts(record_of(RESIDENCE), form_of(RESIDENCE))

    assert {"channel", "copies", "pages", "age", "group_poor", "case_minor"} <= facts.keys()
    assert "group_student" not in facts
    assert dict(facts["channel"].values).keys() == {"online", "counter"}
    assert dict(facts["answer_dwelling_kind"].values).keys() >= {"own"}
    assert "answer_fee_group" not in facts
    assert "group_student" in queries.list_facts(None, None)


# --- What is wrong ------------------------------------------------------------------------------

ROWS = (
    ask("group_poor", "boolean"),
    ask("channel"),
    answer("amount"),
    answer("relief", "string"),
    answer("reason", "string"),
    answer("basis", "string"),
)
POOR = row("true", "-", then=("0", '"exempt"', '"hộ nghèo"', '"Thông tư"'))
HALF = row("-", '"online"', then=("10000", "", "", ""))
USUAL = row("-", "-", then=("20000", "", "", ""))
GOOD = dmn(table(*ROWS, POOR, HALF, USUAL, key="registration"))


def codes(*tables):
    found = queries.problems_of_tables(
        decisions.read(dmn(*tables)), record_of(RESIDENCE), form_of(RESIDENCE)
    )
    return [(problem.field, problem.code) for problem in found]


def fee(*parts, key="registration", policy='hitPolicy="FIRST"'):
    return table(*parts, key=key, policy=policy)


@pytest.mark.parametrize(
    ("parts", "found"),
    [
        ((*ROWS, POOR, HALF, USUAL), []),
        ((*ROWS, POOR, HALF), [("registration", "gap"), ("registration", "other-amount")]),
        ((*ROWS, POOR, USUAL, HALF), [("registration.3", "dead")]),
        ((*ROWS, POOR, USUAL), [("registration", "other-amount")]),
        ((*ROWS, POOR, HALF, row("-", "-", then=("20000 * copies", "", "", ""))),
         [("registration", "other-amount")]),
        ((*ROWS, row("true", '"fax"', then=("0", '"exempt"', '"x"', '"y"')), HALF, USUAL),
         [("registration.1.channel", "unknown-value")]),
        ((*ROWS, row("true", "-", then=("5", '"exempt"', '"x"', '"y"')), HALF, USUAL),
         [("registration.1.amount", "exempt-pays")]),
        ((*ROWS, row("true", "-", then=("0", '"exempt"', "", '"y"')), HALF, USUAL),
         [("registration.1.reason", "no-reason")]),
        ((*ROWS, row("true", "-", then=("0", '"free"', '"x"', '"y"')), HALF, USUAL),
         [("registration.1.relief", "bad-relief")]),
        ((*ROWS, row("true", "-", then=("", "", "", "")), HALF, USUAL),
         [("registration.1.amount", "no-amount")]),
        ((ask("weather"), answer("amount"), row("-", then=("20000",))),
         [("registration", "unknown-fact")]),
        ((ask("group_student", "boolean"), answer("amount"), row("-", then=("20000",))),
         [("registration", "unknown-fact")]),
        ((ask("channel", "number"), answer("amount"), row("-", then=("20000",))),
         [("registration", "other-kind")]),
        ((answer("amount"), row(then=("10 * age",))), [("registration.1", "unknown-quantity")]),
        ((answer("price"), row(then=("1",))),
         [("registration", "no-amount"), ("registration", "foreign-column")]),
    ],
)  # fmt: skip
def test_what_keeps_a_table_from_being_put_in_force_is_named(parts, found):
    assert codes(fee(*parts)) == found


def test_a_table_is_for_a_fee_that_is_published():
    assert codes(fee(answer("amount"), row(then=("1",)), key="tip")) == [("tip", "unknown-fee")]


def test_a_table_too_intricate_to_be_checked_is_not_put_in_force():
    many = range(17)
    asks = [ask(f"case_{n}", "boolean") for n in many]
    lines = [row(*["true" if n == m else "-" for n in many]) for m in many]
    facts = {f"case_{n}": decisions.Fact(name=f"case_{n}", label="", kind="boolean") for n in many}
    everybody = row(*["-"] * 17)
    (found,) = decisions.read(
        dmn(fee(*asks, answer("amount"), *lines, everybody, policy='hitPolicy="COLLECT"'))
    ).tables

    with pytest.raises(decisions.TooManyCases):
        decisions.find_faults(found, facts)


def test_sums_tell_all_their_reasons():
    (found,) = decisions.read(
        dmn(
            fee(
                ask("pages", "number"), answer("sum"),
                row("-", then=("1000",)).replace("<rule>", "<rule><description>cố định</description>"),
                row("> 2", then=("500 * pages",)).replace(
                    "<rule>", "<rule><description>theo trang</description>"
                ),
                policy='hitPolicy="COLLECT" aggregation="SUM"',
            )
        )
    ).tables  # fmt: skip

    (line,) = queries.list_lines(found, {"pages": decisions.read_term("4").value})

    assert (line.amount, line.reason) == (3_000, "cố định; theo trang")


@pytest.mark.parametrize("then", [("",), ("100 * unknown",)])
def test_what_names_no_amount_is_undecided_not_free(then):
    (found,) = decisions.read(dmn(fee(answer("amount"), row(then=then)))).tables

    with pytest.raises(queries.FeeUndecided):
        queries.list_lines(found, {})
    (nothing,) = decisions.read(dmn(fee(answer("amount")))).tables
    with pytest.raises(queries.FeeUndecided):
        queries.list_lines(nothing, {})


# --- A draft's tables ---------------------------------------------------------------------------


def save(draft, source, by):
    return actions.save_design(
        draft_id=draft.pk, kind=DesignKind.FEES, source=source,
        seen_revision=draft.revision, by=by, at=NOW,
    )  # fmt: skip


def test_a_drafts_tables_are_put_in_force_and_older_versions_keep_theirs(office, draft, published):
    save(draft, GOOD, office.author)
    drafting.bring_to_agreement(office, draft)

    version = drafting.publish(office, draft)

    assert queries.find_tables(version) == decisions.read(GOOD)
    assert asked(version, groups=frozenset({"poor"})) == [(0, Relief.EXEMPT)]
    assert queries.find_tables(published) is None
    assert asked(queries.get_version(published.id), groups=frozenset({"poor"})) == [(10_000, None)]


def test_the_next_amendment_goes_on_with_the_tables_in_use(office, draft):
    save(draft, GOOD, office.author)
    drafting.bring_to_agreement(office, draft)
    first = drafting.publish(office, draft)
    second = actions.amend(code=CODE, by=office.author, at=NOW)
    second = drafting.save(second, Part.KEYWORDS, office.author, keywords=["nhập khẩu"])
    design = queries.find_design(second.pk, DesignKind.FEES)
    drafting.bring_to_agreement(office, second)

    version = drafting.publish(office, second)

    assert (design.source, design.is_inherited) == (GOOD, True)
    assert version.fee_definition_id == first.fee_definition_id


def test_tables_in_use_that_no_longer_fit_the_record_keep_it_back(office, draft):
    save(draft, GOOD, office.author)
    drafting.bring_to_agreement(office, draft)
    drafting.publish(office, draft)
    second = actions.amend(code=CODE, by=office.author, at=NOW)
    channels = second.record["channels"]
    channels[1]["fees"][0]["rule"]["amount"] = 25_000
    second = drafting.save(second, Part.CHANNELS, office.author, channels=channels)

    lacks = queries.missing_in_designs(second)

    assert [(lack.kind, lack.place, lack.code) for lack in lacks] == [
        (DesignKind.FEES, "registration", "other-amount")
    ]
    with pytest.raises(DraftIncomplete):
        actions.send_to_review(draft_id=second.pk, by=office.author, at=NOW)


def test_an_unfinished_table_is_kept_and_what_it_lacks_is_named(office, draft):
    unfinished = dmn(fee(*ROWS, POOR))
    saved = save(draft, unfinished, office.author)

    assert [lack.code for lack in queries.missing_in_designs(saved)] == [
        "gap", "other-amount", "other-amount",
    ]  # fmt: skip
    with pytest.raises(DraftIncomplete):
        actions.send_to_review(draft_id=draft.pk, by=office.author, at=NOW)


def test_a_drafts_table_may_ask_for_the_drafts_own_form(office, draft):
    asking = dmn(fee(ask("answer_others_move"), answer("amount"), row("-", then=("20000",))))

    lacks = queries.missing_in_designs(save(draft, asking, office.author))

    assert [lack.code for lack in lacks] == ["other-amount"]


@pytest.mark.parametrize(
    "source",
    ["", "<a/>", '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>' + GOOD,
     GOOD.replace("20000", "__import__('os')")],
)  # fmt: skip
def test_what_is_no_table_is_not_kept(office, draft, source):
    with pytest.raises(InvalidInput):
        save(draft, source, office.author)

    assert queries.find_design(draft.pk, DesignKind.FEES) is None


# --- The folder ---------------------------------------------------------------------------------


@pytest.fixture
def folder(tmp_path):
    here = tmp_path / "catalogue"
    (here / "fees").mkdir(parents=True)
    shutil.copy(shelf.CATALOGUE / f"{CODE}.yaml", here)
    return SimpleNamespace(path=here, table=here / "fees" / f"{CODE}.dmn")


def test_tables_travel_with_the_catalogue(db, folder, tmp_path):
    folder.table.write_text(GOOD, "utf-8")
    actions.import_catalogue(folder.path, at=shelf.PUBLISHED_AT)

    actions.export_catalogue(tmp_path / "out", on=shelf.TODAY)

    assert (tmp_path / "out" / "fees" / f"{CODE}.dmn").read_text("utf-8") == GOOD
    (again,) = actions.import_catalogue(tmp_path / "out", at=shelf.PUBLISHED_AT)
    assert (again.outcome, again.number) == ("unchanged", 1)


def test_a_record_without_tables_keeps_those_in_use(db, folder):
    folder.table.write_text(GOOD, "utf-8")
    actions.import_catalogue(folder.path, at=shelf.PUBLISHED_AT)
    folder.table.unlink()

    (again,) = actions.import_catalogue(folder.path, at=shelf.PUBLISHED_AT)

    assert again.outcome == "unchanged"
    assert queries.find_tables(queries.get_by_code(CODE, shelf.TODAY)) == decisions.read(GOOD)


@pytest.mark.parametrize("source", ["<a/>", GOOD.replace("20000", "30000")])
def test_wrong_tables_keep_the_whole_folder_out(db, folder, source):
    folder.table.write_text(source, "utf-8")

    with pytest.raises(CatalogueRefused) as refusal:
        actions.import_catalogue(folder.path, at=shelf.PUBLISHED_AT)

    assert [problem.path[:15] for problem in refusal.value.problems] == ["$.channels.fees"]
    assert queries.list_versions(CODE) == []
