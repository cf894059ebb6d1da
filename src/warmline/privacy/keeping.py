"""When a customer is erased, which rows stay, and without what? All others go.

What stays is what statistics and the books count, without anything that says who it was: a new table is erased whole
until it is named here.
"""

from collections.abc import Mapping
from typing import Any, Final

from warmline.customers.merging import FILLED
from warmline.lib.time import now

#: By "app.Model": the fields that lose what they say, with what stands there instead.
KEPT: Final[Mapping[str, Mapping[str, Any]]] = {
    "customers.Customer": {**FILLED, "note": "", "email": None},
    # Commercial books are kept by law for years; the number leads to the paper, not to a person.
    "commerce.Order": {"carrier": "", "tracking": ""},
    "commerce.OrderLine": {},
    "commerce.Invoice": {"note": ""},
    # Without its token nobody opens the conversation any more.
    "conversations.Conversation": {
        "token_hash": "",
        "page": "",
        "instruction": "",
        "identity": "anonymous",
    },
    "conversations.Episode": {},
    "conversations.Message": {
        "text": "",
        "sources": [],
        "choices": [],
        "client_id": None,
        "revised_at": now,
        "attached": None,
    },
    "conversations.HolderChange": {"because": "", "card": []},
    "conversations.Merge": {},
    "conversations.ServiceClock": {},
    "understanding.EpisodeMood": {"peak_words": "", "end_words": ""},
    "feedback.Rating": {"comment": ""},
    "labels.Labelled": {},
    "privacy.Erasure": {},
}


def blank_values(label: str) -> dict[str, Any]:
    return {name: value() if callable(value) else value for name, value in KEPT[label].items()}
