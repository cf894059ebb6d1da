"""What a customer sent goes into their archive, and goes with them when they are erased."""

import io
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from warmline.conversations import recording
from warmline.conversations.attaching import CUSTOMER, attach
from warmline.conversations.models import Message
from warmline.customers.models import Customer
from warmline.desk.tests.talk import open_talk
from warmline.files.keeping import prepare
from warmline.files.kinds import GROUPS
from warmline.files.models import File
from warmline.files.stores import store
from warmline.jobs.models import Job
from warmline.privacy.erasing import erase
from warmline.privacy.exporting import export
from warmline.staff.models import Person


def test_files_are_exported_and_erased_unless_somebody_else_sent_the_same(
    dana: Customer, alice: Person, tmp_path: Path, settings: Any, work: Callable[..., int]
) -> None:
    settings.DATA = tmp_path
    other = Customer.objects.create(name="Erin Cole")
    for customer, content in ((dana, b"my bill"), (dana, b"shared"), (other, b"shared")):
        source = tmp_path / "source"
        source.write_bytes(content)
        talk = open_talk(customer)
        waiting = attach(talk.pk, CUSTOMER, prepare(source, "bill.txt", GROUPS))
        recording.record(talk.pk, "1", "", [str(waiting.pk)])
    packed = zipfile.ZipFile(io.BytesIO(export(dana)))
    files = [name for name in packed.namelist() if name.startswith("files/")]
    assert sorted(packed.read(name) for name in files) == [b"my bill", b"shared"]
    erase(dana.pk, alice)
    Job.objects.exclude(name="customer erased").delete()
    work()
    assert not Message.objects.filter(conversation__customer=dana, attached__gt=0).exists()
    kept = File.objects.get()
    assert store().digests() == {kept.digest}
    assert b"".join(store().chunks(kept.digest)) == b"shared"
