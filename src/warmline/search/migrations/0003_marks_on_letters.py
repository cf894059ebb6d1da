from typing import Any

from django.db import migrations

from warmline.search.attaching import attach

#: What holds marks was read by PostgreSQL in other pieces before, and is read anew.
_FORGET = """
SET CONSTRAINTS ALL IMMEDIATE;
DELETE FROM search_entry USING conversations_message kept
WHERE kept.id = message_id AND normalize(kept.text, NFKD) ~ search_marks();
DELETE FROM search_entry USING conversations_note kept
WHERE kept.id = note_id AND normalize(kept.text, NFKD) ~ search_marks();
DELETE FROM search_entry USING customers_customer kept
WHERE kept.id = customer_id
    AND normalize(concat_ws(' ', kept.name, kept.address, kept.note), NFKD) ~ search_marks();
"""


def read_anew(apps: Any, schema_editor: Any) -> None:
    if schema_editor.connection.vendor != "postgresql":
        return
    attach()
    with schema_editor.connection.cursor() as cursor:
        cursor.execute(_FORGET)
    attach()


class Migration(migrations.Migration):
    """Words with signs on their letters, such as Hindi's, are found on PostgreSQL too."""

    dependencies = [("search", "0002_attach")]
    operations = [migrations.RunPython(read_anew, migrations.RunPython.noop)]
