from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("desk", "0005_more_folders")]

    operations = [
        migrations.AddField(
            model_name="department", name="opens_forwarded", field=models.BooleanField(default=True)
        ),
    ]
