"""What is an entry's address called, whatever the script of its title?"""

from collections.abc import Callable

from django.utils.text import slugify

LONGEST = 80


def free_slug(title: str, is_taken: Callable[[str], bool], otherwise: str = "entry") -> str:
    """A short address for the title that nobody has; letters of every script stay as they are."""
    plain, exact = slugify(title), slugify(title, allow_unicode=True)
    # Accents may go (cafe), letters may not: a Greek title without its Greek letters names nothing.
    start = _cut(plain if len(plain) == len(exact) else exact) or otherwise
    slug, number = start, 1
    while is_taken(slug):
        number += 1
        slug = f"{_cut(start, LONGEST - 1 - len(str(number)))}-{number}"
    return slug


def without_nul(text: str) -> str:
    """PostgreSQL refuses to look for a NUL, where SQLite just finds nothing."""
    return text.replace("\0", "")


def _cut(slug: str, longest: int = LONGEST) -> str:
    return slug[:longest].strip("-_")
