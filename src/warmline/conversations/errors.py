"""What can be wrong with an act on a conversation?"""


class ConversationError(Exception):
    """text: one sentence for whoever acted."""

    text = "That did not work."

    def __init__(self, text: str = "") -> None:
        super().__init__(text or self.text)
        self.text = text or self.text


class UnknownConversation(ConversationError):
    """No such conversation, or not for whoever asks."""

    text = "We could not find this conversation."


class Overtaken(ConversationError):
    """The conversation changed since it was read; nothing was written."""

    text = "This conversation has changed since you last saw it."


class NotHolder(ConversationError):
    """Only the holder may do this, and that is somebody else now."""

    text = "Somebody else is looking after this conversation now."


class BadAttachment(ConversationError):
    """A file that is named cannot be part of this message."""

    text = "A file is no longer there, or has been sent already. Please attach it again."


class BadText(ConversationError):
    """The text cannot be a message. too_long tells the two cases apart."""

    text = "Please write something first."

    def __init__(self, text: str = "", *, too_long: bool = False) -> None:
        super().__init__(text)
        self.too_long = too_long
