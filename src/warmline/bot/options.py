"""What does the owner decide about the bot?"""

from warmline.web.options import Option

OPTIONS = (
    Option(
        key="bot.check_in_minutes",
        label="Check in after silence",
        default=15,
        kind="int",
        unit="minutes",
        low=1,
        high=1440,
        help="When a customer says nothing more after an answer, the bot asks once whether it is solved.",
    ),
    Option(
        key="bot.close_after_minutes",
        label="Close after the check-in",
        default=240,
        kind="int",
        unit="minutes",
        low=5,
        high=10080,
        help="If the check-in stays without an answer, the conversation is closed. A new message opens it again.",
    ),
)
