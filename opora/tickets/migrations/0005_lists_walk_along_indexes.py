"""The indexes of the lists hold all that a count looks at, and unassigned tickets have one of their own.

The new ones come before the old ones go: no list is without an index while a large table is indexed.
"""

from django.db import migrations, models

WALKED = ["-last_message_at", "-id", "merged_into", "not_request_at"]


class Migration(migrations.Migration):
    dependencies = [("tickets", "0004_leaving_and_drafts")]

    operations = [
        migrations.AddIndex(
            model_name="ticket",
            index=models.Index(fields=["status", *WALKED], name="ticket_by_status"),
        ),
        migrations.AddIndex(
            model_name="ticket",
            index=models.Index(fields=["department", "status", *WALKED], name="ticket_by_department"),
        ),
        migrations.AddIndex(
            model_name="ticket",
            index=models.Index(fields=["assignee", "status", *WALKED], name="ticket_by_assignee"),
        ),
        migrations.AddIndex(
            model_name="ticket",
            index=models.Index(
                fields=["status", *WALKED],
                name="ticket_unassigned",
                condition=models.Q(assignee__isnull=True),
            ),
        ),
        migrations.AddIndex(
            model_name="ticket",
            index=models.Index(
                fields=["department", "status", *WALKED],
                name="ticket_unassigned_department",
                condition=models.Q(assignee__isnull=True),
            ),
        ),
        migrations.RemoveIndex(model_name="ticket", name="ticket_list"),
        migrations.RemoveIndex(model_name="ticket", name="ticket_list_department"),
        migrations.RemoveIndex(model_name="ticket", name="ticket_list_assignee"),
    ]
