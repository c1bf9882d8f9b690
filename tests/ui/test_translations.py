"""Every Vietnamese text of the product has its English, and the English keeps the blanks to fill in."""

import pytest
from babel.messages import Catalog
from django.test import Client
from django.utils import translation
from tools import translations


@pytest.fixture(scope="module")
def merged():
    return translations.merge()


def test_every_text_of_the_sources_is_translated(merged):
    catalog, _doubled = merged

    assert translations.find_missing(catalog) == []


def test_no_two_parts_disagree(merged):
    _catalog, doubled = merged

    assert doubled == []


def test_no_entry_outlives_its_source():
    assert translations.find_unused() == []


def test_placeholders_survive_translation(merged):
    catalog, _doubled = merged

    assert translations.find_broken(catalog) == []


@pytest.mark.parametrize(
    ("english", "is_broken"),
    [
        ("{count} answers need correcting.", False),
        ("Some answers need correcting.", True),
        ("{number} answers need correcting.", True),
    ],
)
def test_lost_or_invented_placeholder_is_found(english, is_broken):
    catalog = Catalog(locale="en")
    catalog.add("Có {count} chỗ cần sửa.", english)

    assert bool(translations.find_broken(catalog)) == is_broken


def test_untranslated_text_is_found():
    catalog, _doubled = translations.merge()
    catalog.delete("Bạn cần làm gì?")

    missing = translations.find_missing(catalog)

    assert any(line.endswith("no English for 'Bạn cần làm gì?'") for line in missing)


def test_texts_are_found_in_code_and_in_templates():
    used = translations.used_texts()

    assert (None, "Bạn cần làm gì?") in used
    assert (None, "Có {count} chỗ cần sửa.") in used
    assert (None, "%(number)s thủ tục") in used


def test_compiled_catalogue_is_what_pages_speak(db):
    visitor = Client()
    visitor.cookies["django_language"] = "en"

    page = visitor.get("/tro-giup/").text

    assert "Lodging online" in page
    with translation.override("en"):
        assert translation.gettext("Trợ giúp") == "Help"
