"""What does the owner decide about the channels?"""

from warmline.web.options import Option

OPTIONS = (
    Option(
        key="channels.conversations_per_minute",
        label="New conversations from one address",
        default=20,
        kind="int",
        unit="per minute",
        low=1,
        high=100_000,
        help="Visitors behind one internet address may open this many chats a minute. More are asked to wait.",
    ),
    Option(
        key="channels.messages_per_minute",
        label="Messages from one visitor",
        default=30,
        kind="int",
        unit="per minute",
        low=5,
        high=100_000,
        help="One visitor may send this many messages a minute, a third of them at once. Nothing is lost: "
        "the chat keeps what was not sent and tries again.",
    ),
)
