from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('identity', '0008_browsers'),
    ]

    operations = [
        migrations.AddField(
            model_name='account',
            name='has_single_keys',
            field=models.BooleanField(db_default=True, default=True),
        ),
    ]
