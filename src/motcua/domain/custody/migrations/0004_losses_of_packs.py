"""What was missing before losses had rows of their own."""

from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [
        ('custody', '0003_losses'),
    ]

    operations = [
        migrations.RunSQL(
            "INSERT INTO custody_loss"
            " (dossier_id, pack_id, missing, damaged, noted_at, answered_at, cost, bearer, is_open)"
            " SELECT dossier_id, id, missing, '[]', since, apologised_at, 0, '', apologised_at IS NULL"
            " FROM custody_pack WHERE missing <> '[]'::jsonb",
            migrations.RunSQL.noop,
        ),
    ]
