"""The phone that is a sheet's camera, and the pictures that wait to be laid to papers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

import segno
from django.urls import reverse
from django.utils.translation import get_language

from motcua.composition.casework import phones
from motcua.composition.casework.filling import AskedPaper
from motcua.foundation.kernel import clock
from motcua.surfaces.desk.record_form import Choice

if TYPE_CHECKING:
    from motcua.capabilities.documents.models import Document
    from motcua.domain.dossiers.models import Draft


@dataclass(frozen=True, kw_only=True)
class ShownPhone:
    """Where the phone sends to, as a code to scan."""

    address: str
    image: str


@dataclass(frozen=True, kw_only=True)
class ShownPicture:
    """A picture that is not laid to a paper yet."""

    key: int
    name: str
    href: str
    image: str
    """Address of its small picture; empty of what is no photograph."""
    choices: tuple[Choice, ...]
    at: datetime | None = None
    pages: int = 1


def show_phone(draft: Draft) -> ShownPhone | None:
    """Return the code of the phone that is let in, if one is. One query."""
    address = phones.find_address(draft, at=clock.now())
    if address is None:
        return None
    image = segno.make(address, error="m", micro=False).svg_data_uri(scale=4, border=4)
    return ShownPhone(address=address, image=image)


def show(
    draft: Draft, unsorted: Sequence[AskedPaper], asked: Sequence[AskedPaper]
) -> list[ShownPicture]:
    """Return the pictures with the papers they may be of; where there is one paper, it is chosen."""
    choices = _choices(asked, is_chosen=len(asked) == 1)
    return [
        ShownPicture(
            key=document.pk,
            name=document.filename,
            href=reverse("desk:counter-scan", args=[draft.pk, document.pk]),
            image=reverse("desk:counter-thumbnail", args=[draft.pk, document.pk])
            if document.original_media_type.startswith("image/")
            else "",
            choices=choices,
            pages=document.pages,
        )
        for one in unsorted
        for document in one.attached
    ]


def show_tray(tray: Sequence[Document], asked: Sequence[AskedPaper]) -> list[ShownPicture]:
    """Return what lies in the desk's scan tray, newest first: what was just scanned is looked for."""
    choices = _choices(asked, is_chosen=False)
    return [
        ShownPicture(
            key=document.pk,
            name=document.filename,
            href=reverse("desk:tray-file", args=[document.pk]),
            image="",
            choices=choices,
            at=document.added_at,
            pages=document.pages,
        )
        for document in reversed(tray)
    ]


def _choices(asked: Sequence[AskedPaper], *, is_chosen: bool) -> tuple[Choice, ...]:
    is_english = get_language() == "en"
    return tuple(
        Choice(
            value=one.paper.code,
            text=one.paper.name_en if is_english else one.paper.name,
            is_chosen=is_chosen,
        )
        for one in asked
    )
