"""What may be wrong with a lesson?"""


class NothingToLearn(ValueError):
    """The message holds no question that could teach; the text says why."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.text = text


class NoSuchVersion(LookupError):
    """There is no version of that number that could be put back."""

    text = "There is no such version to go back to."
