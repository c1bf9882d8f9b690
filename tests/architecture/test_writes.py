"""Only `actions` change rows."""

from pathlib import Path

import pytest
from tools import writes

ROOT = Path(__file__).parents[2]
SOURCES = ROOT / "src" / "motcua"
# The kernel's own tables: each of these modules is the one verb of its table.
ALLOWED = {
    "foundation/kernel/audit.py",
    "foundation/kernel/outbox.py",
    "foundation/kernel/sealing.py",
    # These stand for systems of the state that are not ours, and keep their rows for them.
    "capabilities/exchange/connectors/simulated/portal.py",
    "capabilities/registries/connectors/simulated/events.py",
    "capabilities/registries/connectors/simulated/registry.py",
}


def modules():
    return sorted(path for path in SOURCES.rglob("*.py") if "migrations" not in path.parts)


def test_rows_change_in_actions_alone():
    found = [
        f"{path.relative_to(ROOT)}:{write.line} {write.call}"
        for path in modules()
        if not writes.may_write(path) and path.relative_to(SOURCES).as_posix() not in ALLOWED
        for write in writes.find_writes(path.read_text("utf-8"))
    ]

    assert found == []


def test_each_exception_is_still_needed():
    for name in ALLOWED:
        assert writes.find_writes((SOURCES / name).read_text("utf-8")), name


@pytest.mark.parametrize(
    "line",
    [
        "dossier.save()",
        "dossier.save(update_fields=['state'])",
        "dossier.delete()",
        "Dossier.objects.create(state='x')",
        "Dossier.objects.using('owner').create(state='x')",
        "Dossier.objects.get_or_create(pk=1)",
        "Dossier.objects.bulk_create(rows)",
        "Dossier.objects.filter(pk=1).update(state='x')",
        "Dossier.objects.filter(pk=1).delete()",
        "open_dossiers.update(state='x')",
        "Dossier.objects.update(**changes)",
        "rows.insert([dossier])",
        "rows.update(dossier, ('state',))",
        "cursor.execute('UPDATE dossiers_dossier SET state = 1')",
        "cursor.execute('WITH old AS (SELECT 1) INSERT INTO x SELECT * FROM old')",
        "connection.execute(SQL('DELETE FROM {}').format(table))",
    ],
)
def test_a_change_is_seen(line):
    assert len(writes.find_writes(line)) == 1


@pytest.mark.parametrize(
    "line",
    [
        "digest.update(content)",
        "values.update(other)",
        "lines.insert(0, line)",
        "values.update({'state': 'x'})",
        "image.save(buffer, format='PNG')",
        "pdf.save(path)",
        "storage.delete(name)",
        "cache.delete('key')",
        "Charge.create(amount=1)",
        "cursor.execute('SELECT updated FROM x FOR UPDATE')",
        "Dossier.objects.filter(pk=1).first()",
        "cursor.execute(query)",
    ],
)
def test_what_only_looks_like_a_change_passes(line):
    assert writes.find_writes(line) == []


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("domain/dossiers/actions.py", True),
        ("domain/dossiers/actions/intake.py", True),
        ("domain/dossiers/queries.py", False),
        ("surfaces/desk/views/actions_list.py", False),
    ],
)
def test_actions_are_known_by_their_place(path, expected):
    assert writes.may_write(Path(path)) is expected
