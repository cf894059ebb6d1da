"""The demo shop shows the business's own goods, and what a visitor may try."""

import pytest
from django.test import Client

from warmline.commerce.models import Order, Product
from warmline.customers.models import Customer
from warmline.lib.time import now
from warmline.web.models import Business

pytestmark = pytest.mark.django_db

SCRIPT = "<script>alert('x')</script>"


def test_there_is_no_shop_before_the_first_run(client: Client) -> None:
    assert client.get("/shop/").status_code == 404


def test_products_stand_by_category_with_their_price_and_the_chat(client: Client, business: Business) -> None:
    Product.objects.create(sku="A", name="Rye loaf", category="Bread", price_minor=450)
    Product.objects.create(sku="B", name="Old loaf", category="Bread", price_minor=100, is_available=False)
    page = client.get("/shop/").content.decode()
    for seen in ("Welcome to Corner Bakery", "Rye loaf", "Bread", "€4.50", "/static/widget/loader.js"):
        assert seen in page
    assert "Old loaf" not in page
    assert "This is a demo" not in page


def test_the_demo_names_orders_that_visitors_can_ask_about(client: Client, business: Business) -> None:
    Business.objects.update(is_demo=True, playbook="online_shop")
    owen = Customer.objects.create(name="Owen", email="owen.pryce@mailbox.example")
    Order.objects.create(number="HP-20431", customer=owen, status="ready", placed_at=now(), total_minor=1)
    page = client.get("/shop/").content.decode()
    for seen in (
        "This is a demo",
        "HP-20431",
        "owen.pryce@mailbox.example",
        "Ready to collect",
        "The things that keep",
    ):
        assert seen in page
    assert "HP-20388" not in page


def test_script_in_every_field_is_shown_as_text(client: Client, business: Business) -> None:
    Product.objects.create(sku="A", name=SCRIPT, category=SCRIPT, description=SCRIPT, price_minor=0)
    Business.objects.update(name=SCRIPT, slogan=SCRIPT, about=SCRIPT, playbook="no-such-playbook")
    answer = client.get("/shop/")
    assert answer.status_code == 200
    assert b"<script>alert" not in answer.content
