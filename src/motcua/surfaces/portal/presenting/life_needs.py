"""The papers of one thing to do: what to bring, and why something need not be brought."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from motcua.domain.procedures.enums import ChannelKind, ElectronicSource, PaperHandling
from motcua.domain.procedures.queries import PERSONAL_STORES, Listed, Need
from motcua.surfaces.portal.presenting.life_ways import Way
from motcua.surfaces.portal.presenting.procedures import ENGLISH, count_in_words


@dataclass(frozen=True, kw_only=True)
class ShownNeed:
    """A paper on the list: to bring, or why not."""

    tick: str
    name: str
    count: str
    instead: str
    """Why it need not be brought; empty when it has to be."""
    note: str
    held: str
    """The reader's own earlier result that stands in for it."""
    is_required: bool
    is_ticked: bool


def show_needs(
    way: Way, one: Listed, names: Mapping[str, str], held: Mapping[str, str], language: str
) -> Iterable[ShownNeed]:
    """Return the papers of a step, in the order of its record.

    :param names: what the steps of the list are called, by key
    :param held: the references of the reader's finished dossiers by the code of what came out
    """
    for need in one.needs:
        paper = need.paper
        tick = f"{one.planned.step.key}.{paper.code}"
        own = next((held[code] for code in paper.earlier_results if code in held), "")
        yield ShownNeed(
            tick=tick,
            name=paper.name_en if language == ENGLISH else paper.name,
            count=_count(need),
            instead="" if own else _instead(need, one, names),
            note=_note(need),
            held=own,
            is_required=paper.is_required,
            is_ticked=tick in way.ticks if way.is_ticked else bool(own),
        )


def _count(need: Need) -> str:
    if need.paper.handling is PaperHandling.PRESENT:
        return _("mang theo để cho xem")
    return count_in_words(need.paper)


def _note(need: Need) -> str:
    if need.registries:
        return _(
            "Cơ quan tra trước trong: {sources}. Hãy có sẵn, phòng khi không tra được."
        ).format(sources=_labels(need.registries))
    stores = [one for one in need.paper.electronic_sources if one in PERSONAL_STORES]
    if not stores:
        return ""
    return _("Bản điện tử trong {sources} cũng dùng được.").format(sources=_labels(stores))


def _instead(need: Need, one: Listed, names: Mapping[str, str]) -> str:
    """Say why the paper need not be brought; nothing, if it has to be."""
    is_online = one.channel is not None and one.channel.kind is ChannelKind.ONLINE
    if need.paper.form_key and is_online:
        return _("Điền ngay trên mạng, không phải mang giấy.")
    if need.given_by:
        earlier = ", ".join(names[key] for key in need.given_by)
        return _("Có từ việc làm trước: {names}.").format(names=earlier)
    if need.registries and not _is_demanded(need):
        return _("Nhà nước đã có: {sources}. Chỉ phải nộp khi không tra được.").format(
            sources=_labels(need.registries)
        )
    return ""


def _is_demanded(need: Need) -> bool:
    """Say whether lodging asks for the paper although the state may have it."""
    return need.paper.is_required and need.paper.handling is PaperHandling.SUBMIT


def _labels(sources: Iterable[ElectronicSource]) -> str:
    return "; ".join(str(source.label) for source in sources)
