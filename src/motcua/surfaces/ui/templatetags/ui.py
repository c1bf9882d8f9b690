"""Tags of the shared pages: components, navigation, page numbers."""

import re
from dataclasses import dataclass
from datetime import datetime
from functools import cache, lru_cache
from typing import Any, Protocol
from urllib.parse import quote

from django import template
from django.template import Context, Engine
from django.urls import NoReverseMatch, reverse
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from motcua.foundation.kernel import clock
from motcua.surfaces.ui import gallery

register = template.Library()


class Named(Protocol):
    """What has a name in more than one language: an agency, a procedure."""

    def name_in(self, language: str) -> str:
        """Return the name in this language."""


CODE = re.compile(r"\b[A-Z][0-9A-Z.]*(?:-[0-9A-Z]{4,})+")
"""A dossier's number or reference as sentences carry it."""
ITEM = re.compile(r"<li .*?</li>", re.DOTALL)
HERE = re.compile(r"<strong>(.*?)</strong>")
"""The name of the entry that is the page in hand, as ``nav_item`` marks it."""
STAND_IN = "0"
"""Stands in an address for the part that the things of a list do not share."""
GAP = 0
"""Stands for the pages that a row of page numbers leaves out."""


@register.simple_tag(takes_context=True)
def component(context: Context, name: str, /, **values: Any) -> SafeString:
    """Draw a component from the values given and nothing else."""
    return _draw(context, gallery.get_component(name), values)


@register.simple_block_tag(takes_context=True)
def slotted(context: Context, content: SafeString, name: str, /, **values: Any) -> SafeString:
    """Draw a component around the block's content."""
    wanted = gallery.get_component(name)
    if not wanted.slot:
        raise gallery.MisusedComponent(f"{name} takes no content")
    return _draw(context, wanted, values | {wanted.slot: content})


def _draw(context: Context, wanted: gallery.Component, values: dict[str, Any]) -> SafeString:
    """Render in a context of its own: what a component shows can be read off its call."""
    assert context.template is not None  # a tag runs inside a template
    if wanted.is_remembered:
        # Plain text, whatever it was: "<b>" marked safe and "<b>" as typed are equal keys.
        spoken = tuple(sorted((name, str.__str__(str(value))) for name, value in values.items()))
        return _remembered(context.template.engine, get_language(), wanted, spoken)
    return context.template.engine.get_template(wanted.template).render(
        Context(wanted.fill(values))
    )


@lru_cache(maxsize=1024)
def _remembered(
    engine: Engine,
    _language: str | None,
    wanted: gallery.Component,
    values: tuple[tuple[str, str], ...],
) -> SafeString:
    return engine.get_template(wanted.template).render(Context(wanted.fill(dict(values))))


@register.filter
def named(thing: Named) -> str:
    """Return the name of an agency or a procedure in the reader's language."""
    return thing.name_in(get_language() or "vi")


@register.simple_tag
def address(view: str, part: str | int) -> str:
    """Return the address of a page that one thing of a list leads to, as ``url`` does.

    Django works an address out from all patterns for each row; all but the thing's own part is the same.
    """
    before, after = _pattern(view)
    return f"{before}{quote(str(part), safe='')}{after}"


@cache
def _pattern(view: str) -> tuple[str, str]:
    before, _stand_in, after = reverse(view, args=[STAND_IN]).partition(f"/{STAND_IN}/")
    return f"{before}/", f"/{after}"


@register.simple_tag
def moment(at: datetime) -> SafeString:
    """Write a moment in Vietnamese time, for people and for machines."""
    local = at.astimezone(clock.VIETNAM)
    return SafeString(f'<time datetime="{local:%Y-%m-%dT%H:%M:%S%z}">{local:%H:%M %d/%m/%Y}</time>')


@register.filter
def whole_codes(text: str) -> SafeString:
    """Keep each number and reference in a text on one line where it fits: none breaks at its hyphens."""
    return SafeString(CODE.sub(r'<span class="mc-code">\g<0></span>', escape(text)))


@register.simple_tag(takes_context=True)
def nav_item(context: Context, view: str, words: str, section: str = "") -> SafeString:
    """Draw one entry of the service navigation, marked when the page in hand is it.

    ``section`` names the views that belong to the entry, parted by blanks. An entry whose address this
    installation does not serve is left out.
    """
    return draw_item(view_of(context), view, words, section)


def view_of(context: Context) -> str:
    """Return the name of the view whose page is drawn; empty where no view answers."""
    match = getattr(context["request"], "resolver_match", None)
    return match.view_name if match else ""


def draw_item(here: str, view: str, words: str, section: str = "") -> SafeString:
    """Draw one entry of the service navigation on the page of the view ``here``."""
    address = _served(view)
    if address is None:
        return SafeString("")
    if here == view:
        current, active = 'aria-current="page"', True
    else:
        active = here in section.split()
        current = 'aria-current="true"' if active else ""
    return format_html(
        '<li class="govuk-service-navigation__item{}"><a class="govuk-service-navigation__link" href="{}" {}>{}</a></li>',
        " govuk-service-navigation__item--active" if active else "",
        address,
        SafeString(current),
        format_html("<strong>{}</strong>", words) if active else words,
    )


@cache
def _served(view: str) -> str | None:
    """Return the address of a page; None where this installation does not serve it."""
    try:
        return reverse(view)
    except NoReverseMatch:
        return None


def nav_line(content: SafeString, most: int) -> SafeString:
    """Keep a row of entries on one line: all of them, or the first ``most`` - 1 and the others behind "more".

    Entries come in the order of their use: what somebody with several roles has no room for is what each of
    them uses least. "More" says which of its entries is the page in hand.
    """
    items = ITEM.findall(content)
    if len(items) <= most:
        return content
    shown, others = "".join(items[: most - 1]), "".join(items[most - 1 :])
    here = HERE.search(others)
    return format_html(
        '{}<li class="govuk-service-navigation__item mc-more{}"><details class="mc-more__details">'
        '<summary class="mc-more__summary">{}</summary><ul class="mc-more__list">{}</ul></details></li>',
        SafeString(shown),
        " govuk-service-navigation__item--active" if here else "",
        format_html("{}: <strong>{}</strong>", _("Mục khác"), SafeString(here[1]))
        if here
        else _("Mục khác"),
        SafeString(others),
    )


@dataclass(frozen=True, slots=True)
class PageLink:
    """One number in a row of pages, or a gap between them."""

    number: int
    is_current: bool

    @property
    def is_gap(self) -> bool:
        """Whether numbers were left out here."""
        return self.number == GAP


@register.simple_tag
def page_links(page: int, last: int) -> list[PageLink]:
    """Return the numbers to show: the first, the last, and those around the page in hand."""
    shown = sorted({1, last, *range(max(1, page - 1), min(last, page + 1) + 1)})
    links: list[PageLink] = []
    for number in shown:
        if links and number > links[-1].number + 1:
            links.append(PageLink(number=GAP, is_current=False))
        links.append(PageLink(number=number, is_current=number == page))
    return links


@register.simple_tag(takes_context=True)
def draw_example(
    context: Context, wanted: gallery.Component, example: gallery.Example
) -> SafeString:
    """Draw a component as one of its examples shows it."""
    return _draw(context, wanted, dict(example.values))
