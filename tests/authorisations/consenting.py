"""How people of the province let one another act, by the product's own acts."""

from datetime import date

from tests.casework.province import MONDAY

from motcua.composition.casework import representing
from motcua.domain.authorisations.enums import Act, Scope, Side

PINS = {"hanh": "099192000101", "duc": "099090000102"}
ALL = tuple(Scope)


def want(*scopes, procedures=(), first=date(2026, 3, 16), last=date(2026, 12, 31)):
    """Return what is let: everything until the end of the year, where nothing else is said."""
    return representing.Wanted(
        scopes=scopes or ALL, procedures=procedures, valid_from=first, last_day=last
    )


def ask(province, *scopes, at=MONDAY, asked_by=Side.REPRESENTED, **terms):
    """Let Hạnh ask Đức to act for her; or, from his side, Đức ask her."""
    is_hers = asked_by is Side.REPRESENTED
    return representing.ask(
        asked_by=asked_by,
        pin=PINS["duc" if is_hers else "hanh"],
        wanted=want(*scopes, **terms),
        by=province.hanh if is_hers else province.duc,
        at=at,
    )


def move(authorisation, act, by, *, at=MONDAY, reason=""):
    """Let somebody do that with it."""
    return representing.move(
        authorisation_id=authorisation.pk, act=act, by=by, at=at, reason=reason
    )


def give(province, *scopes, at=MONDAY, **terms):
    """Let Đức act for Hạnh: asked and agreed."""
    return move(ask(province, *scopes, at=at, **terms), Act.ACCEPT, province.duc, at=at)
