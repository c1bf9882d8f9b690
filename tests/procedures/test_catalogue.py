"""The folder that comes with the product, and what happens to folders with mistakes."""

import json
import shutil
from datetime import timedelta
from io import StringIO

import pytest
import yaml
from django.core.management import CommandError, call_command
from tests.procedures import shelf

from motcua.capabilities.forms import queries as forms
from motcua.capabilities.workflow import queries as workflow
from motcua.domain.procedures import actions, queries
from motcua.domain.procedures.enums import Outcome
from motcua.domain.procedures.errors import CatalogueRefused
from motcua.foundation.kernel.models import OutboxMessage

pytestmark = pytest.mark.django_db

ALL = sorted(path.stem for path in shelf.CATALOGUE.glob("*.yaml"))


@pytest.fixture
def folder(tmp_path):
    """A catalogue of one procedure."""
    shutil.copy(shelf.CATALOGUE / "1.001193.yaml", tmp_path)
    return tmp_path


def write(folder, code="1.001193", **changes):
    text = yaml.safe_dump(shelf.plain(**changes), allow_unicode=True)
    (folder / f"{code}.yaml").write_text(text, encoding="utf-8")


def problems(folder):
    with pytest.raises(CatalogueRefused) as refused:
        actions.import_catalogue(folder, at=shelf.PUBLISHED_AT)
    return {(problem.file, problem.path) for problem in refused.value.problems}


def test_the_catalogue_of_the_product_is_taken_in_with_forms_and_processes():
    imported = actions.import_catalogue(at=shelf.PUBLISHED_AT)

    assert [one.code for one in imported] == ALL
    assert {one.outcome for one in imported} == {Outcome.PUBLISHED}
    version = queries.get_by_code("1.001193", shelf.TODAY)
    assert forms.get_definition(version.form_definition_id).key == "birth-registration"
    assert workflow.get_definition(version.workflow_definition_id).key == "birth-registration"


def test_taking_the_same_folder_in_again_changes_nothing():
    actions.import_catalogue(at=shelf.PUBLISHED_AT)
    again = actions.import_catalogue(at=shelf.PUBLISHED_AT + timedelta(days=1))

    assert {(one.outcome, one.number) for one in again} == {(Outcome.UNCHANGED, 1)}
    assert OutboxMessage.objects.filter(type="procedures.version-published").count() == len(ALL)


def test_a_changed_record_becomes_the_next_version(folder):
    actions.import_catalogue(folder, at=shelf.PUBLISHED_AT)
    write(folder, summary="Nói lại cho rõ hơn.")

    [imported] = actions.import_catalogue(folder, at=shelf.PUBLISHED_AT)

    assert (imported.outcome, imported.number) == (Outcome.PUBLISHED, 2)
    assert [version.number for version in queries.list_versions("1.001193")] == [1, 2]
    assert queries.get_by_code("1.001193", shelf.TODAY).summary == "Nói lại cho rõ hơn."


def test_a_changed_form_becomes_a_version_too(folder):
    actions.import_catalogue(folder, at=shelf.PUBLISHED_AT)
    document = forms.read_packaged("birth-registration")
    document["schema"]["title"] = "Mẫu của tỉnh"
    (folder / "forms").mkdir()
    (folder / "forms" / "birth-registration.json").write_text(json.dumps(document), "utf-8")

    [imported] = actions.import_catalogue(folder, at=shelf.PUBLISHED_AT)

    first, second = queries.list_versions("1.001193")
    assert imported.number == 2
    assert first.form_definition_id != second.form_definition_id
    assert first.workflow_definition_id == second.workflow_definition_id


def test_every_mistake_of_every_file_is_named_and_nothing_is_taken_in(folder):
    write(
        folder,
        level="district",
        valid_from="hôm qua",
        colour="đỏ",
        papers=[{"code": "A B", "name": "", "originals": -1}],
    )
    (folder / "broken.yaml").write_text("a: [", "utf-8")
    (folder / "twice.yaml").write_text('code: "1"\ncode: "2"\n', "utf-8")
    shutil.copy(shelf.CATALOGUE / "1.001612.yaml", folder)

    assert problems(folder) == {
        ("1.001193.yaml", "$.level"),
        ("1.001193.yaml", "$.valid_from"),
        ("1.001193.yaml", "$.colour"),
        ("1.001193.yaml", "$.papers[0].code"),
        ("1.001193.yaml", "$.papers[0].name"),
        ("1.001193.yaml", "$.papers[0].name_en"),
        ("1.001193.yaml", "$.papers[0].originals"),
        ("broken.yaml", "$"),
        ("twice.yaml", "$"),
    }
    assert queries.list_in_force(shelf.TODAY) == []


def test_a_form_or_a_process_that_does_not_exist_is_a_mistake(folder):
    papers = shelf.plain()["papers"]
    papers[0]["form_key"] = "no-such-form"
    write(folder, form_key="no-such-form", workflow_key="no-such-process", papers=papers)

    assert problems(folder) == {
        ("1.001193.yaml", "$.form_key"),
        ("1.001193.yaml", "$.workflow_key"),
    }


def test_a_form_or_a_process_that_cannot_be_used_is_a_mistake(folder):
    for place, name, text in (
        ("forms", "birth-registration.json", "{}"),
        ("processes", "birth-registration.bpmn", "<definitions/>"),
    ):
        (folder / place).mkdir()
        (folder / place / name).write_text(text, "utf-8")

    assert problems(folder) == {
        ("1.001193.yaml", "$.form_key"),
        ("1.001193.yaml", "$.workflow_key"),
    }


def test_a_file_bears_the_code_it_holds(folder):
    write(folder, code="1.999999")

    assert problems(folder) == {("1.999999.yaml", "$.code")}


def test_a_field_has_one_name_in_the_whole_catalogue(folder):
    shutil.copy(shelf.CATALOGUE / "2.000635.yaml", folder)
    write(folder, field={"code": "ho-tich", "name": "Hộ khẩu", "name_en": "Civil status"})

    assert problems(folder) == {("2.000635.yaml", "$.field")}


def test_a_folder_without_procedures_is_a_mistake(tmp_path):
    assert problems(tmp_path / "nowhere") == {(str(tmp_path / "nowhere"), "$")}


def test_what_is_written_out_is_taken_in_as_the_same(tmp_path):
    actions.import_catalogue(at=shelf.PUBLISHED_AT)

    files = actions.export_catalogue(tmp_path, on=shelf.TODAY)
    again = actions.import_catalogue(tmp_path, at=shelf.PUBLISHED_AT)

    assert [file.stem for file in files] == ALL
    assert {one.outcome for one in again} == {Outcome.UNCHANGED}


@pytest.mark.parametrize("code", ALL)
def test_a_result_shows_only_what_the_form_asks(code):
    """A question that the form does not have would silently leave its line out of the letter."""
    version = shelf.publish(code)
    form = forms.compile_document(forms.read_packaged(version.form_key), key=version.form_key)

    assert {name for result in version.results for name in result.shows} <= form.fields.keys()


def test_results_tell_only_of_steps_their_process_has():
    actions.import_catalogue(at=shelf.PUBLISHED_AT)

    for version in queries.list_in_force(shelf.TODAY):
        definition = workflow.get_definition(version.workflow_definition_id)
        steps = workflow.get_process(definition).model.nodes.keys()
        assert {step for result in version.results for step in result.finds} <= steps, version.code


@pytest.mark.parametrize("code", ALL)
def test_cases_of_a_procedure_are_those_its_form_can_establish(code):
    """A paper asked in a case that no answer establishes would never be asked."""
    version = shelf.publish(code)
    form = forms.compile_document(forms.read_packaged(version.form_key), key=version.form_key)
    established = set(form.cases) | {check.case for check in form.checks if check.case}

    used = {paper.case for paper in version.papers if paper.case}
    used |= {fee.case for channel in version.channels for fee in channel.fees if fee.case}

    assert used <= established
    assert {case.code for case in version.cases} <= established


# --- The command --------------------------------------------------------------------------------


def run(*arguments):
    output = StringIO()
    call_command("catalogue", *arguments, stdout=output)
    return output.getvalue()


def test_the_command_tells_what_became_of_each_file():
    lines = run("import").splitlines()
    told = json.loads(run("import", "--json"))

    assert len(lines) == len(told) == len(ALL)
    assert "1.001193 v1 công bố mới: Đăng ký khai sinh (4 điểm cần kiểm tra lại)" in lines
    assert told[ALL.index("1.001193")] == {
        "code": "1.001193",
        "name": "Đăng ký khai sinh",
        "outcome": "unchanged",
        "number": 1,
        "to_verify": 4,
    }


def test_the_command_names_every_mistake_and_fails(folder):
    write(folder, level="district")
    output = StringIO()

    with pytest.raises(CommandError) as failed:
        call_command("catalogue", "import", str(folder), stdout=output)

    assert failed.value.returncode == 1
    assert output.getvalue().startswith("1.001193.yaml: $.level: ")


def test_the_command_writes_out_provides_and_indexes(tmp_path):
    run("import")
    shelf.found_agency()

    at_communes = [
        code
        for code in ALL
        if {"commune-committee", "commune-business-registry"}
        & set(shelf.plain(code)["executing_agencies"])
    ]

    assert len(json.loads(run("export", str(tmp_path), "--json"))) == len(ALL)
    assert run("provide") == f"Giao mới: {len(at_communes)}\n"
    assert run("provide") == "Giao mới: 0\n"
    assert run("reindex") == f"Đã lập chỉ mục: {len(ALL)}\n"
