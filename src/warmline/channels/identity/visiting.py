"""Who opens this conversation, when the business's own site says so?"""

import hashlib
import logging
import time
from datetime import UTC, datetime
from typing import Final

from django.db.models import F

from warmline.channels.identity.keys import valid
from warmline.channels.identity.reading import BadIdentity, Claims, read
from warmline.channels.models import IdentityKey, SeenToken, SiteAccount
from warmline.customers.errors import BadEmail
from warmline.customers.finding import find_by_email, tidy_name
from warmline.customers.models import Customer
from warmline.lib.time import now

logger = logging.getLogger(__name__)

#: Conversations that one token may open: two tabs and a retry, not a crowd (chosen by us).
MOST_USES: Final = 5


def find_signed(token: str) -> Customer | None:
    """The customer that the token proves; None for any that is not ours, over, or used too often. In a transaction."""
    try:
        claims = read(token, valid(), time.time())
        _count_use(token, claims)
        customer = _customer(claims)
    except (BadIdentity, BadEmail) as error:
        # Neither the token nor what it says: only what is wrong with it, so that the owner finds a wrong clock.
        logger.warning("A signed identity was not taken: %s.", getattr(error, "why", "e-mail address"))
        return None
    IdentityKey.objects.filter(name=claims.key).update(used_at=now())
    return customer


def _count_use(token: str, claims: Claims) -> None:
    SeenToken.objects.filter(ends_at__lt=datetime.fromtimestamp(time.time() - 3600, UTC)).delete()
    fingerprint = hashlib.sha256(token.encode()).hexdigest()
    SeenToken.objects.get_or_create(
        pk=fingerprint, defaults={"ends_at": datetime.fromtimestamp(claims.ends, UTC)}
    )
    # One conditional write: those who come at the same moment are counted one after the other.
    if not SeenToken.objects.filter(pk=fingerprint, uses__lt=MOST_USES).update(uses=F("uses") + 1):
        raise BadIdentity("used too often")


def _customer(claims: Claims) -> Customer:
    account = SiteAccount.objects.select_related("customer").filter(subject=claims.subject).first()
    if account and not account.customer.erased_at:
        return _filled(account.customer, claims)
    customer = (find_by_email(claims.email) if claims.email else None) or Customer.objects.create(
        name=tidy_name(claims.name), email=claims.email or None
    )
    defaults = {"customer": customer, "made_at": now()}
    SiteAccount.objects.update_or_create(subject=claims.subject, defaults=defaults)
    return _filled(customer, claims)


def _filled(customer: Customer, claims: Claims) -> Customer:
    """What was not known is now; what people wrote down stays."""
    changed = []
    if not customer.name and claims.name:
        customer.name, changed = tidy_name(claims.name), ["name"]
    if not customer.email and claims.email and find_by_email(claims.email) is None:
        customer.email, changed = claims.email, [*changed, "email"]
    if changed:
        customer.save(update_fields=changed)
    return customer
