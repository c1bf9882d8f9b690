"""Forms, answers and known facts that the tests of the forms share."""

from datetime import date

from django.http import QueryDict

from motcua.capabilities.forms import queries as forms

TODAY = date(2026, 11, 23)
PACKAGED = {
    key: forms.compile_document(forms.read_packaged(key), key=key) for key in forms.PACKAGED
}
BIRTH = PACKAGED["birth-registration"]

HOME = {"detail": "Thôn Đoài", "commune": "Xã Sông Lam", "province": "Tỉnh Nghệ An"}

BIRTH_ANSWERS = {
    "requester_full_name": "Đặng Thị Ổi",
    "requester_pin": "099195000001",
    "requester_birth_date": "1995-04-03",
    "requester_relation": "mother",
    "requester_residence": HOME,
    "requester_phone": "0912345678",
    "requester_email": "oi@example.com",
    "child_full_name": "Hồ Minh Khuê",
    "child_birth_date": "2026-11-02",
    "child_sex": "female",
    "child_ethnicity": "Kinh",
    "child_nationality": "Việt Nam",
    "parents_status": "married",
    "mother_full_name": "Đặng Thị Ổi",
    "mother_birth_year": 1995,
    "mother_pin": "099195000001",
    "mother_ethnicity": "Kinh",
    "mother_nationality": "Việt Nam",
    "mother_residence": HOME,
    "father_full_name": "Hồ Văn Mận",
    "father_birth_year": 1993,
    "father_pin": "099093000002",
    "father_ethnicity": "Thổ",
    "father_nationality": "Việt Nam",
    "father_residence": HOME,
    "birth_place_kind": "facility",
    "birth_facility": "Bệnh viện Sản Nhi Lam Giang",
    "birth_place": {"commune": "Phường Bến Thành Cổ", "province": "Tỉnh Nghệ An"},
    "hometown_follows": "father",
    "child_hometown": {"commune": "Xã Sông Lam", "province": "Tỉnh Nghệ An"},
    "birth_proof": "birth_notice",
    "copies_wanted": 2,
    "result_channel": "electronic",
}
"""A birth form with nothing left to put right."""

FACTS = {
    "identity.full_name": "Đặng Thị Ổi",
    "identity.pin": "099195000001",
    "identity.birth_date": date(1995, 4, 3),
    "identity.residence": "Thôn Đoài, Xã Sông Lam, Tỉnh Nghệ An",
    "identity.phone": "+84 912 345 678",
    "identity.email": "",
    "population.ethnicity": "Kinh",
}


def sentences(form, answers):
    """Return the sentences by field of everything that is wrong."""
    return {p.field: p.text for p in forms.validate_all(form, answers, today=TODAY)}


def posted(text: str) -> QueryDict:
    """Return a posted page written as a query string."""
    return QueryDict(text)


def sketch(properties, *, fields, required=(), branches=(), **hints):
    """Return a document of one page a list of names in ``pages``, or of one page in all."""
    names = list(properties) + [n for branch in branches for n in branch["then"]["properties"]]
    pages = hints.pop("pages", [names])
    document = {
        "schema": {
            "$schema": "https://json-schema.org/draft/2020-12/schema",
            "type": "object",
            "properties": properties,
            "required": list(required),
            "unevaluatedProperties": False,
        },
        "hints": {
            "title": words("Thử"),
            "pages": [
                {"key": f"trang-{number}", "title": words(f"Trang {number}"), "fields": page}
                for number, page in enumerate(pages, start=1)
            ],
            "fields": fields,
            **hints,
        },
    }
    if branches:
        document["schema"]["allOf"] = list(branches)
    return document


def words(vi: str, en: str = "") -> dict[str, str]:
    return {"vi": vi, "en": en or vi}


def question(kind: str, label: str = "Câu hỏi", **hints):
    return {"kind": kind, "label": words(label), **hints}


def options(*values: str):
    return [{"value": value, "text": words(value)} for value in values]


def when(name, value, properties, required=()):
    return {
        "if": {"properties": {name: {"const": value}}, "required": [name]},
        "then": {"properties": properties, "required": list(required)},
    }
