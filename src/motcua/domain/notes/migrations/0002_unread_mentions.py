from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('identity', '0007_stand_ins'),
        ('notes', '0001_notes_of_officers'),
    ]

    operations = [
        migrations.AddIndex(
            model_name='mention',
            index=models.Index(condition=models.Q(('read_at__isnull', True)), fields=['post', 'id'], name='mention_unread'),
        ),
    ]
