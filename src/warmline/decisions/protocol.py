"""What are the owner's rules of handoff now?"""

from warmline.decisions.case import Protocol, ScopeTopic
from warmline.decisions.models import Promise, Topic
from warmline.decisions.options import OPTIONS
from warmline.lib.statements import Select
from warmline.web.models import Business
from warmline.web.options import values

_languages = Select(lambda: Business.objects.values_list("language"))
_promised = Select(lambda pk: Promise.objects.filter(pk=pk).values_list("threshold"))
_kept_topics = Select(lambda: Topic.objects.values_list("topic", "words", "reason"))


def current_protocol() -> Protocol:
    """The rules in force: four short queries."""
    stored = values()
    chosen = {option.key.partition(".")[2]: stored[option.key] for option in OPTIONS}
    languages = tuple(chosen.pop("languages")) or _own_language()
    chosen.pop("most_wrong_percent")
    promised = [at for (at,) in _promised(1) if at is not None]
    chosen["answer_at"] = max(chosen["answer_at"], *promised, 0.0)
    if promised:
        chosen["careful_at"] = 0.0
    return Protocol(**chosen, topics=_topics(), languages=languages)


def _own_language() -> tuple[str, ...]:
    return tuple(code[:2] for (code,) in _languages() if code)


def _topics() -> tuple[ScopeTopic, ...]:
    return tuple(ScopeTopic(topic, tuple(words), reason) for topic, words, reason in _kept_topics())
