"""What the applicant of the world asks about readings of their data."""

from motcua.composition.casework import objecting
from motcua.domain.privacy import queries
from motcua.foundation.identity.queries import person_subject
from motcua.foundation.kernel import audit
from tests.casework.province import MONDAY


def wonder(province, applicant):
    """Let the desk read the applicant's particulars for two purposes; one of them was asked about."""
    for purpose in ("custody", "call"):
        audit.store(
            reader=province.desk.key, agency_id=province.desk.agency_id, purpose=purpose,
            subjects=[person_subject(applicant.person_id)], path="",
        )  # fmt: skip
    asked, other = (find(applicant, purpose) for purpose in ("call", "custody"))
    objection = objecting.ask(reading_id=asked, text="Vì sao?", by=applicant, at=MONDAY)
    return {"objection": objection.pk, "reading": other}


def find(applicant, purpose):
    """Return a reading of the applicant for this purpose."""
    words, after = queries.purpose_in_words(purpose), None
    while True:
        looks = queries.list_looks(applicant, after=after)
        for look in looks.rows:
            if look.purpose == words and not look.reference:
                return look.reading_id
        assert looks.next, purpose
        after = looks.next
