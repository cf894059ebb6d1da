"""How is an amount written for people?"""

from typing import Final

_SIGNS: Final = {"EUR": "€", "GBP": "£", "USD": "$"}
#: Currencies without minor units: ISO 4217, exponent 0.
_WHOLE: Final = frozenset({"CLP", "ISK", "JPY", "KRW", "PYG", "UGX", "VND", "XAF", "XOF", "XPF"})


def write_money(amount_minor: int, currency: str) -> str:
    """The amount with its sign or code: £1,204.50, CHF 12.00, JPY 900."""
    code = currency.upper()
    amount = f"{abs(amount_minor):,}" if minor_per_unit(code) == 1 else f"{abs(amount_minor) / 100:,.2f}"
    minus = "-" if amount_minor < 0 else ""
    return f"{minus}{_SIGNS[code]}{amount}" if code in _SIGNS else f"{minus}{code} {amount}"


def minor_per_unit(currency: str) -> int:
    """How many minor units make one: 100 cents a euro, 1 for currencies that have none."""
    return 1 if currency.upper() in _WHOLE else 100
