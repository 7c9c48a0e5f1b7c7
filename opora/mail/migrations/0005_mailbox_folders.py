import django.db.models.deletion
from django.db import migrations, models


def _move_states(apps, schema_editor):
    """What was one folder's state on the mailbox is now the state of that folder."""
    State, Folder = apps.get_model("mail", "MailboxState"), apps.get_model("mail", "MailboxFolder")
    for state in State.objects.select_related("mailbox").filter(uid_validity__isnull=False):
        folder = Folder.objects.create(
            mailbox=state.mailbox,
            name=state.mailbox.folder or "INBOX",
            uid_validity=state.uid_validity,
            last_uid=state.last_uid,
            first_uid=state.first_uid,
            since=state.since,
            checked_at=state.checked_at,
        )
        if state.mailbox.incoming == "imap":
            apps.get_model("mail", "FetchedMail").objects.filter(mailbox=state.mailbox).update(folder=folder)
    if schema_editor.connection.vendor == "postgresql":  # what follows changes these tables again
        schema_editor.execute("SET CONSTRAINTS ALL IMMEDIATE")


class Migration(migrations.Migration):
    dependencies = [("desk", "0005_more_folders"), ("mail", "0004_templates")]

    operations = [
        migrations.CreateModel(
            name="MailboxFolder",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=255)),
                ("uid_validity", models.BigIntegerField(null=True)),
                ("last_uid", models.BigIntegerField(default=0)),
                ("first_uid", models.BigIntegerField(default=0)),
                ("since", models.DateField(null=True)),
                ("checked_at", models.DateTimeField(null=True)),
                (
                    "mailbox",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="folder_states",
                        to="desk.mailbox",
                    ),
                ),
            ],
            options={"db_table": "mailbox_folder"},
        ),
        migrations.AddConstraint(
            model_name="mailboxfolder",
            constraint=models.UniqueConstraint(fields=("mailbox", "name"), name="mailbox_folder_once"),
        ),
        migrations.RemoveConstraint(model_name="fetchedmail", name="fetched_mail_once"),
        migrations.AddField(
            model_name="fetchedmail",
            name="folder",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="fetched_mails",
                to="mail.mailboxfolder",
            ),
        ),
        migrations.AddField(
            model_name="fetchedmail", name="next_attempt_at", field=models.DateTimeField(null=True)
        ),
        migrations.AddField(
            model_name="mailboxstate", name="after_failure", field=models.TextField(blank=True, default="")
        ),
        migrations.AddField(
            model_name="incomingmail", name="raw_purged_at", field=models.DateTimeField(null=True)
        ),
        migrations.AddIndex(
            model_name="incomingmail", index=models.Index(fields=["digest"], name="incoming_digest")
        ),
        migrations.RunPython(_move_states, migrations.RunPython.noop),
        migrations.AddConstraint(
            model_name="fetchedmail",
            constraint=models.UniqueConstraint(
                fields=("folder", "uid_validity", "uid"), name="fetched_mail_of_folder_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="fetchedmail",
            constraint=models.UniqueConstraint(
                condition=models.Q(("folder__isnull", True)),
                fields=("mailbox", "uid"),
                name="fetched_mail_of_pop3_once",
            ),
        ),
        migrations.RemoveField(model_name="mailboxstate", name="first_uid"),
        migrations.RemoveField(model_name="mailboxstate", name="last_uid"),
        migrations.RemoveField(model_name="mailboxstate", name="since"),
        migrations.RemoveField(model_name="mailboxstate", name="uid_validity"),
    ]
