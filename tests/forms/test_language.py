"""Every sentence of the forms has its English."""

import ast
import re
from pathlib import Path

ROOT = Path(__file__).parents[2] / "src/motcua"
CATALOGUE = ROOT / "locale/en/LC_MESSAGES/forms.part.po"
MARKS = {"_", "gettext"}
TRANSLATED = re.compile(r'{% translate "([^"]+)" %}')
ENTRY = re.compile(r'^msgid "(.+)"\nmsgstr "(.+)"$', re.MULTILINE)


def sentences_in_python():
    for path in (ROOT / "capabilities/forms").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            is_call = isinstance(node, ast.Call) and getattr(node.func, "id", "") in MARKS
            if is_call and isinstance(node.args[0], ast.Constant):
                yield node.args[0].value


def sentences_in_templates():
    for path in (ROOT / "surfaces/ui/templates/ui/forms").glob("*.html"):
        yield from TRANSLATED.findall(path.read_text("utf-8"))


def test_each_sentence_is_translated_with_the_same_values():
    catalogue = dict(ENTRY.findall(CATALOGUE.read_text("utf-8")))
    used = {*sentences_in_python(), *sentences_in_templates()}

    assert used == catalogue.keys()
    for vietnamese, english in catalogue.items():
        assert set(re.findall(r"{\w+}", english)) == set(re.findall(r"{\w+}", vietnamese)), (
            vietnamese
        )
