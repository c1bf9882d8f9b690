from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [
        ('custody', '0004_losses_of_packs'),
    ]

    operations = [
        migrations.RemoveIndex(
            model_name='pack',
            name='pack_apology_owed',
        ),
        migrations.RemoveField(
            model_name='pack',
            name='apologised_at',
        ),
    ]
