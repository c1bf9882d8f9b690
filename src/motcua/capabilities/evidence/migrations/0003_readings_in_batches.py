from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('evidence', '0002_signed_tree'),
    ]

    operations = [
        migrations.CreateModel(
            name='ReadingBatch',
            fields=[
                ('number', models.BigIntegerField(primary_key=True, serialize=False)),
                ('until', models.DateTimeField()),
                ('count', models.PositiveIntegerField()),
                ('rows', models.BinaryField()),
                ('hash', models.BinaryField()),
            ],
        ),
    ]
