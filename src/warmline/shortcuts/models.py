"""Which keys has a person chosen? One row for each person who changed something."""

from django.db import models


class ChosenKeys(models.Model):
    person = models.OneToOneField(
        "staff.Person", on_delete=models.CASCADE, primary_key=True, related_name="chosen_keys"
    )
    #: Letters without Ctrl or Command do nothing: the one switch of WCAG 2.1.4.
    is_without_letters = models.BooleanField(default=False)
    #: Only what differs from the catalogue: the shortcut's name and its keys, "" for none.
    keys = models.JSONField(default=dict)

    class Meta:
        verbose_name_plural = "chosen keys"

    def __str__(self) -> str:
        return f"keys of {self.person_id}"
