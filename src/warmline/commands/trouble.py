"""What ends a command with a sentence instead of a result?"""


class Trouble(Exception):
    """Something is wrong outside of the command line; the text says what and what to do."""

    exit_code = 1


class WrongUse(Trouble):
    """The command was called with something that cannot work."""

    exit_code = 2
