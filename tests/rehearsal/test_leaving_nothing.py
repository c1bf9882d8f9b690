"""After a rehearsal nothing is as if it had been: no row, no counter, no file, no mail; and inside it
nobody real is to be seen.
"""

import hashlib

import pytest
from django.core import mail
from django.db import connection

from motcua.composition.rehearsal import actions, queries, running
from motcua.composition.rehearsal import world as worlds
from motcua.composition.rehearsal.rules import moves
from motcua.domain.dossiers import queries as dossiers
from motcua.domain.dossiers.errors import DossierNotFound
from motcua.foundation.identity import queries as identity
from motcua.foundation.kernel.errors import NotFound
from tests.casework import people
from tests.casework.province import MONDAY
from tests.rehearsal.scripts import beginning, sit

pytestmark = pytest.mark.django_db
WHOLE_LIFE = (
    *beginning(),
    moves.Turn(hours=3),
    moves.Accept(),
    moves.Do(task="kiem_tra", outcome="dat"),
    moves.Turn(days=2),
    moves.Do(task="phe_duyet", outcome="ky"),
    moves.Rate(mark="5"),
)
OWN = {"rehearsal_sitting", "rehearsal_script", "rehearsal_run"}


def fingerprints():
    """Return what every table and every sequence of the installation holds, as digests."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY 1")
        found = {}
        for (table,) in cursor.fetchall():
            cursor.execute(f'SELECT t::text FROM public."{table}" t ORDER BY 1')
            rows = "\n".join(row[0] for row in cursor.fetchall())
            found[table] = hashlib.sha256(rows.encode()).hexdigest()
        cursor.execute("SELECT sequencename, last_value FROM pg_sequences ORDER BY 1")
        found |= dict(cursor.fetchall())
    return found


def files_under(*folders):
    return sorted(path for folder in folders for path in folder.rglob("*"))


@pytest.fixture
def lived_in(province):
    """Real life goes on beside the rehearsal: a dossier, its papers, its log."""
    dossier = people.accept(province, people.lodge(province))
    people.settle()
    return dossier


def test_a_whole_life_leaves_nothing(draft, control, lived_in, settings):
    actions.sit_down(draft_id=draft.pk, by=control, at=MONDAY)
    sitting = queries.find_sitting(draft, control)
    sitting.moves = moves.to_plain(WHOLE_LIFE)
    before = fingerprints()
    folders = (settings.FILES_DIR, settings.STATE_DIR / "keys")
    kept = files_under(*folders)

    look = queries.look(draft, sitting)

    assert look.scene.dossier.state == "handed_over"
    assert [one.kind for one in look.scene.issued] == ["receipt", "result"]
    assert fingerprints() == before
    assert files_under(*folders) == kept
    assert mail.outbox == []


def test_a_rehearsal_kept_as_a_test_writes_to_its_own_tables_alone(draft, control, lived_in):
    before = fingerprints()

    sit(draft, control, *WHOLE_LIFE)
    actions.keep(draft_id=draft.pk, name="Cả vòng đời", by=control, at=MONDAY)
    actions.replay(draft_id=draft.pk, by=control, at=MONDAY)

    after = fingerprints()
    changed = {name for name in after if after[name] != before[name]}
    assert changed <= OWN | {f"{name}_id_seq" for name in OWN}


def test_an_error_in_the_middle_leaves_nothing(draft, control, lived_in, monkeypatch):
    before = fingerprints()

    def fail(*_args, **_kwargs):
        raise ZeroDivisionError

    monkeypatch.setattr("motcua.composition.casework.intake.accept", fail)
    with pytest.raises(ZeroDivisionError):
        play(draft, *beginning(), moves.Accept())

    assert fingerprints() == before


def play(draft, *script):
    with worlds.set_for(draft, begins_at=MONDAY) as world:
        return running.run(world, script, at=MONDAY)


def test_nobody_real_is_seen_from_within(draft, province, lived_in):
    with worlds.set_for(draft, begins_at=MONDAY) as world:
        with pytest.raises(NotFound):
            identity.get_person(province.hanh.person_id)
        assert identity.find_person_by_pin("099192000101") is None
        with pytest.raises(DossierNotFound):
            dossiers.get(lived_in.subject)
        assert dossiers.find_public(lived_in.number) is None
        assert dossiers.list_of_citizen(province.hanh) == []
        assert dossiers.find_visible(province.desk, lived_in.reference) is None
        assert {world.applicant.person_id} == set(identity.list_people([world.applicant.person_id]))


def test_a_real_dossier_cannot_be_named_in_a_script(lived_in):
    with pytest.raises(Exception, match="Object contains unknown field"):
        moves.from_plain([{"do": "accept", "reference": lived_in.reference}])


def test_no_counter_of_a_real_agency_moves(draft, control, province):
    sit(draft, control, *beginning(), moves.Accept())

    accepted = people.accept(province, people.lodge(province))

    assert accepted.number.endswith("-0000001")
