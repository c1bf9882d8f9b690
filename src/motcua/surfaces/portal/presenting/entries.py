"""A draft entry as a list to be read line by line before it goes into the book."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from motcua.capabilities.registries.queries import BirthEntry, Parent
from motcua.composition.casework.following import DraftEntry
from motcua.foundation.kernel import vietnamese
from motcua.surfaces.portal.presenting.drafts import name_of

if TYPE_CHECKING:
    from motcua.domain.dossiers.models import Dossier


@dataclass(frozen=True, kw_only=True)
class EntryRow:
    """One line of the entry."""

    label: str
    text: str


@dataclass(frozen=True, kw_only=True)
class EntrySection:
    """What belongs together in the entry."""

    title: str
    rows: tuple[EntryRow, ...]


@dataclass(frozen=True, kw_only=True)
class ShownChoice:
    """One thing the declarant can say."""

    code: str
    label: str
    needs_reason: bool
    is_chosen: bool


@dataclass(frozen=True, kw_only=True)
class ShownEntry:
    """The page."""

    dossier: Dossier
    name: str
    sections: tuple[EntrySection, ...]
    choices: tuple[ShownChoice, ...]
    reason: str


def show_entry(drafted: DraftEntry, posted: Mapping[str, str]) -> ShownEntry:
    """Return the draft entry and what can be said to it; nothing is chosen beforehand."""
    chosen = posted.get("outcome", "")
    label = "label_en" if get_language() == "en" else "label"
    return ShownEntry(
        dossier=drafted.dossier,
        name=name_of(drafted.version),
        sections=tuple(_birth(drafted.birth) if drafted.birth else _declared(drafted)),
        choices=tuple(
            ShownChoice(
                code=choice["code"],
                label=choice[label],
                needs_reason=bool(choice.get("needs_reason")),
                is_chosen=choice["code"] == chosen,
            )
            for choice in drafted.task.choices
        ),
        reason=posted.get("reason", ""),
    )


def _birth(entry: BirthEntry) -> Iterator[EntrySection]:
    born = f"{entry.born_on:%d/%m/%Y} ({vietnamese.date_in_words(entry.born_on)})"
    yield _section(
        _("Người được khai sinh"),
        (_("Họ, chữ đệm, tên"), entry.full_name),
        (_("Ngày, tháng, năm sinh"), born),
        (_("Giới tính"), str(entry.sex.label)),
        (_("Dân tộc"), entry.ethnicity),
        (_("Quốc tịch"), entry.nationality),
        (_("Nơi sinh"), entry.birth_place),
        (_("Quê quán"), entry.home_place),
    )
    yield _parent(_("Mẹ"), entry.mother)
    yield _parent(_("Cha"), entry.father)
    yield _section(
        _("Người đi khai sinh"),
        (_("Họ, chữ đệm, tên"), entry.registrant_name),
        (_("Số định danh cá nhân"), entry.registrant_pin),
        (_("Quan hệ với người được khai sinh"), entry.registrant_relation),
    )


def _parent(title: str, parent: Parent | None) -> EntrySection:
    if parent is None:
        return _section(title, (_("Họ, chữ đệm, tên"), _("Để trống")))
    return _section(
        title,
        (_("Họ, chữ đệm, tên"), parent.full_name),
        (_("Năm sinh"), str(parent.birth_year or "")),
        (_("Dân tộc"), parent.ethnicity),
        (_("Quốc tịch"), parent.nationality),
        (_("Nơi cư trú"), parent.residence),
        (_("Số định danh cá nhân"), parent.pin),
    )


def _section(title: str, *rows: tuple[str, str]) -> EntrySection:
    return EntrySection(
        title=title,
        rows=tuple(EntryRow(label=label, text=text) for label, text in rows if text),
    )


def _declared(drafted: DraftEntry) -> Iterator[EntrySection]:
    for section in drafted.sections:
        yield _section(section.title, *((row.label, row.text) for row in section.rows))
