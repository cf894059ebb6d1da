"""What has the owner set? One row for each option that differs from its default."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Setting(models.Model):
    key = models.CharField(max_length=80, primary_key=True)
    value = models.JSONField()
    changed_at = models.DateTimeField(auto_now=True)
    changed_by = models.CharField(max_length=200, blank=True)

    def __str__(self) -> str:
        return self.key


class Logo(models.Model):
    """A picture that the owner uploaded, as web/pictures.py keeps it; its name is its fingerprint and kind."""

    name = models.CharField(max_length=80, primary_key=True)
    content = models.BinaryField()

    def __str__(self) -> str:
        return self.name


class Business(models.Model):
    """The one business of this installation (row 1). It exists once the first-run page is done."""

    class Tone(models.TextChoices):
        WARM = "warm", _("Warm")
        NEUTRAL = "neutral", _("Neutral")
        FORMAL = "formal", _("Formal")

    name = models.CharField(max_length=120)
    slogan = models.CharField(max_length=200, blank=True)
    about = models.TextField(blank=True)
    timezone = models.CharField(max_length=64, default="UTC")
    currency = models.CharField(max_length=3, default="EUR")
    language = models.CharField(max_length=8, default="en")
    email = models.EmailField(blank=True)
    phone = models.CharField(max_length=40, blank=True)
    address = models.CharField(max_length=300, blank=True)
    bot_name = models.CharField(max_length=60, default="Assistant")
    greeting = models.CharField(max_length=500, blank=True)
    brand_color = models.CharField(max_length=7, default="#b4532a")
    logo = models.ForeignKey(Logo, null=True, blank=True, on_delete=models.SET_NULL)
    #: In which the bot and our notices speak to customers; see voice.py.
    tone = models.CharField(max_length=8, choices=Tone, default=Tone.NEUTRAL)
    playbook = models.CharField(max_length=60, blank=True)
    is_demo = models.BooleanField(default=False)
    #: From this day on, in the business's time, nobody works here without a second step at signing in.
    second_step_from = models.DateField(null=True, blank=True)

    class Meta:
        verbose_name_plural = "businesses"
        constraints = [models.CheckConstraint(condition=models.Q(pk=1), name="one_business")]

    def __str__(self) -> str:
        return self.name
