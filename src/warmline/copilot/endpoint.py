"""Which language model did the owner name at the start? None by default."""

from django.conf import settings

from warmline.lib.llm import Endpoint


def endpoint() -> Endpoint | None:
    if not settings.LLM_URL:
        return None
    return Endpoint(settings.LLM_URL, settings.LLM_MODEL, settings.LLM_KEY)
