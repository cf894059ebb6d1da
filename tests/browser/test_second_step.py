"""Somebody adds a passkey and an app with the keyboard alone, on a narrow screen, and signs in with each."""

import re
import time
from collections.abc import Callable
from urllib.parse import urlsplit

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from playwright.sync_api import BrowserContext, Page, expect

from tests.conftest import Demo
from warmline.staff.demo_logins import DEMO_PASSWORD

pytestmark = pytest.mark.once

#: Of Chromium's DevTools: a passkey without a device.
AUTHENTICATOR = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


def sign_in(page: Page, url: str, email: str) -> None:
    page.goto(f"{url}/staff/login/")
    page.get_by_label("E-mail address").fill(email)
    page.get_by_label("Password", exact=True).fill(DEMO_PASSWORD)
    page.keyboard.press("Enter")


def say_password(page: Page) -> None:
    expect(page.get_by_label("Your password")).to_be_focused()
    page.keyboard.type(DEMO_PASSWORD)
    page.keyboard.press("Enter")


def test_an_app_and_a_passkey_by_keyboard_on_a_narrow_screen(
    new_context: Callable[..., BrowserContext], demo: Demo
) -> None:
    # Browsers make passkeys for names only.
    url = f"http://localhost:{urlsplit(demo.url).port}"
    email = demo.ready["agents"][1]["email"]
    page = new_context(viewport={"width": 390, "height": 844}).new_page()
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    session.send("WebAuthn.addVirtualAuthenticator", {"options": AUTHENTICATOR})
    sign_in(page, url, email)
    expect(page).to_have_url(f"{url}/desk/")
    page.goto(f"{url}/staff/second-step/")
    page.locator('[data-wl="add-app"]').press("Enter")
    say_password(page)
    secret = page.locator("#totp-key").inner_text().replace(" ", "")
    page.get_by_label("Code shown by the app").fill(
        format_hotp_value(hotp_value(secret, int(time.time()) // 30))
    )
    page.keyboard.press("Enter")
    expect(page.locator('[data-wl="codes"] li')).to_have_count(10)
    code = page.locator('[data-wl="codes"] li').first.inner_text()
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    page.goto(f"{url}/staff/second-step/passkey/")
    page.get_by_label("Name").fill("My telephone")
    page.keyboard.press("Enter")
    expect(page.get_by_text("My telephone", exact=True).first).to_be_visible()

    page.goto(f"{url}/staff/me/")
    page.get_by_role("button", name="Sign out", exact=True).last.press("Enter")
    sign_in(page, url, email)
    expect(page.get_by_role("heading", name="One more step")).to_be_visible()
    page.locator('[data-wl="passkey-use"]').press("Enter")
    expect(page).to_have_url(f"{url}/desk/")

    page.goto(f"{url}/staff/me/")
    page.get_by_role("button", name="Sign out", exact=True).last.press("Enter")
    sign_in(page, url, email)
    expect(page.get_by_label("Code")).to_be_focused()
    page.keyboard.type(code)
    page.keyboard.press("Enter")
    expect(page).to_have_url(f"{url}/desk/")

    page.goto(f"{url}/staff/second-step/")
    for _ in range(2):
        page.get_by_role("button", name=re.compile("^Remove")).first.press("Enter")
        if page.get_by_label("Your password").count():
            say_password(page)
    expect(page.locator('[data-wl="add-app"]')).to_be_visible()
