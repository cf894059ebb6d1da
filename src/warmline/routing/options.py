"""What does the owner decide about who gets a conversation?"""

from warmline.web.options import Option

OPTIONS = (
    Option(
        key="routing.is_automatic",
        label="Give conversations to the best free person",
        default=False,
        kind="bool",
        help="Off: everybody sees who waits, and anybody takes it. On: it goes to the person who fits best and has "
        "room; if nobody fits, everybody sees it.",
    ),
    Option(
        key="routing.open_minutes",
        label="Time to open what one was given",
        default=3,
        kind="int",
        unit="minutes",
        low=1,
        high=60,
        help="Whoever does not open it by then loses it: everybody sees it, and the customer is told that "
        "a colleague goes on.",
    ),
)
