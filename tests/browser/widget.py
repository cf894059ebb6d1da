"""The chat as a customer sees it."""

import json
from typing import Any

from playwright.sync_api import Locator, Page, expect


class Widget:
    def __init__(self, page: Page, url: str) -> None:
        self.page = page
        self.url = url

    def part(self, name: str) -> Locator:
        return self.page.locator(f'[data-wl="{name}"]')

    def open(self) -> "Widget":
        self.part("launch").click()
        expect(self.part("input")).to_be_focused()
        expect(self.part("status")).not_to_be_empty()
        return self

    def reload(self) -> None:
        """The tab remembers that the chat was open."""
        self.page.reload()
        expect(self.part("panel")).to_be_visible()

    def say(self, text: str) -> None:
        self.part("input").fill(text)
        self.part("input").press("Enter")
        expect(self.part("input")).to_have_value("")

    def ask(self, text: str) -> Locator:
        """Says it and waits for the next word that is not the customer's."""
        before = self.from_kind("bot").count()
        if not self.memory.get("id"):
            before = 1  # the greeting
        self.say(text)
        answer = self.from_kind("bot").nth(before)
        expect(answer).to_be_visible()
        return answer

    @property
    def messages(self) -> Locator:
        return self.part("message")

    def from_kind(self, kind: str) -> Locator:
        return self.page.locator(f'[data-wl="message"][data-from="{kind}"]')

    def texts(self) -> list[str]:
        return self.part("message-text").all_inner_texts()

    def numbers(self) -> list[int]:
        found = self.messages.evaluate_all("all => all.map(each => each.dataset.number)")
        return [int(each) for each in found if each]

    def try_again(self) -> None:
        """Send anew what was not sent, where the chat has not done so itself meanwhile."""
        self.part("retry-send").evaluate_all("buttons => buttons.forEach(button => button.click())")

    def has_text(self, text: str) -> Locator:
        return self.part("message-text").filter(has_text=text)

    @property
    def memory(self) -> dict[str, Any]:
        """What the browser keeps: {id, token, outbox, draft, ...}."""
        kept = self.page.evaluate(f"localStorage.getItem({json.dumps(f'warmline:{self.url}/')})")
        found: dict[str, Any] = json.loads(kept or "{}")
        return found

    @property
    def id(self) -> str:
        return str(self.memory["id"])

    def stored(self) -> list[dict[str, Any]]:
        """What the Visitor API gives this customer: all that they can ever read."""
        kept = self.memory
        path = f"{self.url}/chat/conversations/{kept['id']}/messages?after=0"
        answer = self.page.request.get(path, headers={"Authorization": f"Bearer {kept['token']}"})
        assert answer.ok, answer.text()
        found: list[dict[str, Any]] = answer.json()
        return found
