"""What do we know of a customer, as one file for them? Data for programs, and each conversation as text."""

import io
import json
import re
import zipfile
from contextlib import suppress
from datetime import date, datetime, time
from typing import Any, Final
from uuid import UUID

from django.db import models
from django.db.models import Model

from warmline.conversations.models import Attachment, Conversation
from warmline.conversations.transcribing import as_text, transcribe
from warmline.customers.models import Customer
from warmline.files.stores import store
from warmline.files.stores.store import Missing
from warmline.privacy.reaching import Reached, portions, reach
from warmline.staff.models import Person

#: Keys to doors, and numbers that say nothing to a reader.
_LEFT_OUT: Final = frozenset({"token_hash", "client_id", "vector", "encoder", "versions"})
#: What colleagues had on their screens is theirs.
_NOT_THEIRS: Final = frozenset({"desk.Viewing", "desk.Draft", "notifications.Notice", "privacy.Erasure"})


def export(customer: Customer) -> bytes:
    """A ZIP: customer.json with every row that tells of them, conversations/*.txt, and files/* as they were kept."""
    reached = reach(customer)
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        text = json.dumps(gather(reached), ensure_ascii=False, indent=2)
        archive.writestr("customer.json", text)
        for row in customer.conversations.order_by("opened_at"):
            name = f"conversations/{row.opened_at:%Y-%m-%d}-{str(row.pk)[:8]}.txt"
            archive.writestr(name, _as_text(row))
        for attachment in Attachment.objects.filter(conversation__customer=customer).select_related("file"):
            if attachment.file.is_ready:
                _write_file(archive, attachment)
    return packed.getvalue()


def _write_file(archive: zipfile.ZipFile, attachment: Attachment) -> None:
    """Under its own name, which two files may share. What the disk has lost is missing here too."""
    with suppress(Missing), archive.open(f"files/{str(attachment.pk)[:8]}-{attachment.name}", "w") as file:
        for chunk in store().chunks(attachment.file_id):
            file.write(chunk)


def _as_text(conversation: Any) -> str:
    assert isinstance(conversation, Conversation)  # noqa: S101 (a reverse relation has no type here)
    return as_text(transcribe(conversation, language=conversation.language))


def file_name(customer: Customer) -> str:
    words = re.sub(r"[^a-z0-9]+", "-", str(customer).casefold()).strip("-")
    return f"{words or 'customer'}-{customer.pk}.zip"


def gather(reached: Reached) -> dict[str, list[dict[str, Any]]]:
    """By kind of row, such as "conversations.Message"."""
    people = dict(Person.objects.values_list("pk", "name"))
    return {
        model._meta.label: [
            _row(row, people)
            for portion in portions(keys)
            for row in model._base_manager.filter(pk__in=portion).order_by("pk")
        ]
        for model, keys in reached.items()
        if model._meta.label not in _NOT_THEIRS
    }


def _row(row: Model, people: dict[Any, str]) -> dict[str, Any]:
    return {
        field.name: _value(field, getattr(row, field.attname), people)
        for field in row._meta.concrete_fields
        if field.name not in _LEFT_OUT and not isinstance(field, models.BinaryField)
    }


def _value(field: "models.Field[Any, Any]", value: Any, people: dict[Any, str]) -> Any:
    """A colleague by name; whatever else JSON does not know as text."""
    if field.related_model is Person:
        return people.get(value)
    if isinstance(value, datetime | date | time):
        return value.isoformat()
    return str(value) if isinstance(value, UUID) else value
