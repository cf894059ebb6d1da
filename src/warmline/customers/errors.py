"""What can be wrong with what a customer says about themselves?"""


class BadEmail(ValueError):
    """The address is none; the text is for the customer."""

    def __init__(self) -> None:
        super().__init__("That does not look like an e-mail address. Could you check it, please?")
