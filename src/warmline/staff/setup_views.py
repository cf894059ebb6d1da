"""The first run, what to do next, and the owner's page about the business."""

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from warmline.audit.recording import record
from warmline.staff.account_views import sign_in
from warmline.staff.errors import AlreadySetUp
from warmline.staff.first_run import is_set_up, is_setup_key, set_up
from warmline.staff.forms import OwnerForm
from warmline.staff.permissions import for_owner
from warmline.web.color import contrast, is_color, readable_on, text_on
from warmline.web.context import current_business
from warmline.web.embedding import script_tag
from warmline.web.forms import BusinessForm, FirstBusinessForm
from warmline.web.models import Business
from warmline.web.voice import say_in


@never_cache
@sensitive_post_parameters("owner-password")
@require_http_methods(["GET", "HEAD", "POST"])
def welcome(request: HttpRequest) -> HttpResponse:
    """Only while there is no business, and for who has the key; afterwards it leads to the start."""
    if is_set_up():
        return redirect("/")
    if not is_setup_key(request.GET.get("key", "")):
        return render(request, "staff/welcome_key.html", status=403)
    business_form = FirstBusinessForm(request.POST or None, prefix="business")
    owner_form = OwnerForm(request.POST or None, prefix="owner")
    forms_fit = business_form.is_valid() & owner_form.is_valid()
    if request.method != "POST" or not forms_fit:
        context = {"business_form": business_form, "owner_form": owner_form}
        return render(request, "staff/welcome.html", context, status=200 if request.method != "POST" else 422)
    try:
        owner = set_up(business_form.save(commit=False), **owner_form.cleaned_data)
    except AlreadySetUp:
        return redirect("/")
    sign_in(request, owner)
    return redirect("staff:next_steps")


@require_safe
@for_owner
def next_steps(request: HttpRequest) -> HttpResponse:
    return render(request, "staff/next_steps.html", {"script_tag": script_tag(request)})


@require_http_methods(["GET", "HEAD", "POST"])
@for_owner
def business(request: HttpRequest) -> HttpResponse:
    form = BusinessForm(request.POST or None, request.FILES or None, instance=current_business())
    if request.method == "POST" and form.is_valid():
        form.instance.pk = 1
        with transaction.atomic():
            form.save()
            record("business changed", detail={"fields": form.changed_data})
        messages.success(request, _("Saved. Customers see it from now on."))
        return redirect("staff:business")
    context = {
        "form": form,
        "tones": _tone_samples(current_business()),
        "script_tag": script_tag(request),
        "color_note": _color_note(current_business().brand_color),
    }
    return render(request, "staff/business.html", context, status=422 if form.errors else 200)


#: What is shown of each tone: how it greets, is not sure, and hands over.
SAMPLES = (
    "I am {bot}, an automatic assistant: I answer first, and you can ask for a person at any time.",
    "I do not know the answer to that, and I would rather not guess: shall I ask a person for you?",
    "Of course, I am passing you to a person.",
)


def _tone_samples(business: Business) -> list[dict[str, object]]:
    """Of each tone what customers would read, in the language of the business."""
    return [
        {
            "tone": tone,
            "texts": [say_in(tone, business.language, each, bot=business.bot_name) for each in SAMPLES],
            "is_chosen": tone == business.tone,
        }
        for tone in Business.Tone.values
    ]


def _color_note(color: str) -> str:
    """How well the colour reads, in words."""
    if not is_color(color):
        return _("Please choose a colour.")
    ratio = contrast(color, text_on(color))
    if readable_on(color, "#ffffff") == color:
        return _("Easy to read everywhere (contrast {ratio} to 1).").format(ratio=f"{ratio:.1f}")
    return _(
        "Buttons keep your colour (contrast {ratio} to 1); links use a darker shade of it, so "
        "that everybody can read them."
    ).format(ratio=f"{ratio:.1f}")
