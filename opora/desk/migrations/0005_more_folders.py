from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("desk", "0004_department_notices")]

    operations = [
        migrations.AddField(
            model_name="mailbox",
            name="first_visit",
            field=models.CharField(
                choices=[
                    ("new", "none, only what comes from now on"),
                    ("unread", "those that are unread"),
                    ("all", "all of them"),
                ],
                default="unread",
                max_length=8,
            ),
        ),
        migrations.AddField(
            model_name="mailbox",
            name="more_folders",
            field=models.JSONField(blank=True, default=list),
        ),
        migrations.AlterField(
            model_name="mailbox",
            name="after_fetch",
            field=models.CharField(
                choices=[
                    ("seen", "mark as read"),
                    ("flag", "flag (a star)"),
                    ("keyword", "give it the keyword $Opora, leave it unread"),
                    ("move", "move to another folder"),
                    ("delete", "delete"),
                ],
                default="seen",
                max_length=8,
            ),
        ),
    ]
