"""Which pages are there? Each in a state worth looking at, for the accessibility check and for the screenshots."""

import io
from collections.abc import Callable
from dataclasses import dataclass

from PIL import Image, ImageDraw
from playwright.sync_api import FilePayload, Page, expect

from tests.browser.desk import Desk
from tests.browser.widget import Widget
from warmline.staff.demo_logins import DEMO_PASSWORD

#: As the fixture `staff` takes them.
NOBODY, AGENT, OWNER = "", 0, "owner"


@dataclass(frozen=True)
class Shown:
    """who: NOBODY, AGENT or OWNER. ready: brings the page into the state to look at.

    is_long: whether a picture shows more than what fits the screen.
    """

    name: str
    path: str
    who: int | str = NOBODY
    ready: Callable[[Page, str], None] = lambda page, url: None
    is_long: bool = True


def set_up(page: Page, url: str) -> None:
    """The first run, from the page that asks for business and owner to the one that says what to do next."""
    page.locator("#id_business-name").fill("Alice's Bakery")
    page.get_by_label("Your name").fill("Alice Byrne")
    page.get_by_label("Your e-mail address").fill("alice@bakery.example")
    page.get_by_label("Your password").fill("rye-and-caraway-7")
    page.get_by_role("button", name="Start").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Alice's Bakery is ready")


def answered(page: Page, url: str) -> None:
    widget = Widget(page, url).open()
    answer = widget.ask("What are your opening hours?")
    answer.locator('[data-wl="why"]').click()
    expect(answer.locator('[data-wl="reasons"] li').first).to_be_visible()


def waiting(page: Page, url: str) -> None:
    widget = Widget(page, url).open()
    widget.ask("My mother's insulin has not come and I am in tears")


def rated(page: Page, url: str) -> None:
    widget = Widget(page, url).open()
    widget.ask("Is there parking?").locator('[data-wl="helpful-yes"]').click()
    expect(widget.part("csat")).to_be_visible()


def picture(name: str, shade: int) -> FilePayload:
    """A photo for once: a disc on a ground of one colour."""
    drawn = Image.new("RGB", (640, 480), (238, 222, 200))
    ImageDraw.Draw(drawn).ellipse((120, 60, 520, 420), fill=(shade, 120, 70))
    out = io.BytesIO()
    drawn.save(out, "JPEG")
    return {"name": name, "mimeType": "image/jpeg", "buffer": out.getvalue()}


def with_files(page: Page, url: str) -> None:
    """Two pictures sent, and a file that waits."""
    widget = Widget(page, url).open()
    widget.part("picker").set_input_files([picture("cake.jpg", 190), picture("box.jpg", 90)])
    expect(widget.part("file-ready")).to_have_count(2)
    widget.ask("This is how it arrived")
    expect(widget.part("picture")).to_have_count(2)
    note: FilePayload = {"name": "list.txt", "mimeType": "text/plain", "buffer": b"one cake"}
    widget.part("picker").set_input_files([note])
    expect(widget.part("file-ready")).to_have_count(1)


def files_at_the_desk(page: Page, url: str) -> None:
    """The customer's pictures in the thread, an answer with a file in the box."""
    page.goto(f"{url}/shop/")
    with_files(page, url)
    desk = Desk(page, url).open(Widget(page, url).memory["id"])
    desk.take()
    offer: FilePayload = {"name": "offer.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.7 offer"}
    desk.part("reply-picked").set_input_files([offer])
    expect(desk.part("waiting-file")).to_have_count(1)


def opened(page: Page, url: str) -> None:
    Widget(page, url).open()


def first_of_queue(page: Page, url: str) -> None:
    """Of those who wait, or of a new customer when everybody has been answered."""
    if not page.locator('[data-wl="inbox-row"]').count():
        page.goto(f"{url}/shop/")
        waiting(page, url)
        page.goto(f"{url}/desk/?tab=queue")
    page.locator('[data-wl="inbox-row"]').first.click()
    expect(page.locator("#live")).to_be_visible()


def first_decision(page: Page, url: str) -> None:
    page.get_by_role("link", name="Why exactly?").first.click()
    expect(page.get_by_role("heading", name="What the rules said")).to_be_visible()


def first_gap(page: Page, url: str) -> None:
    page.get_by_role("link", name="See the draft").first.click()
    expect(page.get_by_role("heading", name="How it was asked")).to_be_visible()


def first_customer(page: Page, url: str) -> None:
    """Somebody with a past: whose name stands most often among the closed conversations."""
    names = [name for name in page.locator("[data-row] strong").all_inner_texts() if name != "Visitor"]
    page.locator("[data-row]").filter(has_text=max(names, key=names.count)).first.locator("> a").click()
    expect(page.locator("#live")).to_be_visible()
    page.goto(url + str(Desk(page, url).part("customer-page").get_attribute("href")))


def first_theme(page: Page, url: str) -> None:
    page.locator('[data-wl="theme"] h2 a').first.click()
    expect(page.get_by_role("heading", name="In the words of customers")).to_be_visible()


def first_abilities(page: Page, url: str) -> None:
    """Of somebody who bakes."""
    row = page.locator("li.list-row").filter(has_text="wedding cakes").first
    row.locator("summary").click()
    row.locator('[data-wl="abilities"]').click()
    expect(page.get_by_label("Knows about")).to_be_visible()


def one_rule(page: Page, url: str) -> None:
    if not page.locator('[data-wl="rules"]').count():
        page.locator('[data-wl="about"]').select_option(label="health")
        page.locator('[data-wl="skill"]').fill("allergens")
        page.locator('[data-wl="rule-add"]').click()
    expect(page.locator('[data-wl="rules"]')).to_contain_text("allergens")


def act(page: Page, name: str) -> None:
    """On a phone what is rarer stands behind "More"."""
    button = page.locator(f'[data-wl="{name}"]')
    if not button.is_visible():
        page.locator('[data-wl="more"]').click()
    button.click()


def asked_why(page: Page, url: str) -> None:
    first_of_queue(page, url)
    act(page, "insight")
    expect(page.get_by_role("combobox")).to_be_focused()


def labelled(page: Page, url: str) -> None:
    first_of_queue(page, url)
    page.wait_for_load_state()
    act(page, "label")
    for name in ("Refund", "Late delivery", "Wedding"):
        box = page.locator('[data-wl="label-words"]')
        box.fill("")
        box.press_sequentially(
            name
        )  # as people type: what is new on the page is heard before the last letter
        choice = page.locator("#label-choices [role=option]").filter(has_text=name).first
        expect(choice).to_have_attribute("aria-selected", "true")
        if choice.get_attribute("aria-checked") != "true":
            page.keyboard.press("Enter")
            expect(choice).to_have_attribute("aria-checked", "true")
    page.locator('[data-wl="label-words"]').fill("wed")
    expect(page.locator('[data-wl="label-choice"]')).to_have_count(1)


def opened_labels(page: Page, url: str) -> None:
    page.locator('[data-wl="label-menu"] summary').click()
    expect(page.locator('[data-wl="label-list"]').first).to_be_visible()


def first_label(page: Page, url: str) -> None:
    page.locator('[data-wl="label-edit"]').first.click()
    expect(page.get_by_role("heading", name="Name and colour")).to_be_visible()


def slashed(page: Page, url: str) -> None:
    for name, text in (
        ("Sorry, late", "Dear {{customer.first_name}}, your {{order.items}} is late. I am so sorry."),
        ("Thank you", "Thank you, {{customer.first_name}}! {{agent.first_name}}"),
    ):
        page.goto(f"{url}/macros/")
        if page.locator('[data-wl="macro-item"]').filter(has_text=name).count():
            continue
        page.get_by_label("Name", exact=True).fill(name)
        page.get_by_label("Text").fill(text)
        page.locator('[data-wl="macro-save"]').click()
    page.goto(f"{url}/desk/?tab=mine")
    if not page.locator('[data-wl="inbox-row"]').count():
        page.goto(f"{url}/desk/?tab=queue")
        first_of_queue(page, url)
        Desk(page, url).take()
        page.goto(f"{url}/desk/?tab=mine")
    page.locator('[data-wl="inbox-row"]').first.click()
    box = page.locator('[data-wl="reply-text"]')
    expect(box).to_have_attribute("aria-autocomplete", "list")  # the sign is heard
    box.press_sequentially("/")
    expect(page.locator('[data-wl="macro"]').first).to_be_visible()


def opened_macro(page: Page, url: str) -> None:
    page.locator('[data-wl="macro-edit"]').first.click()
    expect(page.locator('[data-wl="macro-preview"]')).to_contain_text("Dana")


def opened_window(page: Page, url: str) -> None:
    page.get_by_role("button", name="Open a window").click()
    expect(page.get_by_role("dialog", name="Close this conversation?")).to_be_visible()


def opened_bell(page: Page, url: str) -> None:
    page.locator('[data-wl="bell"]').click()
    expect(page.locator("#bell-panel").get_by_role("link", name="How I hear about things")).to_be_visible()


def opened_palette(page: Page, url: str) -> None:
    page.get_by_role("button", name="Open the palette").click()
    expect(page.get_by_role("combobox", name="Find or do")).to_be_focused()


def pressed_for_palette(page: Page, url: str) -> None:
    expect(page.locator("[aria-keyshortcuts]").first).to_be_visible()  # the keys are heard
    page.keyboard.press("Control+k")
    expect(page.get_by_role("option").first).to_be_visible()


def pressed_for_sheet(page: Page, url: str) -> None:
    expect(page.locator("html[data-letters]")).to_be_visible()
    page.keyboard.press("?")
    expect(page.get_by_role("link", name="Change them")).to_be_visible()


def wrote_a_task(page: Page, url: str) -> None:
    first_of_queue(page, url)
    page.wait_for_load_state()
    act(page, "task")
    page.locator('[data-wl="task-text"]').fill("Send the sketches for the cake")
    page.locator('[data-wl="task-due"]').press_sequentially("tomorrow 3 pm")
    expect(page.locator('[data-wl="deadline-words"]')).to_contain_text("15:00")


def first_task(page: Page, url: str) -> None:
    page.locator('[data-wl="task"]').first.get_by_role("link", name="Change").click()
    expect(page.get_by_role("heading", name="What happened to it")).to_be_visible()


def twice_written(page: Page, url: str) -> None:
    """The customer of the demo whose address was typed with a slip the second time."""
    page.goto(f"{url}/customers/101/")
    page.locator('[data-wl="compare"]').first.click()
    expect(page.get_by_role("heading", name="Two profiles side by side")).to_be_visible()


def looked_through(page: Page, url: str) -> None:
    """A list with two rows that are wrong."""
    rows = "email,number,amount,issued,due\nnobody,R-1,12,2026-11-01,\na@mail.example,R-2,1.204,2026-11-01,\n"
    page.get_by_label("Invoices").check()
    page.locator('[data-wl="import-file"]').set_input_files(
        {"name": "invoices.csv", "mimeType": "text/csv", "buffer": rows.encode()}
    )
    page.locator('[data-wl="import-look"]').click()
    expect(page.locator('[data-wl="import-errors"] li')).to_have_count(2)


def said_password(page: Page, url: str) -> None:
    """Asked once in five minutes."""
    if page.get_by_label("Your password").count():
        page.get_by_label("Your password").fill(DEMO_PASSWORD)
        page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Add an app")).to_be_visible()


def made_key(page: Page, url: str) -> None:
    if page.locator('[data-wl="identity-key"]').count() < 2:
        page.locator('[data-wl="identity-make"]').click()
        expect(page.get_by_role("heading", name="Your new key")).to_be_visible()


PAGES = (
    Shown("shop", "/shop/"),
    Shown("chat-greeting", "/shop/", ready=opened, is_long=False),
    Shown("chat-answer", "/shop/", ready=answered, is_long=False),
    Shown("chat-waiting", "/shop/", ready=waiting, is_long=False),
    Shown("chat-files", "/shop/", ready=with_files, is_long=False),
    Shown("chat-rating", "/shop/", ready=rated, is_long=False),
    Shown("help-home", "/help/"),
    Shown("help-article", "/help/articles/opening-hours/"),
    Shown("help-search", "/help/search/?q=where+is+my+order"),
    Shown("login", "/staff/login/"),
    Shown("desk-queue", "/desk/?tab=queue", AGENT),
    Shown("desk-all", "/desk/?tab=all", AGENT),
    Shown("desk-conversation", "/desk/?tab=queue", AGENT, first_of_queue),
    Shown("desk-files", "/shop/", AGENT, files_at_the_desk, is_long=False),
    Shown("desk-labels", "/desk/?tab=queue", AGENT, labelled, is_long=False),
    Shown("desk-label-menu", "/desk/?tab=queue", AGENT, opened_labels, is_long=False),
    Shown("labels", "/desk/labels/", AGENT),
    Shown("label-page", "/desk/labels/", AGENT, first_label),
    Shown("desk-macros", "/macros/", AGENT, slashed, is_long=False),
    Shown("macros", "/macros/", AGENT),
    Shown("macro", "/macros/", AGENT, opened_macro),
    Shown("customer", "/desk/?tab=closed", AGENT, first_customer),
    Shown("your-copilot", "/copilot/you/", AGENT),
    Shown("tasks", "/tasks/", AGENT),
    Shown("task", "/tasks/", AGENT, first_task),
    Shown("desk-task", "/desk/?tab=queue", AGENT, wrote_a_task, is_long=False),
    Shown("customers-compared", "/desk/", AGENT, twice_written),
    Shown("customer-rights", "/privacy/customers/101/", OWNER),
    Shown("imports", "/imports/", OWNER),
    Shown("import-looked-through", "/imports/", OWNER, looked_through),
    Shown("decisions", "/decisions/", AGENT),
    Shown("decision", "/decisions/", AGENT, first_decision),
    Shown("knowledge", "/knowledge/", OWNER),
    Shown("knowledge-answer", "/knowledge/answers/opening_hours/", OWNER),
    Shown("knowledge-article", "/knowledge/articles/opening-hours/", OWNER),
    Shown("gaps", "/gaps/?days=90", OWNER),
    Shown("gap", "/gaps/?days=90", OWNER, first_gap),
    Shown("insights", "/insights/", AGENT),
    Shown("insight", "/insights/", AGENT, first_theme),
    Shown("desk-why", "/desk/?tab=queue", AGENT, asked_why, is_long=False),
    Shown("learning", "/learning/", OWNER),
    Shown("label", "/learning/label/", OWNER),
    Shown("rules", "/rules/", OWNER),
    Shown("people", "/people/", OWNER),
    Shown("abilities", "/people/", OWNER, first_abilities),
    Shown("routing", "/routing/", OWNER, one_rule),
    Shown("service", "/service/", OWNER),
    Shown("business", "/business/", OWNER),
    Shown("identity", "/identity/", OWNER, made_key),
    Shown("audit", "/audit/", OWNER),
    Shown("second-step", "/staff/second-step/", AGENT),
    Shown("second-step-password", "/staff/second-step/app/", AGENT),
    Shown("second-step-app", "/staff/second-step/app/", AGENT, said_password),
    Shown("palette", "/desk/?tab=queue", AGENT, pressed_for_palette, is_long=False),
    Shown("shortcuts-sheet", "/tasks/", OWNER, pressed_for_sheet, is_long=False),
    Shown("shortcuts", "/shortcuts/", AGENT),
    Shown("me", "/staff/me/", AGENT),
    Shown("bell", "/desk/?tab=queue", AGENT, opened_bell, is_long=False),
    Shown("notifications", "/notifications/", AGENT),
    Shown("hearing", "/notifications/settings/", AGENT),
    Shown("styleguide", "/styleguide", OWNER),
    Shown("styleguide-window", "/styleguide", OWNER, opened_window, is_long=False),
    Shown("styleguide-palette", "/styleguide", OWNER, opened_palette, is_long=False),
)
