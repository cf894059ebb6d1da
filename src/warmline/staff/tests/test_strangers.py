"""What does Charlie the stranger get? Nothing. And an agent, of what is the owner's?"""

import uuid
from collections.abc import Iterator

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from warmline.staff.models import Person
from warmline.web.models import Business

#: What everybody may open; everything else on any address is for people who work here.
PUBLIC = (
    "brand.css",
    "chat/",
    "help/",
    "logo/",
    "manifest.webmanifest",
    "offline/",
    "robots.txt",
    "shop/",
    "sitemap.xml",
    "staff/join/",
    "staff/login/",
    "staff/logout/",
    "static/",
    "welcome/",
    "why/",
    "worker.js",
)
OWNERS = (
    "audit/",
    "business/",
    "gaps/",
    "identity/",
    "learning/examples/",
    "learning/measurement/",
    "learning/promise/",
    "learning/versions/",
    "people/",
    "rules/",
    "welcome/next/",
)
SAMPLES = {"int": "1", "uuid": str(uuid.UUID(int=1)), "str": "x", "slug": "x", "path": "x"}


def addresses() -> list[str]:
    return sorted(set(_walk(get_resolver().url_patterns, "")))


def _walk(patterns: list[URLPattern | URLResolver], prefix: str) -> Iterator[str]:
    for pattern in patterns:
        route = prefix + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from _walk(pattern.url_patterns, route)
        else:
            yield _fill(route)


def _fill(route: str) -> str:
    for kind, sample in SAMPLES.items():
        while f"<{kind}:" in route:
            start = route.index(f"<{kind}:")
            route = route[:start] + sample + route[route.index(">", start) + 1 :]
    return route


def is_public(path: str) -> bool:
    return path == "" or (path.startswith(PUBLIC) and not path.startswith(OWNERS))


@pytest.mark.parametrize("path", [path for path in addresses() if not is_public(path)])
@pytest.mark.parametrize("method", ["get", "post"])
def test_a_stranger_is_sent_to_the_login(client: Client, business: Business, path: str, method: str) -> None:
    answer = getattr(client, method)(f"/{path}")
    assert answer.status_code in (302, 401, 403, 405), answer.content[:200]
    if answer.status_code == 302:
        assert answer.headers["Location"].startswith("/staff/login/")


@pytest.mark.parametrize("path", [path for path in addresses() if path.startswith(OWNERS)])
@pytest.mark.parametrize("method", ["get", "post"])
def test_an_agent_is_told_that_it_is_the_owner_s(client: Client, bob: Person, path: str, method: str) -> None:
    client.force_login(bob)
    assert getattr(client, method)(f"/{path}").status_code in (403, 405)


def test_a_live_piece_of_a_page_leads_a_signed_out_browser_to_the_login(
    client: Client, business: Business
) -> None:
    answer = client.get("/tasks/", headers={"HX-Request": "true"})
    assert answer.status_code == 401
    assert answer.headers["HX-Redirect"] == "/staff/login/"


def test_staff_pages_are_not_kept_by_the_browser(client: Client, bob: Person) -> None:
    client.force_login(bob)
    assert "no-store" in client.get("/tasks/").headers["Cache-Control"]
