"""A small path through a life event, and the packaged procedures, for tests of paths."""

from copy import deepcopy
from functools import cache

from tests.procedures import shelf

from motcua.domain.procedures.rules import life_paths, record

YES_NO = [
    {"key": "co", "text": "Có", "text_en": "Yes"},
    {"key": "khong", "text": "Không", "text_en": "No"},
]


@cache
def records() -> dict[str, record.Record]:
    """Return the packaged procedures by code."""
    return {
        path.stem: record.from_plain(shelf.plain(path.stem))
        for path in shelf.CATALOGUE.glob("*.yaml")
    }


def made(**changes: object) -> life_paths.LifePath:
    """Return a small path about one question and two procedures, changed at the top level."""
    small = {
        "key": "thu",
        "place": 1,
        "title": "Thử",
        "title_en": "Trial",
        "summary": "Thử",
        "summary_en": "Trial",
        "invitation": "Thử?",
        "invitation_en": "Trial?",
        "said": ["thử một lần"],
        "questions": [
            {"key": "ban-sao", "text": "Cần bản sao?", "text_en": "Copies?", "choices": YES_NO}
        ],
        "steps": [
            {"key": "khai-sinh", "code": "1.001193", "why": "Vì thế.", "why_en": "Because."},
            {
                "key": "ban-sao",
                "code": "2.000635",
                "why": "Vì thế.",
                "why_en": "Because.",
                "after": ["khai-sinh"],
                "when": [{"ban-sao": ["co"]}],
            },
        ],
    }
    return life_paths.from_plain(deepcopy(small) | changes)
