"""What are the owner's rules of handoff now?"""

from warmline.decisions.case import Protocol, ScopeTopic
from warmline.decisions.models import Topic
from warmline.decisions.options import OPTIONS
from warmline.web.models import Business
from warmline.web.options import values


def current_protocol() -> Protocol:
    """The rules in force: three short queries."""
    stored = values()
    chosen = {option.key.partition(".")[2]: stored[option.key] for option in OPTIONS}
    languages = tuple(chosen.pop("languages")) or _own_language()
    return Protocol(**chosen, topics=_topics(), languages=languages)


def _own_language() -> tuple[str, ...]:
    return tuple(code[:2] for code in Business.objects.values_list("language", flat=True) if code)


def _topics() -> tuple[ScopeTopic, ...]:
    rows = Topic.objects.values_list("topic", "words", "reason")
    return tuple(ScopeTopic(topic, tuple(words), reason) for topic, words, reason in rows)
