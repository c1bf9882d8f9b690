from django.db import migrations

LIES_WITH = """
CREATE FUNCTION notes_lies_with(note_id bigint, agency_id bigint) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS $$
    SELECT EXISTS (
        SELECT 1 FROM notes_note AS note JOIN dossiers_dossier AS one ON one.id = note.dossier_id
        WHERE note.id = $1 AND $2 IN (one.agency_id, one.receiving_agency_id)
    )
$$
"""
"""Asked while it is being found out who acts, when the connection reaches nothing yet (ADR 55)."""


class Migration(migrations.Migration):
    dependencies = [
        ("dossiers", "0025_progress_for_anybody"),
        ("notes", "0002_unread_mentions"),
    ]

    operations = [
        migrations.RunSQL(LIES_WITH, "DROP FUNCTION notes_lies_with(bigint, bigint)"),
    ]
