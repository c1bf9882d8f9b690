"""Officers who join, move and leave by the word of a personnel system: a line of a file, one at a time."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from django.db import transaction

from motcua.foundation.identity import roster_errors as errors
from motcua.foundation.identity import rosters
from motcua.foundation.identity.actions import officers, sessions
from motcua.foundation.identity.actions import rosters as files
from motcua.foundation.identity.actors import System
from motcua.foundation.identity.enums import RosterAct
from motcua.foundation.identity.models import Account, Post
from motcua.foundation.identity.queries import provisioned
from motcua.foundation.identity.queries.rosters import plan_lines
from motcua.foundation.kernel import clock


@transaction.atomic
def provision(cells: Mapping[str, str], *, agency_id: int, by: System, at: datetime) -> RosterAct:
    """Let somebody join, move or leave as a line of a file would; return what it came to.

    Raises:
        LineRefused: with everything that is wrong with it
    """
    list(Post.objects.select_for_update().filter(agency_id=agency_id).order_by("pk"))
    line = rosters.write_line(cells)
    plan = plan_lines([line], agency_id=agency_id, hands=(), on=clock.day_in_vietnam(at))
    (change,) = plan.changes
    if change.act is None:
        raise errors.LineRefused(problems=" ".join(change.problems))
    if change.act is RosterAct.LEAVE and change.post_id is not None:
        _require_given_by_file(change.post_id)
    if change.act is not RosterAct.STAY:
        files.carry_out(change, at=at, entered_by=by.key, confirmed_by="", roster_id=None)
    return change.act


@transaction.atomic
def let_officer_go(
    account_id: int, *, agency_id: int, number: str, by: System, at: datetime
) -> None:
    """End the officer's post and sessions at once; who left already is left alone.

    A post is held for a day at the least: on its first day the account is closed in its place.

    Raises:
        OfficerNotFound: if there is none, or it is another agency's
        LineRefused: if the officer signs, controls procedures or runs the installation
    """
    account = Account.objects.select_for_update(of=("self",)).filter(pk=account_id).first()
    today = clock.day_in_vietnam(at)
    found = provisioned.get_provisioned(account_id, agency_id=agency_id, on=today)
    if account is None or not found.is_active:
        return
    posts = Post.objects.filter(person=account.person_id, in_place_of=None)
    post = posts.latest("valid_from", "pk")
    _require_given_by_file(post.pk)
    day = max(today, post.valid_from + timedelta(days=1))
    officers.end_post(post.pk, valid_to=day, at=at)
    files.note(post.pk, RosterAct.LEAVE, number=number, entered_by=by.key, confirmed_by="", at=at)
    sessions.end_all(account, at=at, by=by.key)
    if day > today:
        officers.close_account(account_id)


@transaction.atomic
def remove_officer(
    account_id: int, *, agency_id: int, number: str, by: System, at: datetime
) -> None:
    """Let the officer go, and show the account to the personnel system no more.

    Raises:
        OfficerNotFound: if there is none, or it is another agency's
        LineRefused: if the officer signs, controls procedures or runs the installation
    """
    let_officer_go(account_id, agency_id=agency_id, number=number, by=by, at=at)
    today = clock.day_in_vietnam(at)
    found = provisioned.get_provisioned(account_id, agency_id=agency_id, on=today)
    files.note(
        found.post_id, RosterAct.REMOVE, number=number, entered_by=by.key, confirmed_by="", at=at
    )


def _require_given_by_file(post_id: int) -> None:
    """Refuse what one hand alone may not take away."""
    if not rosters.BY_FILE.issuperset(Post.objects.get(pk=post_id).roles):
        raise errors.LineRefused(problems=rosters.only_by_hand())
