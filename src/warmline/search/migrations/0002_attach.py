from django.db import migrations

from warmline.search.attaching import attach


class Migration(migrations.Migration):
    """The text index, its triggers, and what was written before them."""

    dependencies = [
        ("search", "0001_initial"),
        ("conversations", "0002_mention"),
        ("customers", "0001_initial"),
    ]
    operations = [migrations.RunPython(attach, migrations.RunPython.noop)]
