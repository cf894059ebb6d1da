"""What does the owner decide about the copilot?"""

from warmline.web.options import Option

OPTIONS = (
    Option(
        key="copilot.suggests",
        label="Suggest replies to people at the desk",
        default=True,
        kind="bool",
        help="From answers, articles and cases that were solved before. Nothing is ever sent by itself.",
    ),
    Option(
        key="copilot.advises",
        label="Show summary, next steps and like cases beside a conversation",
        default=True,
        kind="bool",
        help="In the words of those who spoke, and by rules that say why.",
    ),
    Option(
        key="copilot.checks_tone",
        label="Look for words that may hurt while a reply is written",
        default=True,
        kind="bool",
        help="Names them and proposes others; it never stops a reply. Each person can switch it off for themselves.",
    ),
    Option(
        key="copilot.uses_model",
        label="Let a language model write drafts",
        default=False,
        kind="bool",
        help="Only if one was named at the start (--llm). What is asked leaves this house: without names, addresses "
        "and numbers, but with the matter itself. Tell your customers so. Only what your sources support is shown.",
    ),
    Option(
        key="copilot.daily_tokens",
        label="Language model: at most this much a day",
        default=200_000,
        kind="int",
        unit="tokens",
        high=100_000_000,
        help="About 1,000 tokens for a draft. When it is used up, suggestions come from your own sources alone.",
    ),
)
