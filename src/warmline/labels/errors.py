"""What can be wrong with an act on a label?"""


class LabelRefused(ValueError):
    """text: for the person who did it."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.text = text
