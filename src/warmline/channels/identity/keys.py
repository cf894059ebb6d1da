"""Which keys does the business's site sign with? Two at most, so that they can be exchanged without a gap."""

import secrets
from collections.abc import Mapping
from typing import Final

from django.db import transaction

from warmline.audit.recording import record
from warmline.channels.models import IdentityKey
from warmline.lib.sealing import CannotUnseal
from warmline.lib.time import now
from warmline.vault.keeping import forget, keep, kept
from warmline.web.models import Business

MOST: Final = 2


class TooManyKeys(Exception):
    """Two are valid already."""


@transaction.atomic
def make() -> tuple[IdentityKey, str]:
    """A new key and its secret, which is shown once. Raises TooManyKeys."""
    # Two owners who make one at the same moment wait for each other.
    Business.objects.select_for_update().filter(pk=1).first()
    if IdentityKey.objects.filter(retired_at=None).count() >= MOST:
        raise TooManyKeys
    key = IdentityKey.objects.create(name=f"k{secrets.token_hex(4)}", made_at=now())
    secret = secrets.token_urlsafe(48)
    keep(key.vault_name, secret)
    record("identity key made", f"key {key.name}")
    return key, secret


@transaction.atomic
def retire(pk: int) -> bool:
    """What was signed with it counts no more, from this moment."""
    key = IdentityKey.objects.select_for_update().filter(pk=pk, retired_at=None).first()
    if key is None:
        return False
    key.retired_at = now()
    key.save(update_fields=["retired_at"])
    forget(key.vault_name)
    record("identity key retired", f"key {key.name}")
    return True


def valid() -> Mapping[str, str]:
    """Secret by name; one that cannot be unsealed signs nothing."""
    found = {}
    for key in IdentityKey.objects.filter(retired_at=None):
        try:
            found[key.name] = kept(key.vault_name)
        except CannotUnseal:
            continue
    return found
