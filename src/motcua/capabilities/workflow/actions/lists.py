"""Name cuts of lists, and forget them."""

from typing import Final

from django.db import transaction

from motcua.capabilities.workflow.errors import ListNameNeeded, NoSuchList, TooManyLists
from motcua.capabilities.workflow.models import SavedList

MOST_LISTS: Final = 20
LONGEST_LIST_NAME: Final = 60
LONGEST_ASKED: Final = 2000


@transaction.atomic
def save_list(*, post_id: int, listing: str, name: str, asked: str) -> int:
    """Give a cut of a list a name, and return its id; a name given before stands for it now.

    Raises:
        ListNameNeeded: if there is no name.
        TooManyLists: if the post has as many of this list as it may have.
    """
    name = " ".join(name.split())[:LONGEST_LIST_NAME]
    if not name:
        raise ListNameNeeded(field="name")
    others = SavedList.objects.filter(post_id=post_id, listing=listing).exclude(name=name)
    if others.count() >= MOST_LISTS:
        raise TooManyLists(field="name")
    saved, _is_new = SavedList.objects.update_or_create(
        post_id=post_id, listing=listing, name=name, defaults={"asked": asked[:LONGEST_ASKED]}
    )
    return saved.pk


def drop_list(*, post_id: int, listing: str, saved_id: int) -> None:
    """Forget one of the post's named cuts of a list.

    Raises:
        NoSuchList: if the post has none of this list with this id.
    """
    mine = SavedList.objects.filter(post_id=post_id, listing=listing, pk=saved_id)
    gone, _by_table = mine.delete()
    if not gone:
        raise NoSuchList
