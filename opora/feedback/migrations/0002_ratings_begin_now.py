"""The reader “ratings” begins with what happens from now on: on a desk with a history it must not write to everybody."""

from django.db import migrations
from django.utils import timezone


def begin_now(apps, schema_editor):
    numbering = apps.get_model("events", "Numbering").objects.filter(pk=1).first()
    if numbering is not None and numbering.last:
        places = apps.get_model("events", "ReaderPlace").objects
        place = {"position": numbering.last, "moved_at": timezone.now()}
        places.get_or_create(name="ratings", defaults=place)


class Migration(migrations.Migration):
    dependencies = [
        ("events", "0001_first"),
        ("feedback", "0001_first"),
    ]

    operations = [migrations.RunPython(begin_now, migrations.RunPython.noop)]
