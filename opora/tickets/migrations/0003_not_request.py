from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("tickets", "0002_index_merged_only")]

    operations = [
        migrations.AddField(
            model_name="ticket", name="not_request_at", field=models.DateTimeField(null=True)
        ),
        migrations.AddIndex(
            model_name="ticket",
            index=models.Index(
                fields=["-last_message_at", "-id"],
                name="ticket_not_request",
                condition=models.Q(not_request_at__isnull=False),
            ),
        ),
    ]
