"""Which answer or article does a key name that a proposal or a form carries?"""

from typing import Final

from warmline.knowledge.models import Answer, Article
from warmline.learning.teaching import Known

_CURATED, _ARTICLE = "curated:", "article:"
#: "curated:hours+parking" answers two questions at once: it is no label of either.
_BOTH: Final = "+"


def find_known(key: str) -> Known | None:
    """key: "curated:" with an answer's key, or "article:" with a slug. None for anything else and what is gone."""
    if key.startswith(_CURATED) and _BOTH not in key:
        return Answer.objects.filter(key=key.removeprefix(_CURATED)).first()
    if key.startswith(_ARTICLE):
        return Article.objects.filter(slug=key.removeprefix(_ARTICLE)).first()
    return None
