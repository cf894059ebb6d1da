"""How is a profile changed, and who changed what when?"""

from typing import Final

from django.db import transaction

from warmline.customers.forms import CustomerForm
from warmline.customers.models import Customer, ProfileChange
from warmline.lib.time import now
from warmline.staff.models import Person

LABELS: Final = {
    "name": "Name",
    "phone": "Phone",
    "address": "Address",
    "language": "Language",
    "prefers": "Would rather have",
    "reach": "Would rather be reached",
    "dedicated": "Always with",
    "note": "Note",
    "merge": "Profile merged in or parted",
}
#: Free text about a person: its older versions are not kept.
_WITHOUT_WORDS: Final = frozenset({"note"})


def change_profile(form: CustomerForm, person: Person) -> list[ProfileChange]:
    """Saves the fields of a valid form that differ from what is stored, each with who and when."""
    with transaction.atomic():
        stored = Customer.objects.select_for_update().get(pk=form.instance.pk)
        fields = [
            name
            for name in form.changed_data
            # What a form did not ask for is not taken for emptied.
            if name in form.data and getattr(stored, name) != getattr(form.instance, name)
        ]
        # Only what was changed: a visitor may give their address in the same moment.
        form.instance.save(update_fields=fields)
        return ProfileChange.objects.bulk_create(
            ProfileChange(
                customer=stored,
                field=name,
                old=_shown(stored, name),
                new=_shown(form.instance, name),
                person=person,
                at=now(),
            )
            for name in fields
        )


def _shown(customer: Customer, name: str) -> str:
    if name in _WITHOUT_WORDS:
        return ""
    display = getattr(customer, f"get_{name}_display", None)
    value = getattr(customer, name)
    return str(display() if display and value else value or "")[:300]
