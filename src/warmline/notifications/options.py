"""What does the owner decide about notifications?"""

from warmline.web.options import Option

OPTIONS = (
    Option(
        key="notifications.mail_after_minutes",
        label="Mail to whoever is away",
        default=15,
        kind="int",
        unit="minutes",
        low=1,
        high=1440,
        help="What waits this long for somebody who is not at the desk goes into one mail. It needs a mail server.",
    ),
)
