"""What does the owner decide about files that are sent?"""

from warmline.files.kinds import GROUPS
from warmline.web.options import Option

OPTIONS = (
    Option(
        key="files.from_customers",
        label="Customers may send files in the chat",
        default=True,
        kind="bool",
        help="Pictures, PDF and plain text. The bot cannot look at them, so a person gets what they are about.",
    ),
    Option(
        key="files.allowed",
        label="Kinds of files",
        default=list(GROUPS),
        kind="words",
        help="pictures, pdf, text: what is left out is refused, whatever its name says. It holds for your team too.",
    ),
    Option(
        key="files.largest_mb",
        label="Largest file",
        default=10,
        kind="int",
        unit="MB",
        low=1,
        high=50,
        help="A phone's photo has 3 to 6 MB. Pictures are made smaller and lose the place where they were taken.",
    ),
    Option(
        key="files.most_in_message",
        label="Files in one message",
        default=5,
        kind="int",
        low=1,
        high=10,
        help="More can follow in the next message.",
    ),
    Option(
        key="files.mb_of_conversation",
        label="Files in one conversation",
        default=200,
        kind="int",
        unit="MB",
        low=1,
        high=10_000,
        help="All together, whoever sent them. Then customers are asked to send more in another way.",
    ),
    Option(
        key="files.uploads_per_minute",
        label="Files from one visitor",
        default=20,
        kind="int",
        unit="per minute",
        low=1,
        high=10_000,
        help="Who sends more is asked to wait a moment.",
    ),
)
