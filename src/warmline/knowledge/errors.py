"""What can go wrong when the knowledge is changed?"""

from datetime import datetime


class ChangedMeanwhile(Exception):
    """Somebody else saved the entry since this person opened it; nothing was stored."""

    def __init__(self, by: str, at: datetime) -> None:
        self.by = by
        self.at = at
        super().__init__(f"changed by {by or 'somebody'} at {at:%H:%M}")
