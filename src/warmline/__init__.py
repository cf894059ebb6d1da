"""Warmline: customer service where automation takes the routine and people keep the moments that matter."""

__version__ = "0.1.0"
