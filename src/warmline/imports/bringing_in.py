"""How is a list brought in? Kept as it came, looked through, and then written as a whole or not at all."""

from collections.abc import Iterable, Mapping
from datetime import timedelta
from typing import Final

from django.db import IntegrityError, transaction
from django.db.models import Model
from django.utils.translation import gettext as _

from warmline.audit.recording import record
from warmline.customers.models import Customer
from warmline.imports.errors import ListRefused
from warmline.imports.kind import Kind
from warmline.imports.models import Upload
from warmline.imports.planning import CHANGED, NEW, SAME, Plan, Step, plan
from warmline.imports.sheet import decode
from warmline.lib.catalogue import parts_in
from warmline.lib.time import now
from warmline.staff.models import Person

#: A list that nobody brought in is dropped, with the customers' words in it (chosen by us).
KEPT_FOR: Final = timedelta(hours=24)


def kinds() -> Mapping[str, Kind]:
    """By their key."""
    return {kind.key: kind for kind in parts_in("warmline.imports.kinds", "KIND", Kind)}


def take_in(kind: Kind, name: str, content: bytes, person: Person) -> Upload:
    """Keeps the file as it came. Raises ListRefused when it is no list of this kind."""
    text = decode(content)
    plan(kind, text)
    Upload.objects.filter(done_at=None, at__lt=now() - KEPT_FOR).delete()
    return Upload.objects.create(kind=kind.key, name=name[:120], content=text, person=person, at=now())


def bring_in(upload_id: int) -> Upload:
    """All of it in one transaction. Raises ListRefused when a row is wrong, or it was brought in already."""
    try:
        with transaction.atomic():
            upload = Upload.objects.select_for_update().get(pk=upload_id)
            if upload.done_at:
                raise ListRefused(_("This list was brought in already."))
            found = plan(kinds()[upload.kind], upload.content)
            if found.errors:
                raise ListRefused(_("Something in this list is wrong; nothing was brought in."))
            _write(found)
            upload.counts = {
                **{state: found.count(state) for state in (NEW, CHANGED, SAME)},
                "customers": len(found.new_customers),
            }
            upload.content, upload.done_at = "", now()
            upload.save(update_fields=["counts", "content", "done_at"])
            record("list imported", f"list {upload.kind}", upload.counts)
    except IntegrityError:
        raise ListRefused(
            _("Somebody brought in the same at this moment; nothing of this one was. Look again.")
        ) from None
    return upload


def _write(found: Plan) -> None:
    Customer.objects.bulk_create(found.new_customers, batch_size=500)
    fresh: dict[type[Model], list[Model]] = {}
    for step in found.steps:
        if step.state == NEW:
            values = {**step.wanted.by, **step.wanted.to}
            fresh.setdefault(step.wanted.model, []).append(step.wanted.model(**values))
    for model, rows in fresh.items():
        model._default_manager.bulk_create(rows, batch_size=500)
    _change(step for step in found.steps if step.state == CHANGED)


def _change(steps: Iterable[Step]) -> None:
    for step in steps:
        assert step.was is not None  # noqa: S101 (what is changed is there)
        for name, value in step.wanted.to.items():
            setattr(step.was, name, value)
        step.was.save(update_fields=list(step.wanted.to))
