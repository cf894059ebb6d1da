// Where the visitor writes: grows, keeps the draft, says when it gets too long.
import { icon, make } from "./dom.js";
import { t } from "./texts.js";

const LIMIT = 4000;
const WARN_BELOW = 400;
const TYPING_EVERY_MS = 3000;

export class Composer {
  typingAt = 0;

  constructor({ say, typing, store }) {
    Object.assign(this, { say, typing, store });
    this.input = make("textarea", { rows: 1, dir: "auto", enterkeyhint: "send", wl: "input", "aria-label": t("write"),
      placeholder: t("placeholder"), "aria-describedby": "wl-counter" });
    this.button = make("button.send", { type: "submit", wl: "send", "aria-label": t("send") }, icon("send"));
    this.counter = make("p.counter", { id: "wl-counter", role: "status", wl: "counter" });
    this.element = make("form.composer", { wl: "composer" }, this.input, this.button, this.counter);
    this.element.addEventListener("submit", (event) => this.submit(event));
    this.input.addEventListener("input", () => this.changed());
    this.input.addEventListener("keydown", (event) => this.pressed(event));
    this.fill(store.read().draft || "");
  }

  fill(text) {
    this.input.value = text;
    this.fit();
  }

  /** Puts back what could not be sent, before what was written since. */
  restore(text) {
    this.fill([text, this.input.value].filter(Boolean).join("\n"));
    this.store.write({ draft: this.input.value });
    this.input.focus();
  }

  submit(event) {
    event.preventDefault();
    const text = this.input.value.trim();
    if (!text || text.length > LIMIT) return;
    this.fill("");
    this.store.write({ draft: "" });
    this.tell(false);
    this.say(text);
    this.input.focus();
  }

  changed() {
    this.fit();
    this.store.write({ draft: this.input.value });
    if (this.input.value && Date.now() - this.typingAt > TYPING_EVERY_MS) this.tell(true);
  }

  tell(on) {
    if (!on && !this.typingAt) return;
    this.typingAt = on ? Date.now() : 0;
    this.typing(on);
  }

  // Enter also confirms a word while composing Japanese, Chinese or Korean.
  pressed(event) {
    if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    this.element.requestSubmit();
  }

  fit() {
    this.input.style.blockSize = "auto";
    this.input.style.blockSize = `${this.input.scrollHeight + 2}px`;
    const left = LIMIT - this.input.value.trim().length;
    this.button.disabled = left === LIMIT || left < 0;
    this.element.classList.toggle("over", left < 0);
    this.counter.textContent = left < 0 ? t("tooLong", { count: -left }) : left < WARN_BELOW ? t("left", { count: left }) : "";
  }
}
