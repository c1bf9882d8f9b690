from django.db import migrations

PROGRESS = """
CREATE FUNCTION dossiers_progress(named text)
RETURNS TABLE (number text, reference text, state text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS $$
    SELECT one.number, one.reference, one.state FROM dossiers_dossier AS one
    WHERE one.number_key = named OR one.reference_key = named
    LIMIT 1
$$
"""
"""What anybody with the number may know, past the wall that holds officers to their agency (ADR 55)."""


class Migration(migrations.Migration):
    dependencies = [("dossiers", "0024_receipt_confirmed")]

    operations = [
        migrations.RunSQL(PROGRESS, "DROP FUNCTION dossiers_progress(text)"),
    ]
