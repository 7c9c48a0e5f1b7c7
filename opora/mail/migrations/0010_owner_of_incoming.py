"""Which process tries a mail, so that what a killed one was about is tried again at once."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("mail", "0009_notices_begin_now")]

    operations = [
        migrations.AddField(
            model_name="incomingmail",
            name="owner",
            field=models.CharField(blank=True, default="", max_length=80),
        ),
    ]
