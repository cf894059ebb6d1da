"""What can be wrong with a file that the lab is given?"""


class LabTrouble(Exception):
    """The file cannot be measured on; the text says which, why and what to do."""
