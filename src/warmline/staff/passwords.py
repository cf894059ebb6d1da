"""Is this a password that protects a business?"""

from typing import Final

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from warmline.staff.models import Person

RULES: Final = _(
    "At least 10 characters. Three or four words that only you would put together are a good choice."
)

#: Django's rules (settings.AUTH_PASSWORD_VALIDATORS) in words that say what to do.
_WORDS: Final = {
    "password_too_short": _("That is a little short: please use at least 10 characters."),
    "password_too_common": _("Many people use this one, so it is easy to guess. Please choose your own."),
    "password_entirely_numeric": _("Only numbers are easy to guess. Please add a few words or letters."),
    "password_too_similar": _(
        "This is too close to the name or e-mail address. Please choose something else."
    ),
}


def check_password(password: str, person: Person) -> None:
    """Raises ValidationError with one kind sentence for each rule that is not kept."""
    try:
        validate_password(password, person)
    except ValidationError as error:
        raise ValidationError(
            [_WORDS.get(one.code or "", one.messages[0]) for one in error.error_list]
        ) from None
