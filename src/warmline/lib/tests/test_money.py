"""Amounts read as people write them."""

import pytest

from warmline.lib.money import write_money


@pytest.mark.parametrize(
    ("amount", "currency", "written"),
    [
        (2495, "GBP", "£24.95"),
        (0, "EUR", "€0.00"),
        (120450, "usd", "$1,204.50"),
        (1200, "CHF", "CHF 12.00"),
        (900, "JPY", "JPY 900"),
        (-500, "GBP", "-£5.00"),
    ],
)
def test_an_amount_is_written_with_its_sign_or_code(amount: int, currency: str, written: str) -> None:
    assert write_money(amount, currency) == written
