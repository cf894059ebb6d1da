"""How does a suggestion read as this person's own words to this customer?"""

from typing import Final

from warmline.lib.languages import spoken

GREETINGS: Final = {"en": "Hi {name},", "de": "Hallo {name},", "fr": "Bonjour {name},", "es": "Hola {name}:"}
READ_ON: Final = {
    "en": "More about it: {url}",
    "de": "Mehr dazu: {url}",
    "fr": "En savoir plus : {url}",
    "es": "Más información: {url}",
}


def adapt(text: str, *, language: str, name: str, sign_off: str) -> str:
    """name: "" where this person has greeted before, or the customer has no name."""
    greeting = GREETINGS[spoken(language)].format(name=name) if name else ""
    return "\n".join(part for part in (greeting, text.strip(), sign_off.strip()) if part)


def first_name(name: str) -> str:
    """ "Dana Whelan" as "Dana"; "" for what is no name to greet by, such as an address or "Dr. Whelan"."""
    first = name.split()[0] if name.split() else ""
    return first if first.replace("-", "").replace("'", "").replace("’", "").isalpha() else ""


def read_on(language: str, url: str) -> str:
    return READ_ON[spoken(language)].format(url=url)
