// The frame: a dialog beside the page, a full sheet on a phone.
import { action, icon, make } from "./dom.js";
import { t } from "./texts.js";

const NARROW = matchMedia("(max-width: 520px)");
const FOCUSABLE = "a[href], button:not(:disabled), summary, textarea, input, [tabindex='0']";

export class Panel {
  constructor({ root, button, wantPerson, closed, chosen, hasTalk, status, log, composer }) {
    Object.assign(this, { root, button, closed, chosen, composer });
    this.name = make("h2", { id: "wl-name", wl: "business", dir: "auto" }, t("chat"));
    this.mark = make("span.mark", { "aria-hidden": "true" });
    this.talk = action("talk", "person", t("talk"), wantPerson);
    const close = action("close", "close", icon("close"), () => this.close());
    close.setAttribute("aria-label", t("close"));
    const [save, about] = ["save", "about"].map((entry) => action("entry", entry, t(entry), () => this.choose(entry)));
    this.menu = make("details.menu", { ontoggle: () => (save.disabled = !hasTalk()) },
      make("summary", { "aria-label": t("more"), wl: "more" }, icon("dots")), make("div", {}, save, about));
    this.element = make("section.panel", { role: "dialog", "aria-labelledby": "wl-name", wl: "panel", hidden: true },
      make("header.top", {}, this.mark, this.name, this.menu, close, status.element, this.talk, status.connection),
      log.element, composer.element);
    this.element.addEventListener("keydown", (event) => this.pressed(event));
    this.element.addEventListener("click", ({ target }) => this.menu.contains(target) || (this.menu.open = false));
    this.element.addEventListener("paste", (event) => composer.takeFrom(event.clipboardData) && event.preventDefault());
    this.element.addEventListener("dragover", (event) => event.preventDefault());
    this.element.addEventListener("drop", (event) => composer.takeFrom(event.dataTransfer) && event.preventDefault());
    NARROW.addEventListener("change", () => this.suit());
    window.visualViewport?.addEventListener("resize", () => this.suit());
    window.visualViewport?.addEventListener("scroll", () => this.suit());
    root.append(this.element);
  }

  get isOpen() {
    return !this.element.hidden;
  }

  brand({ business, brand }, base) {
    this.name.textContent = business;
    const logo = brand?.logo && new URL(brand.logo, base);
    const isOurs = logo && logo.origin === base.origin; // no third-party requests
    this.mark.replaceChildren(isOurs ? make("img", { src: logo.href, alt: "" }) : [...business][0] || "");
  }

  showHolder(holder) {
    const label = { queue: "talkWaiting", person: "talkPerson" }[holder] || "talk";
    this.talk.textContent = t(label);
    this.talk.toggleAttribute("data-done", label !== "talk");
  }

  open({ focus = true } = {}) {
    this.element.hidden = false;
    this.button.setAttribute("aria-expanded", "true");
    this.suit();
    if (focus) this.composer.input.focus();
    this.composer.fit();
  }

  close() {
    this.element.hidden = true;
    this.button.setAttribute("aria-expanded", "false");
    this.button.focus();
    this.closed();
  }

  choose(entry) {
    this.menu.open = false;
    this.menu.firstChild.focus();
    if (entry) this.chosen(entry);
  }

  // A phone's keyboard covers a fixed sheet unless told the height that is left.
  suit() {
    const { height, offsetTop } = window.visualViewport || { height: innerHeight, offsetTop: 0 };
    this.element.style.setProperty("--sheet", `${height}px`);
    this.element.style.setProperty("--sheet-top", `${offsetTop}px`);
    this.element.ariaModal = NARROW.matches;
  }

  pressed(event) {
    event.stopPropagation(); // the host page's shortcuts must not fire
    if (event.key === "Escape" && !event.isComposing) this.menu.open ? this.choose() : this.close();
    if (event.key === "Tab" && NARROW.matches) this.keepInside(event);
  }

  keepInside(event) {
    const stops = [...this.element.querySelectorAll(FOCUSABLE)].filter((stop) => stop.getClientRects().length);
    const edge = event.shiftKey ? stops[0] : stops.at(-1);
    if (this.root.activeElement !== edge) return;
    event.preventDefault();
    (event.shiftKey ? stops.at(-1) : stops[0]).focus();
  }
}
