"""Which colleagues does a note call by name, and have they seen it?"""

import re
from uuid import UUID

from warmline.conversations.models import Mention, Note
from warmline.jobs.announcing import announce
from warmline.lib import live
from warmline.lib.time import now
from warmline.staff.models import Person

#: More are not called by one note (chosen by us: whoever needs everybody talks to them).
MOST_MENTIONS = 20
_AT = re.compile(r"(?<![\w@.])@(?=\w)")


def mentions_in(text: str) -> list[Person]:
    """The people who work here and stand in the text as "@Name", in the order of the text.

    "@Carol Byrne" and "@carol" both call Carol Byrne; a first name that several share calls nobody, nor does an
    address such as carol@shop.example.
    """
    after = [text[found.end() :].casefold() for found in _AT.finditer(text)]
    if not after:
        return []
    people = list(Person.objects.filter(is_active=True).order_by("pk"))
    called = [person for words in after if (person := _find_called(words, people))]
    return list(dict.fromkeys(called))[:MOST_MENTIONS]


def _find_called(words: str, people: list[Person]) -> Person | None:
    whole = [person for person in people if _begins(words, person.name)]
    if whole:
        return max(whole, key=lambda person: len(person.name))
    first = [person for person in people if _begins(words, person.first_name)]
    return first[0] if len(first) == 1 else None


def _begins(words: str, name: str) -> bool:
    wanted = name.casefold()
    return bool(wanted) and words.startswith(wanted) and not words[len(wanted) :][:1].isalnum()


def keep_mentions(note: Note) -> list[Mention]:
    """Those called by a note just written or changed, within its transaction; nobody twice, or by themselves."""
    known = {note.person_id, *note.mentions.values_list("person_id", flat=True)}
    called = [person for person in mentions_in(note.text) if person.pk not in known]
    rows = [Mention(note=note, person=person, at=now()) for person in called]
    if rows:
        announce("called in a note", note=note.pk)
    return Mention.objects.bulk_create(rows, ignore_conflicts=True)


def read_mentions(conversation_id: UUID, person: Person) -> int:
    """The person has the conversation before them: what called them there is read. Returns how many were new."""
    unread = Mention.objects.filter(person=person, read_at=None, note__conversation_id=conversation_id)
    count = unread.update(read_at=now())
    if count:
        # Whoever called sees on the conversation's page that it was read.
        live.publish(f"conversation:{conversation_id}")
        live.publish("desk", {"conversation": str(conversation_id)})
    return count
