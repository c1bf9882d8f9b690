"""The forms that a counter keeps for when the line is gone: drawn as the sheet draws them, with every question."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from django.template.loader import render_to_string
from django.utils.translation import get_language

import motcua
from motcua.capabilities.forms import queries as forms
from motcua.capabilities.forms.queries import outlines
from motcua.composition.casework import recognising

if TYPE_CHECKING:
    from datetime import date

    from motcua.domain.procedures.queries import Version
    from motcua.foundation.identity.actors import Officer

MOST: Final = 24
"""Forms that one counter keeps: those of its usual procedures, then of others until there are so many."""


def list_kept(versions: Sequence[Version], officer: Officer, *, on: date) -> dict[str, str]:
    """Return the version of each form that the counter keeps, by its procedure. Two queries, nothing drawn."""
    usual = {one.code: place for place, one in enumerate(recognising.list_usual(officer, on=on))}
    ordered = sorted(versions, key=lambda one: usual.get(one.code, len(usual)))
    return {one.code: version_of(one) for one in ordered[:MOST]}


def version_of(version: Version) -> str:
    """Return what tells one drawing of a form from another: the form, the language, who draws."""
    drawn = f"{version.form_definition_id}/{get_language()}/{_drawing()}"
    return hashlib.sha256(drawn.encode()).hexdigest()[:16]


@lru_cache(maxsize=1)
def _drawing() -> str:
    """Return a name for how forms are drawn, which is another once the templates or the words are others."""
    sources = [path for place in _SOURCES for path in sorted(_ROOT.glob(place))]
    return hashlib.sha256(b"".join(path.read_bytes() for path in sources)).hexdigest()


_ROOT: Final = Path(motcua.__file__).parent
_SOURCES: Final = (
    "surfaces/ui/templates/ui/forms/*.html",
    "surfaces/desk/templates/desk/offline_form.html",
    "capabilities/forms/rules/*.py",
    "locale/en/LC_MESSAGES/django.mo",
)
"""What a drawing is made of, besides the form itself."""


def draw(version: Version) -> dict[str, Any]:
    """Return the form of the procedure's version, in the language of the request."""
    assert version.form_definition_id is not None  # no other is taken in on paper
    return _draw(version.form_definition_id, get_language() or "vi")


@lru_cache(maxsize=256)
def _draw(definition_id: int, _language: str) -> dict[str, Any]:
    form = forms.get_definition(definition_id)
    page = render_to_string("desk/offline_form.html", {"pages": outlines.draw(form)})
    # Templates are indented for who writes them; in a browser's store every blank counts.
    return {"form": definition_id, "html": " ".join(page.split()), **outlines.describe(form)}
