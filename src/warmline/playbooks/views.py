"""What does the demo shop's page show?"""

from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from warmline.commerce.models import Order, Product
from warmline.lib.money import write_money
from warmline.playbooks.playbook import DemoOrder, Site
from warmline.playbooks.reading import playbook_names, read_playbook
from warmline.web.models import Business

IN_A_CATEGORY = 4
OTHER = "More from us"


@dataclass(frozen=True)
class SampleOrder:
    """An order that visitors of the demo may ask about."""

    number: str
    email: str
    status: str


@require_safe
def shop(request: HttpRequest) -> HttpResponse:
    """A small shop to try the chat on, made of the business's own products."""
    business = Business.objects.filter(pk=1).first()
    if business is None:
        raise Http404
    site, demo_orders = _from_playbook(business)
    context: dict[str, Any] = {
        "site": site,
        "shelves": _shelves(business.currency),
        "samples": _samples(demo_orders) if business.is_demo else (),
    }
    return render(request, "playbooks/shop.html", context)


def _from_playbook(business: Business) -> tuple[Site, tuple[DemoOrder, ...]]:
    """The playbook's texts; a business without one is introduced by its own words."""
    if business.playbook in playbook_names():
        playbook = read_playbook(business.playbook)
        return playbook.site, playbook.demo_orders
    headline = business.slogan or f"Welcome to {business.name}"
    return Site(headline=headline, intro=business.about, call_to_action="Ask us anything", sections=()), ()


def _shelves(currency: str) -> list[dict[str, Any]]:
    products = Product.objects.filter(is_available=True).order_by("category", "name")
    shelves = []
    for category, run in groupby(products, key=lambda product: product.category):
        shown = [{"row": row, "price": write_money(row.price_minor, currency)} for row in run]
        shelves.append({"name": category or OTHER, "products": shown[:IN_A_CATEGORY]})
    return shelves


def _samples(demo_orders: tuple[DemoOrder, ...]) -> tuple[SampleOrder, ...]:
    """Those that are stored: an owner may have cleared the demo's orders."""
    numbers = [order.number for order in demo_orders]
    stored = Order.objects.filter(number__in=numbers).select_related("customer")
    by_number = {order.number: order for order in stored}
    return tuple(
        SampleOrder(number, by_number[number].customer.email or "", by_number[number].get_status_display())
        for number in numbers
        if number in by_number
    )
