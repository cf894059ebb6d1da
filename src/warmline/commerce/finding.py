"""Which products does the business call so?"""

from collections.abc import Callable, Collection
from functools import reduce
from operator import or_

from django.db.models import Q

from warmline.commerce.models import Product

#: So many are looked through at most for one question (chosen by us).
MOST_READ = 200


def find_products(words: Collection[str], split: Callable[[str], list[str]]) -> tuple[Product, ...]:
    """The products in whose name or category all the words stand; split: how words are taken from a text."""
    if not words:
        return ()
    any_word = reduce(or_, (Q(name__icontains=word) | Q(category__icontains=word) for word in words))
    near = Product.objects.filter(any_word, is_available=True).order_by("pk")[:MOST_READ]
    wanted = set(words)
    return tuple(one for one in near if wanted <= set(split(f"{one.name} {one.category}")))
