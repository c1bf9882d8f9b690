"""The papers themselves: from hand to hand between the desk and who handles them (Articles 18.2 and 20.2)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import parse_qs, urlsplit

from motcua.capabilities.documents import actions as documents
from motcua.composition.casework import papers
from motcua.domain.custody import actions as custody
from motcua.domain.custody import permissions, queries
from motcua.domain.custody.enums import Place, Punctuality
from motcua.domain.custody.errors import PackNotFound
from motcua.domain.custody.queries import Deed
from motcua.domain.dossiers import queries as dossiers
from motcua.domain.dossiers.enums import Act, PaperForm
from motcua.domain.dossiers.queries import Happened
from motcua.domain.procedures import queries as procedures
from motcua.domain.procedures.enums import ChannelKind
from motcua.foundation.identity import queries as identity
from motcua.foundation.kernel import audit, clock
from motcua.foundation.kernel.errors import Refusal

if TYPE_CHECKING:
    from motcua.domain.custody.models import Pack
    from motcua.domain.dossiers.models import Dossier
    from motcua.foundation.identity.actors import Officer


PURPOSE: Final = "custody"
SLIP: Final = "control-slip"
LONGEST: Final = 200
"""Letters that a scanner types for one code."""
HAND_OVERS: Final = frozenset(
    {Act.GIVE_PAPERS, Act.TAKE_PAPERS, Act.MISS_PAPERS, Act.DAMAGE_PAPERS}
)
SLIP_FORMS: Final = (
    (date(2018, 6, 21), "Mẫu số 05 – Thông tư 01/2018/TT-VPCP"),
    (date(2025, 7, 1), "Mẫu số 06 – Thông tư 03/2025/TT-VPCP"),
)
"""The control slip as it is numbered from a day on; the annex of 2025 could not be read."""


def begin(
    dossier: Dossier, *, by: Officer, at: datetime, received_at: datetime | None = None
) -> None:
    """Put what was just brought on paper into the hands of the desk; nothing for what came online.

    Two queries. What an earlier pack holds stays with it: a supplement is a pack of its own.
    """
    if dossier.channel == ChannelKind.ONLINE:
        return
    known = {code for pack in queries.list_packs(dossier) for code in pack.codes}
    codes = [
        paper.code
        for paper in dossiers.list_brought(dossier)
        if paper.form is not PaperForm.SHOWN and paper.code not in known
    ]
    if codes:
        due_at = dossiers.transfer_due_at(
            dossier, received_at=received_at or dossier.accepted_at or at
        )
        custody.begin(dossier_id=dossier.pk, codes=codes, due_at=due_at, by=by, at=at)


@dataclass(frozen=True, kw_only=True)
class Held:
    """A pack of papers as an officer sees it: where it is, with whom, what is to be done."""

    pack: Pack
    place: Place
    holder: str
    """Who holds it; on its way, who gave it."""
    names: Mapping[str, str]
    """The papers that are there, by their codes."""
    missing: tuple[str, ...]
    damaged: tuple[str, ...]
    is_late: bool
    deed: Deed
    barrier: Refusal | None


def list_awaiting(
    by: Officer, *, deed: Deed, now: datetime, after: tuple[datetime, int] | None = None,
    limit: int = queries.PAGE,
) -> list[Held]:  # fmt: skip
    """Return the packs this officer may give on or take over, longest first. Two queries for any number."""
    packs = queries.list_awaiting(by, deed=deed, after=after, limit=limit)
    audit.note_reading(
        reader=by.key,
        agency_id=by.agency_id,
        subjects=[pack.dossier.subject for pack in packs],
        purpose=PURPOSE,
    )
    return _show(packs, by, now=now)


def look(pack_id: int, by: Officer, *, now: datetime) -> Held:
    """Return a pack to an officer of its agencies.

    Raises:
        PackNotFound: if it is none of theirs.
    """
    pack = queries.find_for(by, pack_id)
    if pack is None or by.roles.isdisjoint(dossiers.SEEING_ROLES):
        raise PackNotFound
    dossiers.note_reading(pack.dossier, by, purpose=PURPOSE)
    return _show([pack], by, now=now)[0]


def read_number(scanned: str) -> str:
    """Return the number in what a scanner typed: the number itself, or the address behind a receipt's QR."""
    text = scanned.strip()[:LONGEST]
    if "://" not in text:
        return text
    return next(iter(parse_qs(urlsplit(text).query).get("so", [])), text)


def find(typed: str, by: Officer) -> Pack | None:
    """Return the pack to be moved next of the dossier with this number, typed or scanned, if any."""
    dossier = dossiers.find_visible(by, read_number(typed))
    if dossier is None:
        return None
    packs = queries.list_packs(dossier)
    mine = [pack for pack in packs if permissions.find_barrier(by, pack) is None]
    return next(iter(mine or packs), None)


def list_of(dossier: Dossier, by: Officer, *, now: datetime) -> list[Held]:
    """Return the packs of a dossier that the officer has fetched. Two queries; none for what came online."""
    if dossier.channel == ChannelKind.ONLINE:
        return []
    return _show(queries.list_packs(dossier), by, now=now)


def _show(packs: Sequence[Pack], by: Officer, *, now: datetime) -> list[Held]:
    posts = identity.list_posts_by_id(sorted({pack.post_id for pack in packs}))
    shown = []
    for pack in packs:
        version = procedures.get_version(pack.dossier.procedure_version_id)
        names = {paper.code: paper.name for paper in version.papers}
        place, holder = Place(pack.place), posts.get(pack.post_id)
        shown.append(
            Held(
                pack=pack,
                place=place,
                holder=f"{holder.name}, {holder.title}" if holder else "",
                names={code: names.get(code, code) for code in pack.present},
                missing=tuple(names.get(code, code) for code in pack.missing),
                damaged=tuple(names.get(code, code) for code in pack.damaged),
                is_late=queries.is_late(place, pack.due_at, now),
                deed=queries.deed_at(place),
                barrier=permissions.find_barrier(by, pack),
            )
        )
    return shown


def give(*, pack_id: int, seen: Place, note: str, by: Officer, at: datetime) -> Pack:
    """Give the papers to the other side, as ``custody.give`` says."""
    return custody.give(pack_id=pack_id, seen=seen, note=note, by=by, at=at)


def take(
    *, pack_id: int, seen: Place, missing: Sequence[str], damaged: Sequence[str] = (), note: str,
    by: Officer, at: datetime,
) -> Pack:  # fmt: skip
    """Confirm that the papers are here, as ``custody.take`` says."""
    return custody.take(
        pack_id=pack_id, seen=seen, missing=missing, damaged=damaged, note=note, by=by, at=at
    )


def write_slip(reference: str, by: Officer, *, at: datetime) -> bytes:
    """Return the control slip of a dossier brought on paper: each hand-over, early, in time or late.

    Form No. 05 of Circular 01/2018/TT-VPCP, No. 06 of Circular 03/2025 since 1 July 2025.

    Raises:
        PackNotFound: if this officer may not see it, or it has no papers.
    """
    dossier = dossiers.find_visible(by, reference)
    if dossier is None or dossier.number is None or not queries.list_packs(dossier):
        raise PackNotFound
    dossiers.note_reading(dossier, by, purpose=PURPOSE)
    happened = [one for one in dossiers.timeline(dossier) if one.act in HAND_OVERS]
    version = procedures.get_version(dossier.procedure_version_id)
    values = {
        **papers.common(dossier, number=dossier.number, at=at),
        "office": f"Bộ phận Một cửa {dossier.receiving_agency.name}",
        "form": slip_form_on(clock.day_in_vietnam(at)),
        "request": version.name,
        "applicant": dossier.applicant.full_name,
        "received": _moment(dossier.accepted_at),
        "due": _moment(dossier.due_at),
        "rows": _slip_rows(happened, {paper.code: paper.name for paper in version.papers}),
        "tracking_url": papers.tracking_url(dossier),
    }
    return documents.typeset(SLIP, values, at=at)


def slip_form_on(on: date) -> str:
    """Return which form the control slip is on the day."""
    return max((since, name) for since, name in SLIP_FORMS if since <= on)[1]


def _slip_rows(happened: Sequence[Happened], names: Mapping[str, str]) -> list[dict[str, Any]]:
    keys = {int(one.by.partition(":")[2]) for one in happened}
    keys |= {int(one.payload["from_post"]) for one in happened}
    posts = identity.list_posts_by_id(sorted(keys))

    def who(post_id: int) -> str:
        post = posts.get(post_id)
        return f"{post.name}, {post.title}" if post else ""

    rows = []
    for one in happened:
        by = int(one.by.partition(":")[2])
        gave, took = (by, 0) if one.act is Act.GIVE_PAPERS else (int(one.payload["from_post"]), by)
        punctuality = one.payload.get("punctuality", "")
        listed = ", ".join(names.get(code, code) for code in one.payload["codes"])
        rows.append(
            {
                "what": f"{one.act.label}: {listed}",
                "giver": who(gave),
                "receiver": who(took) if took else "",
                "moment": _moment(one.at),
                "result": str(Punctuality(punctuality).label) if punctuality else "",
                "note": str(one.words.get("note", "")),
            }
        )
    return rows


def _moment(at: datetime | None) -> str:
    return f"{at.astimezone(clock.VIETNAM):%H:%M %d/%m/%Y}" if at else ""
