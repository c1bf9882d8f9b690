"""What a visitor asks the catalogue for, read from the address and written into it."""

from dataclasses import dataclass, replace
from typing import Final, Self

from django.http import QueryDict
from django.urls import reverse

from motcua.domain.procedures.enums import Level, OnlineLevel

LONGEST: Final = 200
FURTHEST_PAGE: Final = 1000


@dataclass(frozen=True, kw_only=True)
class Wish:
    """A search with its filters. What the address spells wrongly is not asked for."""

    text: str = ""
    field: str | None = None
    level: Level | None = None
    online: OnlineLevel | None = None
    page: int = 1

    @classmethod
    def read(cls, asked: QueryDict) -> Self:
        """Read the wish from the query of an address."""
        level, online = asked.get("level", ""), asked.get("online", "")
        page = asked.get("page", "")
        return cls(
            # PostgreSQL keeps no zero bytes; nobody types them.
            text=asked.get("q", "").replace("\0", "").strip()[:LONGEST],
            field=asked.get("field", "").replace("\0", "")[:LONGEST] or None,
            level=Level(level) if level in Level.values else None,
            online=OnlineLevel(online) if online in OnlineLevel.values else None,
            page=min(max(int(page), 1), FURTHEST_PAGE) if page.isdecimal() else 1,
        )

    @property
    def has_filters(self) -> bool:
        """Whether anything narrows the search beside the words."""
        return any((self.field, self.level, self.online))

    @property
    def base(self) -> str:
        """The address of the search up to the number of the page."""
        query = QueryDict(mutable=True)
        given = {"q": self.text, "field": self.field, "level": self.level, "online": self.online}
        query.update({name: str(value) for name, value in given.items() if value})
        return f"{reverse('portal:search')}?{query.urlencode()}{'&' if query else ''}page="

    @property
    def without_filters(self) -> str:
        """The address of the same words without the filters."""
        return Wish(text=self.text).address(1)

    def address(self, page: int) -> str:
        """Return the address of a page of the answer."""
        return replace(self, page=page).base + str(page)
