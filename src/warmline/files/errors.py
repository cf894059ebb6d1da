"""Why is a file not taken?"""


class FileRefused(Exception):
    """status: the HTTP status that fits. text: one sentence for whoever sent it."""

    def __init__(self, status: int, text: str) -> None:
        super().__init__(text)
        self.status = status
        self.text = text
