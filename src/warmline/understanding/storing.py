"""How is a reading kept? One row per message; keeping it twice changes nothing."""

from warmline.conversations.models import Message
from warmline.lib.time import now
from warmline.understanding.models import StoredReading
from warmline.understanding.reading import Reading
from warmline.understanding.reading_messages import versions
from warmline.understanding.remembering import remember


def store(message: Message, reading: Reading) -> None:
    """Keeps the reading of a message and the mood of its episode; a second one of the same message replaces it."""
    stored = StoredReading(message=message, signals=reading.as_json(), versions=versions(), at=now())
    replaced = ["signals", "versions", "at"]
    StoredReading.objects.bulk_create(
        [stored], update_conflicts=True, unique_fields=["message"], update_fields=replaced
    )
    remember(message)
