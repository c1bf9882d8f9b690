"""Where somebody stands on a path: the answers and ticks that the address holds, and nothing else.

The address is the whole memory, so that a list can be kept, printed and passed on. It holds keys of
choices and of papers and a commune, never who somebody is.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Final, Self

from django.http import QueryDict
from django.urls import reverse

from motcua.domain.procedures import queries as procedures
from motcua.domain.procedures.enums import ChannelKind
from motcua.domain.procedures.queries import LifePath, PathQuestion
from motcua.foundation.organisations.queries import LONGEST_SEARCH, Located

MOST_TICKS: Final = 200
LONGEST_TICK: Final = 130
"""Two keys and the point between."""
PLACE: Final = "noi"
"""How the place is called in the address, and its box on the page."""
CHANNELS: Final = {"truc-tuyen": ChannelKind.ONLINE, "tai-quay": ChannelKind.COUNTER}


@dataclass(frozen=True, kw_only=True)
class Way:
    """What the address of a path says. What it spells wrongly counts as not said."""

    path: LifePath
    answers: dict[str, str]
    channel: ChannelKind = ChannelKind.ONLINE
    ticks: frozenset[str] = frozenset()
    """The papers at hand, as ``step.paper``."""
    is_ticked: bool = False
    """Whether the ticks are the reader's own; before, they are what is known of the reader."""
    place: str = ""
    """Where the person lives, as the address says it: a commune's code, or what was typed."""
    changing: str | None = None
    """The question to answer once more."""
    is_missing: bool = False
    """Whether the question was sent without an answer."""

    @classmethod
    def read(cls, path: LifePath, sent: QueryDict) -> Self:
        """Read the way from the query of an address."""
        given = {question.key: sent.get(question.key, "") for question in path.questions}
        answers = procedures.settle(path, given)
        changing = sent.get("sua", "")
        asked = procedures.find_next(path, answers)
        ticks = frozenset(tick[:LONGEST_TICK] for tick in sent.getlist("co")[:MOST_TICKS])
        return cls(
            path=path,
            answers=answers,
            channel=CHANNELS.get(sent.get("cach", ""), ChannelKind.ONLINE),
            ticks=ticks,
            is_ticked="tich" in sent,
            place=" ".join(sent.get(PLACE, "").replace("\0", "").split())[:LONGEST_SEARCH],
            changing=changing if changing in answers else None,
            is_missing=asked is not None and sent.get("hoi") == asked.key,
        )

    @property
    def question(self) -> PathQuestion | None:
        """The question to ask now; None when the list is ready."""
        for question in self.path.questions:
            if question.key == self.changing:
                return question
        return procedures.find_next(self.path, self.answers)

    def kept(self, *, without: str = "", with_ticks: bool = True) -> list[tuple[str, str]]:
        """Return what the next address carries on, as names and values."""
        pairs = [(name, value) for name, value in self.answers.items() if name != without]
        if self.channel is not ChannelKind.ONLINE:
            pairs.append(("cach", _name_of(self.channel)))
        if self.place and without != PLACE:
            pairs.append((PLACE, self.place))
        if with_ticks and self.is_ticked:
            pairs += [("tich", "1"), *(("co", tick) for tick in sorted(self.ticks))]
        return pairs

    def address(self, extra: Iterable[tuple[str, str]] = ()) -> str:
        """Return the address of this way."""
        query = QueryDict(mutable=True)
        for name, value in [*self.kept(), *extra]:
            query.appendlist(name, value)
        base = reverse("portal:life-path", args=[self.path.key])
        return f"{base}?{query.urlencode()}" if query else base

    def to_change(self, question: str) -> str:
        """Return the address that asks a question once more."""
        return self.address([("sua", question)])

    def by(self, channel: ChannelKind) -> str:
        """Return the address of the same list for another way of lodging."""
        return replace(self, channel=channel).address()

    def at(self, place: str) -> Self:
        """Return the same way for a person who lives there."""
        return replace(self, place=place)

    def to_pass_on(self, located: Located | None) -> str:
        """Return the address to share: of the place, the commune's code, and nothing that was typed."""
        settled = located is not None and located.is_settled
        return self.at(located.communes[0].code if located and settled else "").address()


def name_place(located: Located) -> str:
    """Return a place in the words of the lists: what somebody typed before the commune is left out.

    A commune of today goes by its code, one of before the reform by its name; what is not understood
    stays as it was typed.
    """
    if located.was is not None:
        return located.was.path
    return located.communes[0].code if located.is_settled else located.typed


def _name_of(channel: ChannelKind) -> str:
    return next(name for name, kind in CHANNELS.items() if kind is channel)
