"""What of a customer's history helps beside a conversation? Four things, read in few queries."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from warmline.customers.consenting import standings
from warmline.customers.matters import Known, say_what_matters
from warmline.customers.models import Consent, Customer
from warmline.customers.mood import UPSET, MoodChart, draw_moods, read_moods
from warmline.customers.promises import sum_up_promises
from warmline.customers.story import favourite_of


@dataclass(frozen=True)
class Glance:
    """matters: one line, "" when nothing is known. ease: 0 (very upset) to 1 at each worst moment, the earliest first.

    kept: how promises were kept, "" when none was made. allowed: what the customer allows, in words.
    """

    matters: str
    mood: MoodChart
    ease: tuple[float, ...]
    kept: str
    allowed: tuple[str, ...]


def glance_at(customer: Customer, at: datetime) -> Glance:
    felt, consents = read_moods(customer), standings(customer)
    given = {each.purpose: each.label for each in consents if each.is_given}
    known = Known(
        name=customer.name.split(" ")[0] or _("This customer"),
        prefers=customer.prefers,
        favourite=favourite_of(customer),
        upset_talks=sum(each.peak >= UPSET for each in felt),
        may_speak_of_history=Consent.Purpose.HISTORY in given,
    )
    return Glance(
        matters=say_what_matters(known),
        mood=draw_moods(felt),
        ease=tuple(round(1 - each.peak, 3) for each in felt),
        kept=sum_up_promises(customer, at),
        allowed=tuple(given.values()),
    )
