"""Who entered the queue of late: asked for each time somebody is told how long they may wait."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("conversations", "0009_signed")]

    operations = [
        migrations.AddIndex(
            model_name="holderchange",
            index=models.Index(fields=["holder", "at"], name="holder_change_lately"),
        ),
    ]
