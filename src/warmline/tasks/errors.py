"""What can be wrong with an act on a task?"""


class TaskRefused(Exception):
    """text: one sentence for whoever acted."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.text = text
