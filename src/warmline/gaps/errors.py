"""What can go wrong when a gap is settled?"""

from warmline.gaps.models import Settlement


class SettledMeanwhile(Exception):
    """Somebody else settled the gap before; nothing was stored."""

    def __init__(self, settlement: Settlement) -> None:
        self.settlement = settlement
        super().__init__(f"gap {settlement.gap_id} is settled")


class NoSuchAnswer(Exception):
    """The answer that the questions should go to is not there, or not in use."""
