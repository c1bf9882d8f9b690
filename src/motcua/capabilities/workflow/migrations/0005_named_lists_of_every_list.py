from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('workflow', '0004_named_lists'),
    ]

    operations = [
        # What was named before are cuts of the list of tasks.
        migrations.AddField(
            model_name='savedlist',
            name='listing',
            field=models.CharField(default='work', max_length=20),
            preserve_default=False,
        ),
        migrations.AlterField(
            model_name='savedlist',
            name='asked',
            field=models.CharField(max_length=2000),
        ),
        migrations.RemoveConstraint(
            model_name='savedlist',
            name='saved_list_once_by_name',
        ),
        migrations.AddConstraint(
            model_name='savedlist',
            constraint=models.UniqueConstraint(fields=('post_id', 'listing', 'name'), name='saved_list_once_by_name'),
        ),
    ]
