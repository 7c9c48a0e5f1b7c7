"""The words that persons are found by, and those of everybody who is there already."""

import django.db.models.deletion
from django.db import migrations, models

from opora.people.finding.folding import words_found_by

AT_ONCE = 1000


def file_everybody(apps, schema_editor):
    Person, Identity, PersonWord = (
        apps.get_model("people", name) for name in ("Person", "Identity", "PersonWord")
    )
    last = 0
    while people := list(
        Person.objects.filter(pk__gt=last).order_by("pk").values_list("pk", "name")[:AT_ONCE]
    ):
        addresses = {}
        known = Identity.objects.filter(person__in=[key for key, _name in people])
        for key, shown in known.values_list("person_id", "shown"):
            addresses.setdefault(key, []).append(shown)
        PersonWord.objects.bulk_create(
            [
                PersonWord(person_id=key, word=word, of_name=of_name)
                for key, name in people
                for word, of_name in words_found_by(name, addresses.get(key, ())).items()
            ],
            ignore_conflicts=True,
            batch_size=AT_ONCE,
        )
        last = people[-1][0]


class Migration(migrations.Migration):
    dependencies = [("people", "0003_undeliverable_and_undo")]

    operations = [
        migrations.CreateModel(
            name="PersonWord",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("word", models.CharField(max_length=60)),
                ("of_name", models.BooleanField()),
                (
                    "person",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="words",
                        to="people.person",
                    ),
                ),
            ],
            options={
                "db_table": "person_word",
                "indexes": [
                    models.Index(
                        fields=["word", "person"],
                        name="person_word_found",
                        opclasses=["varchar_pattern_ops", "int8_ops"],
                    )
                ],
                "constraints": [models.UniqueConstraint(fields=("person", "word"), name="person_word_once")],
            },
        ),
        migrations.RunPython(file_everybody, migrations.RunPython.noop, elidable=True),
    ]
