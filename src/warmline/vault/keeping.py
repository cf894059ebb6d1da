"""How is a secret kept, and read again? Sealed under the installation's secret, which lies beside the database.

While the secret is exchanged (commands/rotate_secret.py) a value may still be sealed under the one before.
"""

import secrets
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path

from django.conf import settings

from warmline.lib import sealing
from warmline.lib.time import now
from warmline.vault.models import Secret

#: Beside "secret" in the data folder, for as long as an exchange takes.
BEFORE = "secret.before"


def seal(plain: str, purpose: str) -> str:
    return sealing.seal(plain, installation_secrets()[0], purpose)


def unseal(sealed: str, purpose: str) -> str:
    """Raises lib.sealing.CannotUnseal."""
    return sealing.unseal(sealed, installation_secrets(), purpose)


def kept(name: str, make: Callable[[], str] = lambda: secrets.token_urlsafe(32)) -> str:
    """The secret of that name, made at its first use; two who ask at once get the same."""
    row = Secret.objects.filter(pk=name).first()
    if row is None:
        row, _ = Secret.objects.get_or_create(
            pk=name, defaults={"sealed": seal(make(), name), "made_at": now()}
        )
    return unseal(row.sealed, name)


def keep(name: str, plain: str) -> None:
    Secret.objects.update_or_create(pk=name, defaults={"sealed": seal(plain, name), "made_at": now()})


def forget(name: str) -> None:
    Secret.objects.filter(pk=name).delete()


def reseal(old: Sequence[str], new: str) -> int:
    """All of them under the new secret; how many there were. In the transaction of the exchange."""
    rows = list(Secret.objects.select_for_update())
    for row in rows:
        row.sealed = sealing.seal(sealing.unseal(row.sealed, old, row.pk), new, row.pk)
        row.save(update_fields=["sealed"])
    return len(rows)


def installation_secrets() -> Sequence[str]:
    """The one in force first. Read anew: a backup that was just restored brought its own."""
    folder: Path = settings.DATA
    found = [_read(folder / "secret"), settings.SECRET_KEY, _read(folder / BEFORE)]
    return [secret for secret in dict.fromkeys(found) if secret]


def _read(path: Path) -> str:
    with suppress(OSError):
        return path.read_text()
    return ""
