"""The pages on which papers are given and taken."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from django.http import QueryDict
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from motcua.composition.casework.counting import Counting
from motcua.composition.casework.custody import Held
from motcua.domain.custody.enums import Place, Sighting
from motcua.domain.custody.queries import Deed, deed_at
from motcua.domain.procedures import queries as procedures
from motcua.foundation.kernel.errors import Refusal
from motcua.surfaces.desk import paging
from motcua.surfaces.desk.presenting import dossiers
from motcua.surfaces.desk.record_form import Box

MISSING: Final = "missing-"
DAMAGED: Final = "damaged-"
MOST_PAPERS: Final = 100


def lists(found: Mapping[Deed, Sequence[Held]], *, page: int) -> dict[str, Any]:
    """Return the two lists with where each goes on."""
    return {
        "to_take": found[Deed.TAKE][:page],
        "to_give": found[Deed.GIVE][:page],
        "next_take": _next(found[Deed.TAKE], Deed.TAKE, page),
        "next_give": _next(found[Deed.GIVE], Deed.GIVE, page),
    }


def _next(held: Sequence[Held], deed: Deed, page: int) -> str:
    if len(held) <= page:
        return ""
    last = held[page - 1].pack
    asked = {"viec": deed.value, "sau": paging.mark(last.since, last.pk)}
    return f"{reverse('desk:custody')}?{urlencode(asked)}"


def is_giving(place: Place) -> bool:
    """Say whether papers at this place are given next, and not taken."""
    return deed_at(place) is Deed.GIVE


def read_ticked(posted: Mapping[str, str], prefix: str) -> list[str]:
    """Return the codes of the papers ticked as missing, or as damaged."""
    ticked = [name.removeprefix(prefix) for name in posted if name.startswith(prefix)]
    return ticked[:MOST_PAPERS]


def read_scanned(posted: QueryDict) -> list[str]:
    """Return what was scanned so far, with what stands in the box, without what was crossed out."""
    dropped = posted.get("drop", "")
    kept = [text for text in posted.getlist("seen") if text != dropped]
    return [*kept, *posted.get("code", "").split()]


def counting(
    counted: Counting, typed: Mapping[str, str], refusal: Refusal | None
) -> dict[str, Any]:
    """Return what was scanned of a giver's packs, what is still awaited, and what does not belong."""
    last = counted.seen[-1] if counted.seen else None
    tones = {Sighting.THERE: "green", Sighting.AGAIN: "grey"}
    return {
        "giver": counted.giver,
        "total": len(counted.giver.packs),
        "seen": [(one, tones.get(one.sighting, "red")) for one in reversed(counted.seen)],
        "last": last,
        "there": counted.there,
        "awaited": counted.awaited,
        "strange": counted.strange,
        "note": Box(
            kind="text", name="note", label=_("Ghi chú"), value=typed.get("note", "")[:200]
        ),
        "refusal": refusal,
    }


def page(held: Held, typed: Mapping[str, str], refusal: Refusal | None) -> dict[str, Any]:
    """Return where the papers are, and the boxes of who gives or takes them."""
    is_taken = held.deed is Deed.TAKE
    wrongs = {
        MISSING: _("Không có trong hồ sơ nhận: {paper}"),
        DAMAGED: _("Có nhưng hư hỏng: {paper}"),
    }
    ticks = tuple(
        Box(
            kind="check",
            name=f"{prefix}{code}",
            label=label.format(paper=name),
            value=typed.get(f"{prefix}{code}", ""),
        )
        for code, name in held.names.items()
        for prefix, label in wrongs.items()
        if prefix == MISSING or code not in held.pack.damaged
    )
    note = Box(kind="text", name="note", label=_("Ghi chú"), value=typed.get("note", "")[:200])
    version = procedures.get_version(held.pack.dossier.procedure_version_id)
    return {
        "held": held,
        "dossier": held.pack.dossier,
        "procedure": dossiers.name_of(version),
        "is_taken": is_taken,
        "boxes": (*ticks, note) if is_taken else (note,),
        "refusal": refusal,
    }
