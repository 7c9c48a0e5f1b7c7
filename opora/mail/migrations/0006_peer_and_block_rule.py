import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("mail", "0005_mailbox_folders"),
    ]

    operations = [
        migrations.AddField(
            model_name="incomingmail", name="peer", field=models.GenericIPAddressField(null=True)
        ),
        migrations.AddField(
            model_name="incomingmail",
            name="peer_name",
            field=models.CharField(blank=True, default="", max_length=255),
        ),
        migrations.CreateModel(
            name="BlockRule",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "sort",
                    models.CharField(
                        choices=[
                            ("sender", "address"),
                            ("domain", "domain"),
                            ("subject", "words in the subject"),
                        ],
                        max_length=8,
                    ),
                ),
                ("value", models.CharField(max_length=254)),
                (
                    "action",
                    models.CharField(
                        choices=[("hold", "held for a decision"), ("aside", "set aside")],
                        default="aside",
                        max_length=5,
                    ),
                ),
                ("note", models.CharField(blank=True, default="", max_length=200)),
                ("added_at", models.DateTimeField()),
                ("hits", models.PositiveIntegerField(default=0)),
                ("last_hit_at", models.DateTimeField(null=True)),
                (
                    "added_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "db_table": "block_rule",
                "constraints": [models.UniqueConstraint(fields=("sort", "value"), name="block_rule_once")],
            },
        ),
    ]
