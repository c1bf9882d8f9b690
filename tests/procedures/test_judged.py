"""Everyday queries among 7,000 procedures: one set that words and sayings were tuned on, one they were not."""

from tests.procedures import shelf
from tests.procedures.judged import measures
from tests.procedures.national import loading

from motcua.domain.procedures import queries
from motcua.domain.procedures.rules import words


def search(text: str) -> list[str]:
    page = queries.find(text, on=shelf.TODAY, size=10)
    codes = (found.version.code for found in page.items)
    return [loading.PUBLISHED_AS.get(code, code) for code in codes]


def test_everyday_queries_find_their_procedure_among_7000(db, django_assert_num_queries):
    assert loading.load() == loading.SIZE

    halves = [measures.measure(half, search) for half in measures.HALVES]

    assert [half.queries for half in halves] == [184, 185]
    for tuned in halves:
        assert tuned.reciprocal_rank >= 0.95, tuned
        assert tuned.recall >= 0.98, tuned
    unseen = {half: measures.measure(half, search, of="second") for half in measures.HALVES}
    assert [half.queries for half in unseen.values()] == [169, 151]
    assert unseen["held"].reciprocal_rank >= 0.85, unseen
    assert unseen["held"].recall >= 0.95, unseen
    assert unseen["open"].reciprocal_rank >= 0.95, unseen
    assert unseen["open"].recall >= 0.98, unseen
    search("dang ky khai sinh")
    with django_assert_num_queries(1):
        search("dang ky khai sinh")


def test_the_vocabulary_holds_no_judged_query():
    asked = {
        words.syllables(query.query) for half in measures.HALVES for query in measures.read(half)
    }

    assert not asked & words.said()


def test_the_synthetic_names_are_the_same_at_every_run():
    first, second = (loading.names(6000, besides=set()) for _ in range(2))

    assert first == second
    assert len({name.name.casefold() for name in first}) == 6000
