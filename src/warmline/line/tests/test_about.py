"""What the chat says about itself: a language model is named only where the owner has switched one on."""

from typing import Any

import pytest

from warmline.line.about import about_words
from warmline.line.visitors import availability
from warmline.web.options import change

pytestmark = pytest.mark.django_db


def test_a_language_model_is_named_once_the_owner_has_switched_it_on(business: Any, settings: Any) -> None:
    before = availability("en")["about"]
    assert len(before) == 2 and "Crumb, an automatic assistant" in before[0]
    settings.LLM_URL, settings.LLM_MODEL = "http://localhost:1/v1", "some-model"
    assert availability("en")["about"] == before
    change("copilot.uses_model", True)
    told = availability("en")["about"]
    assert told[:2] == before and "language model" in told[2] and "without names" in told[2]
    settings.LLM_URL = ""
    assert availability("en")["about"] == before


@pytest.mark.parametrize(
    ("language", "words"),
    [("de", "Sprachmodell"), ("fr", "modèle de langage"), ("es", "modelo de lenguaje")],
)
def test_it_is_said_in_the_language_of_the_chat(
    language: str, words: str, business: Any, settings: Any
) -> None:
    settings.LLM_URL, settings.LLM_MODEL = "http://localhost:1/v1", "some-model"
    change("copilot.uses_model", True)
    assert words in about_words("Crumb", language)[-1]
