"""The verbs of authorisations, and the only writers of their tables: each adds an entry to the log."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any, Final

from django.db import transaction
from django.utils.translation import gettext as _

from motcua.domain.authorisations import permissions, queries, rules
from motcua.domain.authorisations.enums import Act, Basis, Scope, Side, State
from motcua.domain.authorisations.errors import ActRefused, OwnInterest, TooManyAsked
from motcua.domain.authorisations.events import AuthorisationEntryRecorded
from motcua.domain.authorisations.models import Authorisation, AuthorisationEvent
from motcua.foundation.identity import queries as identity
from motcua.foundation.identity.actors import Actor, Citizen, Officer
from motcua.foundation.kernel import chain, clock, outbox, sealing
from motcua.foundation.kernel.errors import Text, require_right

SALT_BYTES: Final = 16
LONGEST: Final = 1000
NO_WORDS: Final[Mapping[str, str]] = {}


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """What is to be let: what may be done, of which procedures (none named is all), from day to day."""

    scopes: Sequence[str]
    procedures: Sequence[int] = ()
    valid_from: date | None
    last_day: date | None


@transaction.atomic
def ask(*, asked_by: Side, pin: str, wanted: Wanted, by: Citizen, at: datetime) -> Authorisation:
    """Ask somebody, known by their number, to act in one's name or to let one act in theirs.

    Whether the number is anybody's is not said: who has it finds the question in the own account.

    :param asked_by: on which side who asks stands

    Raises:
        InvalidInput: naming all that is wrong.
        TooManyAsked: if many questions of theirs wait already.
    """
    on = clock.day_in_vietnam(at)
    index = identity.index_of(pin)
    require_right(
        {
            "pin": (
                index is None or index == identity.find_index(by.person_id),
                _("Ghi số định danh cá nhân (12 chữ số) của người kia."),
            ),
            **_wrong(wanted, on),
        }
    )
    mine = {f"{asked_by}_id": by.person_id}
    if Authorisation.objects.filter(**mine, state=State.ASKED).count() >= rules.MOST_ASKED:
        raise TooManyAsked(most=rules.MOST_ASKED)
    authorisation = Authorisation(
        **mine, asked_by=asked_by, asked_index=index, basis=Basis.CONSENT, state=State.ASKED,
        **_let(wanted), asked_at=at, changed_at=at, last_hash=chain.GENESIS,
    )  # fmt: skip
    authorisation.save(force_insert=True)
    sealing.create_key(authorisation.subject)
    _put(authorisation, Act.ASK, by=by, at=at)
    return authorisation


@dataclass(frozen=True, kw_only=True)
class Known:
    """One of two people whose papers of authority the desk saw."""

    person_id: int
    born_on: date


@transaction.atomic
def record(
    *, represented: Known, representative: Known, basis: Basis, wanted: Wanted, paper: str,
    by: Officer, at: datetime,
) -> Authorisation:  # fmt: skip
    """Write down at the desk on which papers somebody acts for another; it holds at once.

    :param paper: what was seen: kind, number, day, who issued it; kept sealed

    Raises:
        AuthorisationNotFound: if the officer serves no desk.
        OwnInterest: if the officer is one of the two.
        InvalidInput: naming all that is wrong.
    """
    permissions.require_desk(by)
    if {represented.person_id, representative.person_id} & by.people:
        raise OwnInterest
    on = clock.day_in_vietnam(at)
    require_right(
        {
            "representative_pin": (
                represented.person_id == representative.person_id,
                _("Hai người phải khác nhau."),
            ),
            "paper": (not paper.strip(), _("Ghi loại giấy tờ, số, ngày và nơi cấp.")),
            **_wrong(wanted, on, longest=_longest(basis)),
        }
    )
    assert wanted.valid_from is not None  # refused above
    assert wanted.last_day is not None
    unfit = rules.find_unfit(
        rules.Papers(
            basis=basis, represented_born=represented.born_on,
            representative_born=representative.born_on, valid_from=wanted.valid_from,
            last_day=wanted.last_day,
        )
    )  # fmt: skip
    require_right(_unfit(unfit))
    authorisation = Authorisation(
        represented_id=represented.person_id, representative_id=representative.person_id,
        asked_by=Side.REPRESENTATIVE, asked_index=b"", basis=basis, state=State.GIVEN,
        agency_id=by.agency_id, **_let(wanted), asked_at=at, changed_at=at, last_hash=chain.GENESIS,
    )  # fmt: skip
    authorisation.save(force_insert=True)
    sealing.create_key(authorisation.subject)
    _put(authorisation, Act.RECORD, by=by, at=at, words={"paper": paper})
    return authorisation


@transaction.atomic
def end_at_desk(
    *, authorisation_id: int, act: Act, reason: str, by: Officer, at: datetime
) -> Authorisation:
    """End, or contest, at the desk what a desk of the agency wrote down, for who stands there.

    Raises:
        AuthorisationNotFound: if another agency wrote it down, or none.
        OwnInterest: if the officer is one of the two.
        ActRefused: if it does not hold any more.
        InvalidInput: if nothing is said of who asked for it and why.
    """
    authorisation = queries.get_recorded(authorisation_id, by, is_locked=True)
    if {authorisation.represented_id, authorisation.representative_id} & by.people:
        raise OwnInterest
    target = rules.require_move(State(authorisation.state), act)
    if target not in rules.OVER:
        raise ActRefused(state=State(authorisation.state).label)
    require_right({"reason": (not reason.strip(), _("Ghi ai yêu cầu và vì sao."))})
    authorisation.state = target
    _put(authorisation, act, by=by, at=at, words={"reason": reason})
    return authorisation


def _longest(basis: Basis) -> int:
    return rules.FULL_AGE if basis in {Basis.PARENT, Basis.GUARDIAN} else rules.LONGEST_YEARS


def _unfit(found: rules.Unfit | None) -> dict[str, tuple[bool, Text]]:
    field, words = {
        None: ("", ""),
        rules.Unfit.MINOR_ACTS: (
            "representative_born", _("Người làm thay phải đủ 18 tuổi."),
        ),
        rules.Unfit.FULL_AGE: (
            "basis", _("Người này đã đủ 18 tuổi: cha, mẹ không còn đại diện đương nhiên."),
        ),
        rules.Unfit.BEHIND_FULL_AGE: (
            "last_day", _("Không quá ngày trước khi người con đủ 18 tuổi."),
        ),
        rules.Unfit.TOO_LONG: (
            "last_day",
            _("Không quá {years} năm.").format(years=rules.LONGEST_YEARS),
        ),
    }[found]  # fmt: skip
    return {field: (found is not None, words)}


@transaction.atomic
def move(
    *, authorisation_id: int, act: Act, by: Citizen, at: datetime, reason: str = ""
) -> Authorisation:
    """Answer what was asked, end what was given, or object to what was done in one's name: it ends at once.

    Raises:
        AuthorisationNotFound: if it is not theirs.
        ActRefused: if it stands otherwise by now, is over, or this side may not.
        InvalidInput: if an objection says nothing.
    """
    authorisation = queries.get_own(authorisation_id, by, is_locked=True)
    if act not in queries.list_acts(authorisation, by.person_id):
        raise ActRefused(state=State(authorisation.state).label)
    if act is Act.ACCEPT and rules.is_over(authorisation.last_day, clock.day_in_vietnam(at)):
        raise ActRefused(state=_("đã hết hạn"))
    require_right(
        {"reason": (act is Act.CONTEST and not reason.strip(), _("Ghi điều bạn phản đối."))}
    )
    if act is Act.ACCEPT:
        side = queries.side_of(authorisation, by.person_id)
        setattr(authorisation, f"{side}_id", by.person_id)
    authorisation.state = rules.require_move(State(authorisation.state), act)
    _put(authorisation, act, by=by, at=at, words={"reason": reason} if reason.strip() else NO_WORDS)
    return authorisation


def _wrong(
    wanted: Wanted, on: date, *, longest: int = rules.LONGEST_YEARS
) -> dict[str, tuple[bool, Text]]:
    first, last = wanted.valid_from, wanted.last_day
    is_known = bool(wanted.scopes) and set(wanted.scopes) <= set(Scope)
    return {
        "scopes": (
            not is_known or rules.lacks_following(wanted.scopes),
            _("Chọn việc được làm thay; làm việc nào cũng cần được theo dõi hồ sơ."),
        ),
        "valid_from": (first is None or first < on, _("Ghi ngày bắt đầu, từ hôm nay trở đi.")),
        "last_day": (
            last is None
            or (first is not None and not first <= last <= rules.years_on(first, longest)),
            _("Ghi ngày cuối cùng, không trước ngày bắt đầu và không quá {years} năm.").format(
                years=longest
            ),
        ),
    }


def _let(wanted: Wanted) -> dict[str, Any]:
    return {
        "scopes": [scope for scope in Scope if scope in wanted.scopes],
        "procedures": sorted(set(wanted.procedures)),
        "valid_from": wanted.valid_from,
        "last_day": wanted.last_day,
    }


def _put(
    authorisation: Authorisation, act: Act, *, by: Actor, at: datetime,
    words: Mapping[str, str] = NO_WORDS,
) -> None:  # fmt: skip
    """Save the locked authorisation, and write and announce the entry."""
    event = AuthorisationEvent(
        authorisation=authorisation, seq=authorisation.last_seq + 1, act=act, by=by.key,
        agency_id=by.agency_id if isinstance(by, Officer) else None, at=at.astimezone(UTC),
        article=rules.ARTICLES[Basis(authorisation.basis)], payload=_payload(authorisation),
        previous_hash=bytes(authorisation.last_hash),
    )  # fmt: skip
    if words:
        salt = os.urandom(SALT_BYTES)
        said = {name: text.strip()[:LONGEST] for name, text in words.items()}
        event.commitment = chain.commit(salt, chain.canonical(said)).hex()
        key = sealing.get_key(authorisation.subject)
        event.sealed = sealing.seal(key, {"salt": salt.hex(), "words": said}, context=queries.WORDS)
    event.hash = rules.hash_entry(bytes(event.previous_hash), event.to_entry())
    event.save(force_insert=True)
    authorisation.last_seq, authorisation.last_hash = event.seq, event.hash
    authorisation.changed_at = at
    authorisation.save(
        update_fields=[
            *("represented", "representative", "state", "changed_at", "last_seq", "last_hash")
        ]
    )
    announced = AuthorisationEntryRecorded(
        authorisation_id=authorisation.pk, seq=event.seq, hash=event.hash.hex(), act=str(act),
        by=by.key,
    )  # fmt: skip
    outbox.publish(announced, subject=authorisation.subject, at=at)


def _payload(authorisation: Authorisation) -> dict[str, Any]:
    return {
        "state": str(authorisation.state),
        "basis": str(authorisation.basis),
        "represented": authorisation.represented_id,
        "representative": authorisation.representative_id,
        "scopes": [str(scope) for scope in authorisation.scopes],
        "procedures": list(authorisation.procedures),
        "valid_from": authorisation.valid_from.isoformat(),
        "last_day": authorisation.last_day.isoformat(),
    }
