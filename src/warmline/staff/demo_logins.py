"""With what does one sign in to the demo? Shown on its login page; never made outside the demo."""

from dataclasses import dataclass
from typing import Final

from warmline.staff.membership import has_joined
from warmline.staff.models import Person
from warmline.web.models import Business

#: Of everybody in a demo installation, which holds nothing but made-up data.
DEMO_PASSWORD: Final = "warm-welcome-demo"  # noqa: S105 (public on purpose)
SHOWN: Final = 4


@dataclass(frozen=True)
class DemoLogin:
    name: str
    role: str
    email: str
    password: str


def demo_logins(business: Business) -> list[DemoLogin]:
    """The first few people of a demo, owners last; none for a real business."""
    if not business.is_demo:
        return []
    people = [one for one in Person.objects.filter(is_active=True).order_by("role", "pk") if has_joined(one)]
    return [DemoLogin(one.name, one.get_role_display(), one.email, DEMO_PASSWORD) for one in people[:SHOWN]]
