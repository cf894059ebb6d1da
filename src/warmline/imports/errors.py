"""What can be wrong with a list as a whole?"""


class ListRefused(Exception):
    """text: one sentence for whoever brought it."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.text = text
