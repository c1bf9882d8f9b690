"""Finding a procedure by what a person types: one statement ranks, a second reads what is new.

An entry is relevant by the share of what was asked for that it holds, rare words counting more than
common ones and a word in the name more than one in the summary. When a word is unheard of, it may be
mistyped: then trigrams are compared with the names. Nothing relevant means nothing found, and the nearest names are suggested.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final, Generic, NamedTuple, TypeVar

from django.db import connection

from motcua.domain.procedures.enums import Level, OnlineLevel
from motcua.domain.procedures.queries.versions import IN_FORCE, get_versions
from motcua.domain.procedures.rules import words
from motcua.domain.procedures.rules.record import Version

PAGE_SIZE: Final = 20

_MEASURES: Final = {
    "least_share": 0.45,  # of what was asked for, to be an answer
    "least_likeness": 0.62,  # of the names to what was typed, to be an answer nevertheless
    "long_enough": 7,  # letters typed, for their likeness to mean anything
    "unheard_of": 0.6,  # what a word counts that no entry knows
    "in_full": 0.25,  # added when it is called exactly so
    "suggestions": 3,
}
"""Set by the regression of everyday queries, tests/procedures/search_cases.yaml."""

T = TypeVar("T")
Values = dict[str, Any]
"""Of a statement, by name."""


@dataclass(frozen=True, kw_only=True)
class Found:
    """A procedure that answers the query, with how well it does (0 to about 2)."""

    version: Version
    relevance: float


@dataclass(frozen=True, kw_only=True)
class Page(Generic[T]):
    """One page of an answer."""

    items: tuple[T, ...]
    total: int
    number: int
    size: int
    suggestions: tuple[T, ...] = field(default=())
    """When nothing was found: what comes nearest, said to be no answer."""

    @property
    def pages(self) -> int:
        """How many pages there are; one at least."""
        return max(1, -(-self.total // self.size))

    @property
    def has_next(self) -> bool:
        """Whether a further page follows."""
        return self.number < self.pages


def find(
    text: str = "",
    *,
    field: str | None = None,
    agency_id: int | None = None,
    level: Level | None = None,
    online: OnlineLevel | None = None,
    on: date,
    page: int = 1,
    size: int = PAGE_SIZE,
) -> Page[Found]:
    """Return the procedures in force on the day that answer the text and the filters, best first.

    Without a text all of them, in alphabetical order. Two queries at most.
    """
    filters: Values = {
        "on": on,
        "field": field,
        "agency": agency_id,
        "level": level,
        "online": online,
        "limit": size,
        "offset": (page - 1) * size,
    }
    answer = _ranked(text, filters) if text.strip() else _fetch(_LISTING, filters)
    versions = get_versions(row.version_id for row in answer.rows)
    found = [
        (row.is_match, Found(version=version, relevance=row.relevance))
        for version, row in zip(versions, answer.rows, strict=True)
    ]
    return Page(
        items=tuple(one for is_match, one in found if is_match),
        suggestions=tuple(one for is_match, one in found if not is_match),
        total=answer.total,
        number=page,
        size=size,
    )


class _Row(NamedTuple):
    version_id: int
    is_match: bool
    relevance: float


class _Answer(NamedTuple):
    rows: list[_Row]
    total: int


def _ranked(text: str, filters: Values) -> _Answer:
    wish = words.understand(text)
    asked = list(_asked(wish))
    return _fetch(
        _RANKING,
        {
            **filters,
            "typed": wish.text,
            "groups": [line[0] for line in asked],
            "weights": [line[1] for line in asked],
            "bonuses": [line[2] for line in asked],
            "phrases": [line[3] for line in asked],
            "in_name": [line[4] for line in asked],
            "in_keywords": [line[5] for line in asked],
            "edge": f" {words.APART} ",
            **_MEASURES,
        },
    )


def _asked(wish: words.Wish) -> Iterator[tuple[int, float, bool, str, str, str]]:
    for group, wanted in enumerate(wish.wanted):
        for phrase in wanted.phrases:
            anywhere, in_name, in_keywords = (
                " <-> ".join(syllable + label for syllable in phrase) for label in ("", ":a", ":b")
            )
            yield group, wanted.weight, wanted.is_bonus, anywhere, in_name, in_keywords


def _fetch(statement: str, values: Values) -> _Answer:
    """Run a statement whose every row ends with the total; an empty page has one row of nulls."""
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        rows = cursor.fetchall()
    return _Answer(rows=[_Row(*row[:3]) for row in rows if row[0] is not None], total=rows[0][3])


_ENTRIES: Final = f"""
    SELECT entry.* FROM procedures_searchentry entry
    JOIN procedures_procedureversion version ON version.id = entry.version_id
    WHERE entry.version_id IN ({IN_FORCE})
      AND (%(field)s::text IS NULL OR entry.field = %(field)s)
      AND (%(level)s::text IS NULL OR entry.level = %(level)s)
      AND (%(online)s::text IS NULL OR entry.online_level = %(online)s)
      AND (%(agency)s::bigint IS NULL OR EXISTS (
          SELECT FROM procedures_provision provision
          WHERE provision.procedure_id = version.procedure_id
            AND provision.agency_id = %(agency)s AND provision.valid_from <= %(on)s
            AND (provision.valid_to IS NULL OR provision.valid_to > %(on)s)))
"""  # noqa: S608 - built from constants

_LISTING: Final = f"""
    WITH entry AS ({_ENTRIES}),
    shown AS (
        SELECT version_id, sort_key FROM entry ORDER BY sort_key COLLATE "C", version_id
        LIMIT %(limit)s OFFSET %(offset)s
    )
    SELECT shown.version_id, true, 0.0::float8, (SELECT count(*) FROM entry)
    FROM (SELECT) always LEFT JOIN shown ON true
    ORDER BY shown.sort_key COLLATE "C", shown.version_id
"""  # noqa: S608 - built from constants

_RANKING: Final = f"""
    WITH entry AS MATERIALIZED (SELECT version_id, sort_key FROM ({_ENTRIES}) offered),
    asked AS (
        SELECT * FROM unnest(%(groups)s::int[], %(weights)s::float8[], %(bonuses)s::bool[],
            %(phrases)s::tsquery[], %(in_name)s::tsquery[], %(in_keywords)s::tsquery[])
            AS asked(grp, weight, is_bonus, phrase, in_name, in_keywords)
    ),
    hit AS MATERIALIZED (
        SELECT asked.grp, indexed.version_id, max(CASE
            WHEN indexed.words @@ asked.in_name THEN 1.0
            WHEN indexed.words @@ asked.in_keywords THEN 0.8
            ELSE 0.2 END) + 0.1 * (count(*) - 1) AS strength
        FROM asked JOIN procedures_searchentry indexed ON indexed.words @@ asked.phrase
        WHERE indexed.version_id IN (SELECT version_id FROM entry)
        GROUP BY asked.grp, indexed.version_id
    ),
    wanted AS (
        SELECT asked.grp, asked.is_bonus, found.amount IS NULL AS is_unheard_of, asked.weight
            * CASE WHEN found.amount IS NULL THEN %(unheard_of)s::float8 ELSE 1 END
            * ln(2 + (SELECT count(*) FROM entry) / (0.5 + coalesce(found.amount, 0))) AS worth
        FROM (SELECT DISTINCT grp, weight, is_bonus FROM asked) asked
        LEFT JOIN (SELECT grp, count(*) AS amount FROM hit GROUP BY grp) found USING (grp)
    ),
    scored AS (
        SELECT hit.version_id,
            sum(wanted.worth * hit.strength) FILTER (WHERE NOT wanted.is_bonus) AS essential,
            sum(wanted.worth * hit.strength) FILTER (WHERE wanted.is_bonus) AS bonus
        FROM hit JOIN wanted USING (grp) GROUP BY hit.version_id
    ),
    alike AS MATERIALIZED (
        SELECT version_id, word_similarity(%(typed)s, names)::float8 AS likeness
        FROM procedures_searchentry
        WHERE length(%(typed)s) >= %(long_enough)s AND %(typed)s <%% names
          AND EXISTS (SELECT FROM wanted WHERE is_unheard_of AND NOT is_bonus)
    ),
    judged AS (
        SELECT indexed.version_id, indexed.sort_key,
            coalesce(scored.essential, 0) / everything.worth AS share,
            coalesce(scored.bonus, 0) / everything.worth AS bonus,
            coalesce(alike.likeness, 0) AS likeness,
            CASE WHEN strpos(%(edge)s || indexed.names || %(edge)s,
                %(edge)s || %(typed)s || %(edge)s) > 0 THEN %(in_full)s::float8 ELSE 0 END AS in_full
        FROM procedures_searchentry indexed
        LEFT JOIN scored USING (version_id) LEFT JOIN alike USING (version_id),
            (SELECT greatest(sum(worth) FILTER (WHERE NOT is_bonus), 0.001) AS worth
             FROM wanted) everything
        WHERE (scored.version_id IS NOT NULL OR alike.version_id IS NOT NULL)
          AND indexed.version_id IN (SELECT version_id FROM entry)
    ),
    answer AS (
        SELECT version_id, sort_key, share + bonus * 0.5 + likeness * 0.5 + in_full AS relevance
        FROM judged WHERE share >= %(least_share)s::float8 OR likeness >= %(least_likeness)s::float8
    ),
    total AS (SELECT count(*) AS amount FROM answer),
    best AS (
        SELECT version_id, true AS is_match, relevance, sort_key
        FROM answer ORDER BY relevance DESC, sort_key COLLATE "C"
        LIMIT %(limit)s OFFSET %(offset)s
    ),
    nearest AS (
        SELECT entry.version_id, false AS is_match,
            word_similarity(%(typed)s, indexed.names)::float8 AS relevance, entry.sort_key
        FROM entry JOIN procedures_searchentry indexed USING (version_id)
        WHERE (SELECT amount FROM total) = 0
        ORDER BY relevance DESC, entry.sort_key COLLATE "C" LIMIT %(suggestions)s
    )
    SELECT shown.version_id, shown.is_match, shown.relevance, total.amount
    FROM total LEFT JOIN (SELECT * FROM best UNION ALL SELECT * FROM nearest) shown ON true
    ORDER BY shown.relevance DESC, shown.sort_key COLLATE "C"
"""  # noqa: S608 - built from constants
