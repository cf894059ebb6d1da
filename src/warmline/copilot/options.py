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
)
