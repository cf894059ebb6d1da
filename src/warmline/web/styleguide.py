"""How does each component look in each state? A page for who builds pages: the real partials, live."""

from datetime import datetime, timedelta
from typing import Any, Final

from django import forms
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from warmline.lib.time import now

THEMES: Final = ("light", "dark")
GROUNDS: Final = ("ground", "surface", "sunken", "raised")
TEXTS: Final = ("ink", "ink-soft", "ink-faint")
MEANINGS: Final = ("brand", "good", "warn", "bad", "info", "bot", "person", "customer", "note")
SIZES: Final = ("xs", "s", "m", "l", "xl", "2xl", "3xl")


class SampleForm(forms.Form):
    """One field of each kind."""

    name = forms.CharField(label="Text", initial="Corner Bakery", help_text="A hint stands above the field.")
    slogan = forms.CharField(label="Optional text", required=False)
    about = forms.CharField(
        label="Area", widget=forms.Textarea(attrs={"rows": 3}), initial="Bread since 1987."
    )
    language = forms.ChoiceField(label="Select", choices=[("en", "English"), ("de", "Deutsch")])
    day = forms.DateField(label="Date", widget=forms.DateInput(attrs={"type": "date"}), required=False)
    locked = forms.CharField(label="Cannot be changed", initial="BR-1042", disabled=True)
    file = forms.FileField(label="File", required=False)
    news = forms.BooleanField(label="Checkbox", initial=True, help_text="With a hint.")
    away = forms.BooleanField(label="Switch", required=False, initial=True)
    reach = forms.ChoiceField(
        label="Radio",
        widget=forms.RadioSelect,
        choices=[("chat", "In the chat"), ("mail", "By e-mail")],
        initial="chat",
    )
    days = forms.MultipleChoiceField(
        label="Several",
        widget=forms.CheckboxSelectMultiple,
        choices=[("mo", "Monday"), ("tu", "Tuesday")],
        required=False,
    )


class WrongForm(forms.Form):
    """What a person sees after a mistake."""

    email = forms.EmailField(label="E-mail address", help_text="So that we can reach you.")
    reason = forms.ChoiceField(label="Radio", widget=forms.RadioSelect, choices=[("a", "One"), ("b", "Two")])

    def clean(self) -> None:
        raise forms.ValidationError("These two do not go together. Please look at them again.")


@require_safe
@never_cache
@login_required
def styleguide(request: HttpRequest) -> HttpResponse:
    """?theme=light or dark (else as the system has it), ?density=compact."""
    return render(request, "web/styleguide.html", {**_look(request), **_examples(now())})


def _look(request: HttpRequest) -> dict[str, Any]:
    theme = request.GET.get("theme", "")
    return {
        "theme": theme if theme in THEMES else "",
        "themes": THEMES,
        "is_compact": request.GET.get("density") == "compact",
        "grounds": GROUNDS,
        "texts": TEXTS,
        "meanings": MEANINGS,
        "sizes": SIZES,
        "hues": range(1, 9),
        "levels": range(1, 6),
    }


def _examples(at: datetime) -> dict[str, Any]:
    return {
        "now": at,
        "calm": at + timedelta(hours=2, minutes=5, seconds=30),
        "near": at + timedelta(minutes=8, seconds=30),
        "late": at - timedelta(minutes=12, seconds=30),
        "form": SampleForm(prefix="sample"),
        "wrong": WrongForm({"wrong-email": "dana at mail"}, prefix="wrong"),
        "page": Paginator(range(50), 10).page(2),
        "tabs": TABS,
        "crumbs": CRUMBS,
        "events": [{**event, "at": at - timedelta(hours=number)} for number, event in enumerate(EVENTS)],
        "rows": ORDERS,
        "columns": ("Order", "What", "Total"),
        "facts": (("Known since", "12 March 2024"), ("Bought for", "€ 184.20")),
        "moods": (-0.1, 0.2, -0.4, -0.9, -0.7, 0.1, 0.5, 0.8),
        "counts": (3, 5, 4, 8, 7, 12, 9),
        "reasons": (("Delivery", 42, "42"), ("Opening hours", 31, "31"), ("Allergens", 9, "9")),
    }


TABS: Final = (
    {"href": "#tabs", "label": "Queue", "count": 3, "is_current": True},
    {"href": "#tabs", "label": "Mine", "count": 0},
    {"href": "#tabs", "label": "All"},
)
CRUMBS: Final = (
    {"href": "#crumbs", "label": "Knowledge"},
    {"href": "#crumbs", "label": "Delivery"},
    {"label": "Where do you deliver?"},
)
EVENTS: Final = (
    {"icon": "heart", "tone": "good", "title": "Rated 5 of 5", "text": "“Ines was wonderful.”"},
    {"icon": "cart", "title": "Order BR-1042", "text": "2 × sourdough, 1 × rye", "href": "#timeline"},
    {"icon": "alarm", "tone": "bad", "title": "Delivery late", "text": "Promised for noon, came at 14:10."},
    {"icon": "bot", "tone": "info", "title": "Asked about opening hours", "text": "Answered by Crumb."},
)
ORDERS: Final = (
    ("BR-1042", "2 × sourdough, 1 × rye", "€ 18.40"),
    ("BR-1017", "Birthday cake, hazelnut", "€ 42.00"),
)
