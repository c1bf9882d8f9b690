"""A paper beside the form: which page of it, how large, turned how; each change is an address."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final, Self

from django.http import QueryDict
from django.urls import Resolver404, resolve, reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from motcua.capabilities.documents import queries as documents
from motcua.surfaces.ui.reading import key_of

if TYPE_CHECKING:
    from motcua.capabilities.documents.models import Document

PAPER: Final = "giay-to"
PAGE: Final = "trang"
ZOOM: Final = "phong"
TURN: Final = "xoay"
AT: Final = "tai"
_PAGES: Final = frozenset({"desk:task", "desk:dossier", "desk:intake"})
"""The pages that hold a paper beside a form."""


@dataclass(frozen=True, kw_only=True)
class Look:
    """Which page, how large, how many degrees turned to the right."""

    page: int = 1
    zoom: int = 0
    turn: int = 0

    @classmethod
    def read(cls, asked: QueryDict) -> Self:
        """Return what an address asks for; what it does not spell rightly does not matter."""
        page, zoom, turn = (key_of(asked.get(name, "")) or 0 for name in (PAGE, ZOOM, TURN))
        return cls(
            page=page or 1,
            zoom=zoom if zoom in documents.ZOOMS else 0,
            turn=turn if turn in documents.TURNS else 0,
        )

    def write(self) -> dict[str, str]:
        """Return what an address says of it."""
        written = {PAGE: self.page, ZOOM: self.zoom, TURN: self.turn}
        return {name: str(value) for name, value in written.items() if value != _PLAIN[name]}


_PLAIN: Final = {PAGE: 1, ZOOM: 0, TURN: 0}


@dataclass(frozen=True, kw_only=True)
class Link:
    """One change of what is seen."""

    words: str
    href: str
    """The whole page with the change, for who has no script."""
    part: str
    """The paper alone with the change."""
    key: str = ""
    """What a single key goes by."""
    is_chosen: bool = False


@dataclass(frozen=True, kw_only=True)
class Viewer:
    """A paper as it is looked at, and the ways to look at it otherwise."""

    id: int
    title: str
    address: str
    """Of the page that holds the paper, as it is looked at."""
    page: int
    pages: int
    picture: str
    pdf: str
    is_fitted: bool
    papers: tuple[Link, ...]
    turning: tuple[Link, ...]
    paging: tuple[Link, ...]
    zooms: tuple[Link, ...]


def read_at(asked: QueryDict, reference: str) -> str:
    """Return the page that holds the paper: one of those that can, else the dossier's own."""
    path = asked.get(AT, "")
    try:
        is_one = resolve(path).view_name in _PAGES
    except Resolver404:
        is_one = False
    return path if is_one else reverse("desk:dossier", args=[reference])


def show(
    papers: "Sequence[Document]", chosen: "Document", look: Look, *, reference: str, at: str
) -> Viewer:
    """Return one of a dossier's papers as it is looked at from the page ``at``."""
    look = replace(look, page=min(max(look.page, 1), chosen.pages))
    place = [paper.pk for paper in papers].index(chosen.pk)

    def link(words: str, changed: Look, *, key: str = "", paper: int = chosen.pk) -> Link:
        wanted = changed.write()
        return Link(
            words=words,
            href=f"{at}?{urlencode({PAPER: str(paper), **wanted})}#papers",
            part=f"{reverse('desk:paper-part', args=[reference, paper])}?{urlencode({AT: at, **wanted})}",
            key=key,
            is_chosen=paper == chosen.pk and changed == look,
        )

    def beside(step: int, words: str, key: str) -> list[Link]:
        there = place + step
        if not 0 <= there < len(papers):
            return []
        return [link(words, Look(), key=key, paper=papers[there].pk)]

    def page(step: int, words: str, key: str) -> list[Link]:
        there = look.page + step
        return (
            [link(words, replace(look, page=there), key=key)] if 1 <= there <= chosen.pages else []
        )

    picture = reverse("desk:paper-picture", args=[reference, chosen.pk])
    asked = look.write()
    return Viewer(
        id=chosen.pk,
        title=chosen.title,
        address=link("", look).href,
        page=look.page,
        pages=chosen.pages,
        picture=f"{picture}?{urlencode(asked)}" if asked else picture,
        pdf=reverse("desk:paper", args=[reference, chosen.pk]),
        is_fitted=look.zoom == 0,
        papers=(
            *beside(-1, _("Giấy tờ trước"), "["),
            *beside(1, _("Giấy tờ sau"), "]"),
        ),
        paging=(*page(-1, _("Trang trước"), ","), *page(1, _("Trang sau"), ".")),
        turning=(
            link(_("Xoay trái"), replace(look, turn=(look.turn - 90) % 360), key="R"),
            link(_("Xoay phải"), replace(look, turn=(look.turn + 90) % 360), key="r"),
        ),
        zooms=tuple(
            link(f"{zoom}%" if zoom else _("Vừa khung"), replace(look, zoom=zoom))
            for zoom in documents.ZOOMS
        ),
    )
