"""What may hurt in a reply, and which words would not?"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Concern:
    """words: as they stand in the text, "" where something is missing. why: one sentence for the writer.

    instead: words proposed for them; "" where only the writer can say. text: the whole reply with these words.
    """

    kind: str
    words: str
    why: str
    instead: str = ""
    text: str = ""


@dataclass(frozen=True)
class Reader:
    """To whom it is written. name: "" when not known. said: the customer's own words so far.

    is_upset: by their latest message. was_comforted: a person has said sorry since.
    """

    name: str = ""
    said: str = ""
    is_upset: bool = False
    was_comforted: bool = False
