"""Name cuts of the list of tasks, and forget them."""

from typing import Final

from django.db import transaction

from motcua.capabilities.workflow.errors import ListNameNeeded, NoSuchList, TooManyLists
from motcua.capabilities.workflow.models import SavedList

MOST_LISTS: Final = 20
LONGEST_LIST_NAME: Final = 60
LONGEST_ASKED: Final = 300


@transaction.atomic
def save_list(*, post_id: int, name: str, asked: str) -> int:
    """Give a cut of the list of tasks a name, and return its id; a name given before stands for it now.

    Raises:
        ListNameNeeded: if there is no name.
        TooManyLists: if the post has as many as it may have.
    """
    name = " ".join(name.split())[:LONGEST_LIST_NAME]
    if not name:
        raise ListNameNeeded(field="name")
    others = SavedList.objects.filter(post_id=post_id).exclude(name=name)
    if others.count() >= MOST_LISTS:
        raise TooManyLists(field="name")
    saved, _is_new = SavedList.objects.update_or_create(
        post_id=post_id, name=name, defaults={"asked": asked[:LONGEST_ASKED]}
    )
    return saved.pk


def drop_list(*, post_id: int, saved_id: int) -> None:
    """Forget one of the post's named cuts.

    Raises:
        NoSuchList: if the post has none with this id.
    """
    gone, _by_table = SavedList.objects.filter(post_id=post_id, pk=saved_id).delete()
    if not gone:
        raise NoSuchList
