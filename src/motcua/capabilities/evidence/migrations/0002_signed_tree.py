"""Checkpoints sign the root of one tree over all positions; those of before bore no signature.

They covered a run of positions each and proved to nobody outside what the positions prove themselves.
The first signed one covers every position from the first.
"""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('evidence', '0001_initial'),
    ]

    operations = [
        migrations.DeleteModel(
            name='Checkpoint',
        ),
        migrations.CreateModel(
            name='Certificate',
            fields=[
                ('fingerprint', models.CharField(max_length=64, primary_key=True, serialize=False)),
                ('content', models.BinaryField()),
            ],
        ),
        migrations.CreateModel(
            name='Subtree',
            fields=[
                ('pk', models.CompositePrimaryKey('height', 'index', blank=True, editable=False, primary_key=True, serialize=False)),
                ('height', models.PositiveSmallIntegerField()),
                ('index', models.BigIntegerField()),
                ('hash', models.BinaryField()),
                ('leaves', models.BinaryField(default=b'')),
            ],
        ),
        migrations.CreateModel(
            name='Checkpoint',
            fields=[
                ('number', models.BigIntegerField(primary_key=True, serialize=False)),
                ('size', models.BigIntegerField()),
                ('root', models.BinaryField()),
                ('previous_hash', models.BinaryField()),
                ('hash', models.BinaryField()),
                ('made_at', models.DateTimeField()),
                ('signature', models.BinaryField()),
                ('certificate', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='evidence.certificate')),
            ],
            options={
                'constraints': [
                    models.CheckConstraint(condition=models.Q(('size__gt', 0)), name='checkpoint_covers_something'),
                    models.UniqueConstraint(fields=('size',), name='checkpoint_covers_more_than_the_last'),
                ],
            },
        ),
    ]
