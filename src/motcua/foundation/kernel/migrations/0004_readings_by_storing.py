"""Readings bear when the database took them in: those of before, the moment of this migration."""

import django.contrib.postgres.indexes
import django.db.models.functions.datetime
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('kernel', '0003_readings_found_by_subject'),
    ]

    operations = [
        migrations.AddField(
            model_name='reading',
            name='stored_at',
            field=models.DateTimeField(db_default=django.db.models.functions.datetime.Now()),
        ),
        migrations.AddIndex(
            model_name='reading',
            index=django.contrib.postgres.indexes.BrinIndex(autosummarize=True, fields=['stored_at'], name='reading_by_storing', pages_per_range=32),
        ),
    ]
