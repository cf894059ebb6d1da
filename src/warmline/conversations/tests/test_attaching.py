"""Files of messages: uploaded first, then taken along once, by the right one, and gone when they should be."""

import io
import socket
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.conf import settings
from PIL import Image

from warmline.conversations import attaching, handover, noting, opening, recording, revising, sending
from warmline.conversations.appending import Words
from warmline.conversations.attaching import CUSTOMER, Sender, attach, waiting_of
from warmline.conversations.checking import check
from warmline.conversations.errors import BadAttachment, BadText
from warmline.conversations.holding import Actor
from warmline.conversations.models import Attachment, Conversation, DueReply, Kind
from warmline.conversations.reading import all_as_seen_by_customer, messages_after, open_turn
from warmline.conversations.transcribing import as_data, as_text, transcribe
from warmline.customers.models import Customer
from warmline.files.errors import FileRefused
from warmline.files.keeping import Prepared, prepare
from warmline.files.kinds import GROUPS
from warmline.files.models import File
from warmline.files.stores import store
from warmline.files.stores.store import Missing
from warmline.jobs.models import Job
from warmline.staff.models import Person
from warmline.web.options import change

BOT = Actor(Kind.BOT, "Crumb")


@pytest.fixture(autouse=True)
def _own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings, "DATA", tmp_path)


@pytest.fixture
def chat(business: Any, work: Any) -> Conversation:
    return opening.begin(Customer.objects.create(), BOT, Words("I am an automatic assistant.")).conversation


def ready(name: str, content: bytes = b"a note") -> Prepared:
    path = Path(settings.DATA) / uuid4().hex
    path.write_bytes(content)
    return prepare(path, name, GROUPS)


def picture(shade: int = 9) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (30, 20), shade).save(out, "PNG")
    return out.getvalue()


def send(chat: Conversation, *names: str, sender: Sender = CUSTOMER) -> list[str]:
    return [str(attach(chat.pk, sender, ready(name, name.encode())).pk) for name in names]


def seen(chat: Conversation) -> list[dict[str, Any]]:
    return all_as_seen_by_customer(messages_after(chat.pk, 0), "de")


def content(file: File) -> bytes:
    return b"".join(store().chunks(file.digest))


def test_a_message_takes_its_files_along_once_and_in_its_order(chat: Conversation) -> None:
    one, two = send(chat, "b.txt", "a.txt")
    first = recording.record(chat.pk, "1", "Here they are", [two, one])
    again = recording.record(chat.pk, "1", "Here they are", [two, one])
    assert first.is_new and not again.is_new and first.message.attached == 2
    told = seen(chat)[1]["attachments"]
    assert [each["name"] for each in told] == ["a.txt", "b.txt"]
    assert told[0]["url"].startswith("/chat/files/") and told[0]["type"] == "text/plain"
    with pytest.raises(BadAttachment):
        recording.record(chat.pk, "2", "Again", [one])
    assert chat.messages.count() == 2 and seen(chat)[0]["attachments"] == []


def test_a_file_alone_is_a_message_and_not_a_deleted_one(chat: Conversation) -> None:
    recording.record(chat.pk, "1", None, send(chat, "bill.txt"))
    told = seen(chat)[1]
    assert (told["text"], told["revised"]) == ("", None)
    turn = open_turn(chat.pk)
    assert turn is not None and turn.files == 1 and turn.text == ""
    assert "[bill.txt]" in as_text(transcribe(chat))
    assert as_data(chat, transcribe(chat))["entries"][1]["files"] == ["bill.txt"]


@pytest.mark.parametrize(
    "named", ["x", {"a": 1}, [1], ["no-id"], ["00000000-0000-0000-0000-000000000000"], ["x"] * 1000]
)
def test_nonsense_for_files_stores_nothing(chat: Conversation, named: object) -> None:
    with pytest.raises(BadAttachment):
        recording.record(chat.pk, "1", "Hello", named)
    with pytest.raises(BadText):
        recording.record(chat.pk, "1", "", [])
    assert chat.messages.count() == 1


def test_nobody_sends_a_file_of_another_conversation_or_of_somebody_else(
    chat: Conversation, bob: Person, carol: Person
) -> None:
    other = opening.begin(Customer.objects.create(), BOT, Words("I am an automatic assistant.")).conversation
    (theirs,) = send(other, "theirs.txt")
    (of_bob,) = send(chat, "bob.txt", sender=Sender(bob, "reply"))
    for named in (theirs, of_bob):
        with pytest.raises(BadAttachment):
            recording.record(chat.pk, uuid4().hex, "mine?", [named])
    handover.take(chat.pk, carol)
    with pytest.raises(BadAttachment):
        saying_now(chat, carol, of_bob)
    assert not attaching.remove_waiting(chat.pk, CUSTOMER, other.attachments.get().pk)


def saying_now(chat: Conversation, person: Person, *named: str) -> Any:
    chat.refresh_from_db()
    written = sending.Written("Here", uuid4().hex, chat.last_number, named)
    return sending.send_soon(chat.pk, person, written, seconds=0)


def test_two_messages_at_once_cannot_take_the_same_file(chat: Conversation) -> None:
    """Under the conversation's lock they come one after the other, whatever the database."""
    (one,) = send(chat, "one.txt")
    outcomes = []
    for client_id in ("first", "second"):
        try:
            recording.record(chat.pk, client_id, "", [one])
            outcomes.append("taken")
        except BadAttachment:
            outcomes.append("refused")
    assert outcomes == ["taken", "refused"] and chat.messages.count() == 2


def test_a_reply_taken_back_leaves_its_files_in_the_box_and_then_sends_them(
    chat: Conversation, bob: Person
) -> None:
    handover.take(chat.pk, bob)
    chat.refresh_from_db()
    box = Sender(bob, "reply")
    named = tuple(send(chat, "offer.txt", sender=box))
    due = sending.send_soon(chat.pk, bob, sending.Written("", "1", chat.last_number, named), seconds=10)
    assert isinstance(due, DueReply) and not waiting_of(chat.pk, box).exists()
    sending.take_back(chat.pk, bob, due.pk)
    assert [str(each.pk) for each in waiting_of(chat.pk, box)] == list(named)
    due = sending.send_soon(chat.pk, bob, sending.Written("", "2", chat.last_number, named), seconds=10)
    assert isinstance(due, DueReply)
    sending.leave(str(chat.pk), due.pk)
    sending.leave(str(chat.pk), due.pk)
    said = chat.messages.latest("number")
    assert (said.person, said.attached, said.attachments.get().name) == (bob, 1, "offer.txt")
    chat.refresh_from_db()
    assert chat.waiting_since is None and handover.last_unanswered(chat) == 0


def test_a_note_keeps_its_files_from_the_customer(chat: Conversation, bob: Person) -> None:
    (named,) = send(chat, "inside.txt", sender=Sender(bob, "note"))
    written = noting.note(chat.pk, bob, "", (named,))
    assert written.attachments.get().name == "inside.txt"
    assert "inside" not in str(seen(chat)) and "inside" not in as_text(transcribe(chat))
    assert "[inside.txt]" in as_text(transcribe(chat, with_notes=True))


def test_what_is_deleted_is_gone_with_its_content_unless_somebody_else_has_it(
    chat: Conversation, bob: Person
) -> None:
    handover.take(chat.pk, bob)
    box = Sender(bob, "reply")
    same = attach(chat.pk, CUSTOMER, ready("same.txt", b"shared"))
    mine = attach(chat.pk, box, ready("mine.txt", b"shared"))
    only = attach(chat.pk, box, ready("only.txt", b"mine alone"))
    assert same.file == mine.file and File.objects.count() == 2
    message = saying_now(chat, bob, str(mine.pk), str(only.pk))
    revising.delete(chat.pk, bob, message.number)
    assert seen(chat)[-1]["revised"] == "deleted" and seen(chat)[-1]["attachments"] == []
    assert message.revisions.get().text == "Here\n[mine.txt]\n[only.txt]"
    assert content(same.file) == b"shared"
    with pytest.raises(Missing):
        content(only.file)
    assert list(File.objects.all()) == [same.file]


def test_what_nobody_sent_is_tidied_and_so_is_what_erasing_leaves(
    chat: Conversation, bob: Person, work: Callable[..., int]
) -> None:
    left, kept = send(chat, "left.txt", "kept.txt")
    recording.record(chat.pk, "1", "", [kept])
    send(chat, "draft.txt", sender=Sender(bob, "reply"))
    Job.objects.filter(name="message recorded").delete()
    work(minutes=25 * 60)
    names = set(Attachment.objects.values_list("name", flat=True))
    assert names == {"kept.txt", "draft.txt"} and File.objects.count() == 2
    Attachment.objects.get(pk=kept).message.delete()  # type: ignore[union-attr]
    assert attaching.tidy() == 1 and File.objects.count() == 1
    attaching.forget_left(left)


def test_more_than_the_owner_allows_is_refused_and_a_sent_one_makes_room(chat: Conversation) -> None:
    change("files.most_in_message", 2)
    named = send(chat, "1.txt", "2.txt")
    with pytest.raises(FileRefused) as error:
        send(chat, "3.txt")
    assert error.value.status == 409
    recording.record(chat.pk, "1", "", named)
    send(chat, "3.txt")
    change("files.mb_of_conversation", 1)
    with pytest.raises(FileRefused) as error:
        attach(chat.pk, CUSTOMER, ready("large.txt", b"x" * 1_000_000))
    assert error.value.status == 413
    with pytest.raises(FileRefused):
        prepare(ready("a.txt").path, "a.txt", ["pictures"])


def test_ten_thousand_uploads_leave_what_one_message_may_hold(chat: Conversation) -> None:
    prepared = ready("same.txt")
    taken = 0
    for _ in range(200):
        try:
            attach(chat.pk, CUSTOMER, prepared)
            taken += 1
        except FileRefused:
            continue
    assert taken == 5 and File.objects.count() == 1


def test_content_lies_private_and_a_full_disk_leaves_nothing(
    chat: Conversation, monkeypatch: pytest.MonkeyPatch
) -> None:
    if settings.DATABASES["default"]["ENGINE"].endswith("postgresql"):
        pytest.skip("there the database keeps it")
    waiting = attach(chat.pk, CUSTOMER, ready("photo.png", picture()))
    (path,) = [each for each in (settings.DATA / "files").rglob("*") if each.is_file()]
    assert path.name == waiting.file_id and path.stat().st_mode & 0o077 == 0
    assert path.parent.stat().st_mode & 0o077 == 0

    def no_room(*_: Any) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("warmline.files.stores.folder.shutil.copyfileobj", no_room)
    with pytest.raises(FileRefused) as error:
        ready("more.png", picture(99))
    assert error.value.status == 507
    assert len([each for each in (settings.DATA / "files").rglob("*") if each.is_file()]) == 1


@pytest.fixture
def clamd(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[list[bytes]]:
    """Speaks as clamd does; finds a virus in what holds EICAR, and breaks off for what holds BREAK."""
    heard: list[bytes] = []
    listener = socket.socket(socket.AF_UNIX)
    listener.bind(str(tmp_path / "s"))
    listener.listen()

    def serve() -> None:
        while True:
            try:
                line, _ = listener.accept()
            except OSError:
                return
            with line, line.makefile("rb") as reader:
                assert reader.read(10) == b"zINSTREAM\0"
                told = b""
                while size := int.from_bytes(reader.read(4), "big"):
                    told += reader.read(size)
                heard.append(told)
                if b"BREAK" not in told:
                    line.sendall(b"stream: Eicar FOUND\0" if b"EICAR" in told else b"stream: OK\0")

    thread = threading.Thread(target=serve)
    thread.start()
    monkeypatch.setattr(settings, "SCANNER", f"unix:{tmp_path / 's'}")
    yield heard
    listener.shutdown(socket.SHUT_RDWR)
    listener.close()
    thread.join()


def test_a_file_is_held_back_until_it_was_checked_and_both_sides_are_told(
    chat: Conversation, clamd: list[bytes], work: Callable[..., int]
) -> None:
    good = attach(chat.pk, CUSTOMER, ready("good.txt", b"fine"))
    bad = attach(chat.pk, CUSTOMER, ready("bad.txt", b"EICAR"))
    number = recording.record(chat.pk, "1", "", [str(good.pk), str(bad.pk)]).message.number
    told = seen(chat)[1]["attachments"]
    assert [each["url"] for each in told] == [None, None] and "Viren" in told[0]["text"]
    before = Conversation.objects.get(pk=chat.pk).revisions
    Job.objects.exclude(name="file to check").delete()
    work()
    told = seen(chat)[1]["attachments"]
    assert [each["state"] for each in told] == ["clean", "refused"] and told[1]["url"] is None
    assert [each.number for each in revising.revised_after(chat.pk, before)] == [number]
    with pytest.raises(Missing):
        content(bad.file)
    assert sorted(clamd) == [b"EICAR", b"fine"]
    with pytest.raises(FileRefused) as error:
        attach(chat.pk, CUSTOMER, ready("again.txt", b"EICAR"))
    assert error.value.status == 422


def test_a_silent_scanner_holds_back_and_asks_again_until_it_answers(
    chat: Conversation, clamd: list[bytes], work: Callable[..., int], monkeypatch: pytest.MonkeyPatch
) -> None:
    address = settings.SCANNER
    waiting = attach(chat.pk, CUSTOMER, ready("a.txt", b"fine"))
    recording.record(chat.pk, "1", "", [str(waiting.pk)])
    Job.objects.exclude(name="file to check").delete()
    for broken in (
        "unix:/nowhere",
        "tcp:127.0.0.1:1",
        "false-command-that-is-not-there",
        "sh -c 'exit 2'",
        "",
    ):
        monkeypatch.setattr(settings, "SCANNER", broken)
        work(minutes=2)
        assert seen(chat)[1]["attachments"][0]["state"] == "held"
    monkeypatch.setattr(settings, "SCANNER", address)
    work(minutes=2)
    assert seen(chat)[1]["attachments"][0]["state"] == "clean"
    assert not Job.objects.exists()


def test_a_command_can_be_the_scanner(chat: Conversation, monkeypatch: pytest.MonkeyPatch, work: Any) -> None:
    monkeypatch.setattr(settings, "SCANNER", "sh -c '! grep -q EICAR'")
    for text, state in ((b"fine", "clean"), (b"EICAR", "refused")):
        file = attach(chat.pk, CUSTOMER, ready("a.txt", text)).file
        check(file.digest)
        file.refresh_from_db()
        assert file.state == state
