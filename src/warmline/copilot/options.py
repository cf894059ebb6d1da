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
)
