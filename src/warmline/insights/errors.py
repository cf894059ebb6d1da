"""What can be wrong with a word on why somebody wrote?"""

from django.utils.translation import gettext as _


class InsightRefused(ValueError):
    """text: for the person who wrote it."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.text = text


class NameTaken(InsightRefused):
    """There is a theme of this name already. theme: its number."""

    def __init__(self, name: str, theme: int) -> None:
        super().__init__(
            _("There is a theme “{name}” already. Join the two if they mean the same.").format(name=name)
        )
        self.theme = theme
