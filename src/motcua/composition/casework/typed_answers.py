"""What an officer types on a sheet, as the answers of its form."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from motcua.capabilities.forms import queries as forms

if TYPE_CHECKING:
    from motcua.capabilities.forms.queries import Json, Posted
    from motcua.composition.casework.filling import Filling


def read(before: Filling, posted: Posted) -> dict[str, Json]:
    """Return the answers with those posted for every page that was drawn."""
    answers = dict(before.answers)
    for page in forms.visible_pages(before.form, before.answers):
        answers |= forms.parse_page(before.form, page.key, posted, before.known)
    return answers | _newly_known(before, answers)


def _newly_known(before: Filling, answers: Mapping[str, Json]) -> dict[str, Json]:
    """Return what is known of questions that nobody answered, since an answer on the same sheet says of whom."""
    known = forms.prefill(before.form, before.facts, answers)
    return {
        name: prefilled.value
        for name, prefilled in known.items()
        if name not in before.known and answers.get(name) is None
    }
