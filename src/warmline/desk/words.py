"""Which words of the readers are shown on the desk? Kept as the readers give them, told in the language of the page."""

from typing import Final

from django.utils.translation import gettext_noop

SENSITIVITIES: Final = (
    gettext_noop("health"),
    gettext_noop("bereavement"),
    gettext_noop("money"),
    gettext_noop("safety"),
    gettext_noop("legal"),
)
FEELINGS: Final = (
    gettext_noop("angry"),
    gettext_noop("disgusted"),
    gettext_noop("worried"),
    gettext_noop("sad"),
)
#: The bot gave an answer.
ANSWERED: Final = gettext_noop("answered")
