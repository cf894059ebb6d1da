"""Which secrets does this installation keep of its own?"""

from django.db import models


class Secret(models.Model):
    #: What it is for, such as "audit chain".
    name = models.CharField(max_length=80, primary_key=True)
    #: As lib/sealing.py writes it.
    sealed = models.TextField()
    made_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.name
