"""The desk as the people who work there see it."""

from playwright.sync_api import Locator, Page, Response, expect


def sign_in(page: Page, url: str, login: dict[str, str]) -> None:
    page.goto(f"{url}/staff/login/")
    page.get_by_label("E-mail address").fill(login["email"])
    page.get_by_label("Password", exact=True).fill(login["password"])
    page.get_by_role("button", name="Sign in", exact=True).click()
    page.wait_for_url(f"{url}/desk/**")


class Desk:
    def __init__(self, page: Page, url: str) -> None:
        self.page = page
        self.url = url

    def go(self, path: str) -> "Desk":
        self.page.goto(f"{self.url}{path}")
        return self

    def part(self, name: str) -> Locator:
        return self.page.locator(f'[data-wl="{name}"]')

    @property
    def name(self) -> str:
        """Who is signed in."""
        return self.page.locator(".me-who strong").inner_text()

    def inbox(self, tab: str = "queue") -> "Desk":
        return self._live(f"/desk/?tab={tab}")

    def row(self, conversation: str) -> Locator:
        return self.page.locator(f'[data-row="{conversation}"]')

    def open(self, conversation: str) -> "Desk":
        return self._live(f"/desk/conversations/{conversation}/")

    def _live(self, path: str) -> "Desk":
        """Ready to hear what happens: once the line is up, the page reads again what it shows."""
        with self.page.expect_response(lambda got: self._is_update(got, path)):
            self.go(path)
        return self

    def _is_update(self, response: Response, path: str) -> bool:
        return response.url == f"{self.url}{path}" and response.request.headers.get("hx-request") == "true"

    def take(self) -> None:
        self.part("take").click()
        self.expect_mine()

    def expect_mine(self) -> None:
        expect(self.part("holder")).to_have_text("With you")
        expect(self.part("reply-text")).to_be_editable()

    def reply(self, text: str) -> None:
        self.part("reply-text").fill(text)
        self.part("send-reply").click()
        self.part("due").filter(has_text=text).get_by_role("button", name="Send now").click()
        expect(self.message(text)).to_be_visible()

    def note(self, text: str) -> None:
        if not self.part("note-text").is_visible():
            self.part("tab-note").click()
        self.part("note-text").fill(text)
        self.part("send-note").click()
        expect(self.part("note").filter(has_text=text)).to_be_visible()

    def message(self, text: str) -> Locator:
        """Stored, not merely on its way."""
        return self.part("message").filter(has_text=text)
