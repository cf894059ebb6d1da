"""What besides the password does signing in ask for? A code of an app, a passkey, or a code from paper.

The steps themselves are django-allauth's (allauth.mfa); here stands what is ours: sealing, the rule, the reset.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from zoneinfo import ZoneInfo

from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.db import transaction
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from warmline.audit.recording import record
from warmline.lib.sealing import seal as seal_with
from warmline.lib.sealing import unseal as unseal_with
from warmline.lib.time import now
from warmline.staff.models import Person
from warmline.vault.keeping import seal, unseal
from warmline.web.context import business_of, current_business
from warmline.web.models import Business

PURPOSE: Final = "second step"
#: Where these live in what allauth keeps of an authenticator.
SEALED: Final = {"totp": "secret", "recovery_codes": "seed"}
STEPS: Final = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)
#: Open to those who owe a second step: where they add it.
PATH: Final = "/staff/second-step/"


class SecondStep(DefaultMFAAdapter):  # type: ignore[misc]
    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": _(
            "This code does not fit. Codes change every half minute: please take the one shown now."
        ),
    }

    def encrypt(self, text: str) -> str:
        return seal(text, PURPOSE)

    def decrypt(self, encrypted_text: str) -> str:
        return unseal(encrypted_text, PURPOSE)

    def get_totp_issuer(self) -> str:
        return current_business().name

    def generate_authenticator_name(self, user: Person, type: str) -> str:
        return str(_("Passkey"))

    def _get_site_name(self) -> str:
        return current_business().name


@dataclass(frozen=True)
class Steps:
    """What a person has. codes_left: None when there are none at all."""

    app: Authenticator | None
    passkeys: tuple[Authenticator, ...]
    codes_left: int | None

    @property
    def has_any(self) -> bool:
        return self.app is not None or bool(self.passkeys)


def steps_of(person: Person) -> Steps:
    rows = list(Authenticator.objects.filter(user_id=person.pk).order_by("pk"))
    app = next((row for row in rows if row.type == Authenticator.Type.TOTP), None)
    codes = next((row for row in rows if row.type == Authenticator.Type.RECOVERY_CODES), None)
    return Steps(
        app=app,
        passkeys=tuple(row for row in rows if row.type == Authenticator.Type.WEBAUTHN),
        codes_left=len(codes.wrap().get_unused_codes()) if codes else None,
    )


def has_second_step(person: Person) -> bool:
    found: bool = Authenticator.objects.filter(user_id=person.pk, type__in=STEPS).exists()
    return found


def people_with_second_step() -> frozenset[int]:
    return frozenset(Authenticator.objects.filter(type__in=STEPS).values_list("user_id", flat=True))


def is_owed(request: HttpRequest, person: Person) -> bool:
    """The owner's day has come, and this person has none yet."""
    if request.path.startswith(PATH) or not is_required(business_of(request), now()):
        return False
    return not has_second_step(person)


def is_required(business: Business, at: datetime) -> bool:
    since = business.second_step_from
    return since is not None and since <= at.astimezone(ZoneInfo(business.timezone)).date()


@transaction.atomic
def remove(person: Person, authenticator: Authenticator) -> None:
    """Codes from paper go with the last step that they stand in for."""
    authenticator.delete()
    record("second step removed", f"person {person.pk}", {"kind": authenticator.type})
    if not has_second_step(person):
        Authenticator.objects.filter(user_id=person.pk).delete()


@transaction.atomic
def reset(person: Person) -> bool:
    """An owner, or whoever runs the server, lets somebody in who lost their telephone; False when there is none."""
    removed, _kinds = Authenticator.objects.filter(user_id=person.pk).delete()
    if removed:
        record("second step reset", f"person {person.pk}")
    return bool(removed)


@transaction.atomic
def require_from(day: Any) -> None:
    """For everybody, from that day on; None: from no day."""
    was = current_business().second_step_from
    Business.objects.filter(pk=1).update(second_step_from=day)
    record("second step required", detail={"from": str(was or ""), "to": str(day or "")})


def reseal(old: list[str], new: str) -> int:
    """In the transaction that exchanges the installation's secret; how many values there were."""
    count = 0
    for row in Authenticator.objects.select_for_update().filter(type__in=SEALED):
        name = SEALED[row.type]
        row.data[name] = seal_with(unseal_with(row.data[name], old, PURPOSE), new, PURPOSE)
        row.save(update_fields=["data"])
        count += 1
    return count
