"""What is wrong with a playbook, and where?"""


class PlaybookError(Exception):
    """A mistake in a playbook; says the file and the line or key, so that whoever wrote it can mend it."""

    def __init__(self, file: str, where: str, problem: str) -> None:
        self.file = file
        self.where = where
        self.problem = problem
        place = f"{file}, {where}" if where else file
        super().__init__(f"{place}: {problem}")
