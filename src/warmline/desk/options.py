"""What does the owner decide about the desk?"""

from warmline.conversations.sending import LONGEST_SECONDS
from warmline.web.options import Option

OPTIONS = (
    Option(
        key="desk.undo_seconds",
        label="Time to take a reply back",
        default=5,
        kind="int",
        unit="seconds",
        low=0,
        high=LONGEST_SECONDS,
        help="A reply leaves after this time, and its writer can take it back until then. With 0 it leaves at once.",
    ),
)
