"""What can go wrong with accounts."""


class LastOwner(Exception):
    """Without this person nobody could run the business here."""

    text = "There must always be one owner who can sign in. Make somebody else an owner first."


class AlreadyWorksHere(Exception):
    """Somebody with this e-mail address is on the list already."""

    text = "Somebody with this e-mail address is on the list already."


class AlreadySetUp(Exception):
    """The business exists: somebody else was quicker."""
