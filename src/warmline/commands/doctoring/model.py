"""Does the language model answer that was named at the start?"""

from collections.abc import Iterator
from typing import Final

from warmline.commands.doctoring.finding import Finding
from warmline.copilot.endpoint import endpoint
from warmline.lib.llm import ModelFailed, complete

#: A model that is loaded first may take longer than a draft would be given (chosen by us).
SECONDS: Final = 20.0
PROBLEMS: Final = {
    "away": ("cannot be reached", "Check the address after --llm, and whether it runs."),
    "slow": (f"did not answer within {SECONDS:.0f} seconds", "Take a smaller model, or a faster machine."),
    "busy": ("says that it is busy", "Wait, or ask its provider for a higher limit."),
    "refused": ("refused the request", "Check WARMLINE_LLM_KEY and the name after --llm-model."),
    "broken": (
        "gave no answer that can be used",
        "The address must speak OpenAI's chat completions; it mostly ends in /v1.",
    ),
}


def check_model() -> Iterator[Finding]:
    """One short question; none where no model was named."""
    named = endpoint()
    if named is None:
        return
    try:
        complete(named, [{"role": "user", "content": "Say: yes"}], most_tokens=5, seconds=SECONDS)
    except ModelFailed as error:
        problem, remedy = PROBLEMS[error.reason]
        yield Finding(
            "model",
            f"The language model {problem}; replies are suggested from your own sources alone.",
            remedy,
        )
