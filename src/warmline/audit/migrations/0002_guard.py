"""The database refuses to change or remove what is written."""

from typing import Any

from django.db import migrations

from warmline.audit.guard import statements_to_lift, statements_to_put_up


def put_up(apps: Any, schema_editor: Any) -> None:
    for statement in statements_to_put_up(schema_editor.connection.vendor):
        schema_editor.execute(statement)


def lift(apps: Any, schema_editor: Any) -> None:
    for statement in statements_to_lift(schema_editor.connection.vendor):
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("audit", "0001_initial")]
    operations = [migrations.RunPython(put_up, lift)]
