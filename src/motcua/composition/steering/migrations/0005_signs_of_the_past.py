"""Follow the log from its beginning once more: signs were not written before."""

from django.db import migrations


def begin_anew(apps, schema_editor):
    followed = apps.get_model("steering", "Followed").objects.using(schema_editor.connection.alias)
    followed.update(position=0)


class Migration(migrations.Migration):

    dependencies = [
        ('steering', '0004_signs'),
    ]

    operations = [migrations.RunPython(begin_anew, migrations.RunPython.noop)]
