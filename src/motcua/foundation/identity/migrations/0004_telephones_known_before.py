"""Index the telephone numbers that were sealed before there was an index of them."""

from django.db import migrations

from motcua.foundation.identity.personal import open_values, phone_index
from motcua.foundation.kernel import sealing
from motcua.foundation.kernel.subjects import Subject

CHUNK = 1000


def index_phones(apps, schema_editor):
    people = apps.get_model("identity", "Person").objects.using(schema_editor.connection.alias)
    keys = apps.get_model("kernel", "SubjectKey").objects.using(schema_editor.connection.alias)
    last = 0
    while chunk := list(people.filter(pk__gt=last).order_by("pk")[:CHUNK]):
        last = chunk[-1].pk
        names = [str(person.pk) for person in chunk]
        wrapped = dict(keys.filter(kind="person", key__in=names).values_list("key", "wrapped"))
        known = [person for person in chunk if str(person.pk) in wrapped]
        for person in known:
            subject = Subject(kind="person", key=str(person.pk))
            data_key = sealing.unwrap_key(wrapped[subject.key], subject)
            person.phone_index = phone_index(open_values(data_key, person.sealed).phone)
        found = [person for person in known if person.phone_index is not None]
        people.bulk_update(found, ["phone_index"])


class Migration(migrations.Migration):

    atomic = False
    """Chunk by chunk: doing one again changes nothing."""

    dependencies = [
        ('identity', '0003_people_found_without_marks_and_by_telephone'),
        ('kernel', '0001_initial'),
    ]

    operations = [migrations.RunPython(index_phones, migrations.RunPython.noop, elidable=True)]
