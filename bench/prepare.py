"""A cluster of its own with the demo province and so many dossiers; made once, kept for next time."""

from datetime import timedelta

from bench.__main__ import STATE

FILL = """
INSERT INTO dossiers_dossier (
    id, reference, reference_key, number, number_key, procedure_version_id, procedure_id, agency_id,
    receiving_agency_id, applicant_id, channel, state, lodged_at, waiting_since, intake_due_at,
    accepted_at, due_at, finished_at, handed_over_at, wrapped_key, last_seq, last_hash, handling)
SELECT nextval('dossiers_dossier_id_seq'),
    'NT-' || lpad(n::text, 10, 'Z'), 'NT' || lpad(n::text, 10, 'Z'),
    CASE WHEN n %% 50 > 0 THEN 'H99-20250101-' || n END,
    CASE WHEN n %% 50 > 0 THEN 'H9920250101' || n END,
    version.id, version.procedure_id, agency.id, agency.id, person.id, 'online',
    CASE WHEN n %% 50 = 0 THEN 'lodged' WHEN n %% 50 = 1 THEN 'in_progress' ELSE 'handed_over' END,
    at, at, at + interval '1 day',
    CASE WHEN n %% 50 > 0 THEN at END,
    CASE WHEN n %% 50 > 0 THEN at + interval '3 days' END,
    CASE WHEN n %% 50 > 1 THEN at + interval '2 days' END,
    CASE WHEN n %% 50 > 1 THEN at + interval '2 days' END,
    '\\x00', 1, '\\x00', 1
FROM generate_series(1, %s) n
CROSS JOIN LATERAL (SELECT now() - (n %% 500000) * interval '1 minute' AS at) moment
JOIN (SELECT id, procedure_id, row_number() OVER (ORDER BY id) - 1 AS place, count(*) OVER () AS many
      FROM procedures_procedureversion) version ON version.place = n %% version.many
JOIN (SELECT id, row_number() OVER (ORDER BY id) - 1 AS place, count(*) OVER () AS many
      FROM organisations_agency) agency ON agency.place = (n / 50) %% agency.many
JOIN (SELECT id, row_number() OVER (ORDER BY id) - 1 AS place FROM identity_person) person
    ON person.place = n %% (SELECT count(*) FROM identity_person)
"""


PEOPLE = """
INSERT INTO identity_person (full_name, pin_index, phone_index, sealed, created_at, updated_at)
SELECT (ARRAY['Nguyễn', 'Trần', 'Lê', 'Phạm', 'Hoàng', 'Huỳnh', 'Phan', 'Vũ', 'Võ', 'Đặng', 'Bùi', 'Đỗ'])[1 + n %% 12]
    || ' ' || (ARRAY['Văn', 'Thị', 'Đức', 'Thanh', 'Minh', 'Ngọc', 'Quốc', 'Hữu', 'Thu', 'Kim'])[1 + n / 12 %% 10]
    || ' ' || (ARRAY['An', 'Bình', 'Châu', 'Dũng', 'Đạt', 'Giang', 'Hà', 'Hạnh', 'Hòa', 'Hùng', 'Khánh', 'Lan', 'Linh', 'Mai',
        'Nam', 'Nga', 'Oanh', 'Phúc', 'Quân', 'Sơn', 'Tâm', 'Thảo', 'Trang', 'Tuấn', 'Uyên', 'Vinh', 'Xuân', 'Yến'])[1 + n / 120 %% 28]
    || CASE WHEN n %% 3 = 0 THEN '' ELSE ' ' || (ARRAY['Anh', 'Bảo', 'Chi', 'Duy', 'Hiền', 'Khoa', 'My', 'Phương'])[1 + n / 3360 %% 8] END,
    sha256(('pin ' || n)::bytea), sha256(('phone ' || n)::bytea), '\\x00', now(), now()
FROM generate_series(1, %s) n
"""
AGENCIES = """
INSERT INTO organisations_agency (code, old_code, name, name_en, short_name, level, kind, address, phone, email,
    province_code, commune_code, seal_name, valid_from)
SELECT 'Y99.' || n, '', 'Đơn vị đo ' || n, '', 'Đơn vị đo ' || n, 'province', 'department', '', '', '', '', '',
    'ĐƠN VỊ ĐO ' || n, '2025-07-01'
FROM generate_series((SELECT count(*) FROM organisations_agency) + 1, %s) n
"""
MANY_AGENCIES = 500
"""How many agencies a large province's systems serve; those that the demo lacks have no officers."""
SHARE_OF_PEOPLE = 5
"""How many dossiers a person has in the middle."""


def database(dossiers: int) -> None:
    """Make the database ready: migrated, the province loaded, filled up to so many dossiers."""
    from motcua.foundation.kernel import local
    from motcua.surfaces.cli.local import cluster

    cluster.ensure(STATE)
    if "MOTCUA_SECRET_KEY" not in local.read_local_settings():
        local.write_local_settings(
            {"MOTCUA_SECRET_KEY": "b" * 50, "MOTCUA_MASTER_KEY": "0c" * 32, "MOTCUA_DEMO": "1"}
        )
    import django

    django.setup()
    from django.core.management import call_command

    from motcua.foundation.kernel import reach

    reach.open_process()
    call_command("migrate", verbosity=0, interactive=False)
    _fill(dossiers)


def _fill(dossiers: int) -> None:
    from django.db import connections

    from motcua.foundation.kernel import clock
    from motcua.surfaces.cli.demo import world

    # Loading again adds what is new in the province, and nothing else.
    world.load(at=clock.now() - timedelta(days=1))
    with connections["owner"].cursor() as cursor:
        cursor.execute("SELECT count(*) FROM dossiers_dossier WHERE reference LIKE 'NT-Z%'")
        filled = cursor.fetchone()[0]
        cursor.execute("SELECT count(*) FROM identity_person WHERE sealed = '\\x00'")
        people, wanted = cursor.fetchone()[0], dossiers // SHARE_OF_PEOPLE
        if filled < dossiers or people < wanted:
            cursor.execute("DELETE FROM dossiers_dossier WHERE reference LIKE 'NT-Z%'")
            cursor.execute("DELETE FROM identity_person WHERE sealed = '\\x00'")
            cursor.execute(AGENCIES, [MANY_AGENCIES])
            cursor.execute(PEOPLE, [wanted])
            cursor.execute(FILL, [dossiers])
        cursor.execute("VACUUM ANALYZE dossiers_dossier")
        cursor.execute("ANALYZE")
