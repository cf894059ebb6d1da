"""How do old entries go, when they must? By an owner's explicit command, which is itself written down."""

from datetime import datetime

from django.db import transaction

from warmline.audit.models import Cut, Entry
from warmline.audit.recording import record
from warmline.lib.time import now


@transaction.atomic
def forget_before(moment: datetime) -> int:
    """Removes the entries written before; how many. The chain stays provable from there on."""
    last = Entry.objects.filter(at__lt=moment).order_by("-number").first()
    # Entries are in the order of their numbers, also when a clock jumped: nothing after the first later one goes.
    first_kept = Entry.objects.filter(at__gte=moment).order_by("number").first()
    if last is None or (first_kept and first_kept.number < last.number):
        last = Entry.objects.filter(number=first_kept.number - 1).first() if first_kept else None
    if last is None:
        return 0
    record("log shortened", detail={"through": last.number, "before": f"{moment:%Y-%m-%d}"})
    Cut.objects.create(through=last.number, mac=last.mac, at=now())
    removed, _ = Entry.objects.filter(number__lte=last.number).delete()
    return removed
