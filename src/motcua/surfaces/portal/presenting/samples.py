"""A form filled in as a sample: every question answered, by nobody."""

from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from motcua.capabilities.forms import queries as forms
from motcua.capabilities.forms.queries import Section
from motcua.domain.procedures.enums import ChannelKind, PaperHandling
from motcua.domain.procedures.queries import Version
from motcua.surfaces.portal.presenting.procedures import ENGLISH


@dataclass(frozen=True, kw_only=True)
class ShownSample:
    """The sample of a procedure's form, by topic, and the papers that go with it."""

    code: str
    name: str
    sections: tuple[Section, ...]
    papers: tuple[str, ...]


def show_sample(version: Version, *, on: date, language: str) -> ShownSample:
    """Return the filled-in sample of a procedure lodged online.

    Raises:
        DefinitionNotFound: if the procedure has no form.
    """
    sections, cases = _filled(version.form_definition_id or 0, on, language)
    return ShownSample(
        code=version.code,
        name=version.name_in(language),
        sections=sections,
        papers=tuple(
            paper.name_en if language == ENGLISH else paper.name
            for paper in version.list_papers(ChannelKind.ONLINE, cases)
            if paper.form_key is None and paper.handling is PaperHandling.SUBMIT
        ),
    )


@lru_cache(maxsize=256)
def _filled(
    definition_id: int, on: date, _language: str
) -> tuple[tuple[Section, ...], frozenset[str]]:
    """Fill the form in once a day: its texts are in the reader's language, definitions never change."""
    form = forms.get_definition(definition_id)
    answers = forms.fill_sample(form, today=on).answers
    return forms.summary(form, answers), forms.cases(form, answers, today=on)
