// Where the visitor writes: grows, keeps the draft, says when it gets too long.
import { action, icon, make } from "./dom.js";
import { t } from "./texts.js";

const LIMIT = 4000;
const WARN_BELOW = 400;
const TYPING_EVERY_MS = 3000;

export class Composer {
  typingAt = 0;

  /** tray: loads the list of picked files when it is first needed; see attach.js. */
  constructor({ say, typing, store, tray }) {
    Object.assign(this, { say, typing, store, loadTray: tray });
    this.input = make("textarea", { rows: 1, dir: "auto", enterkeyhint: "send", wl: "input", "aria-label": t("write"),
      placeholder: t("placeholder"), "aria-describedby": "wl-counter" });
    this.button = make("button.send", { type: "submit", wl: "send", "aria-label": t("send") }, icon("send"));
    this.counter = make("p.counter", { id: "wl-counter", role: "status", wl: "counter" });
    this.picker = make("input", { type: "file", multiple: true, hidden: true, wl: "picker", onchange: () => this.take([...this.picker.files]) });
    this.attach = action("attach", "attach", icon("clip"), () => this.picker.click());
    this.attach.setAttribute("aria-label", t("attach"));
    this.attach.hidden = true;
    this.element = make("form.composer", { wl: "composer" }, this.attach, this.picker, this.input, this.button, this.counter);
    this.element.addEventListener("submit", (event) => this.submit(event));
    this.input.addEventListener("input", () => this.changed());
    this.input.addEventListener("keydown", (event) => this.pressed(event));
    this.fill(store.read().draft || "");
    if (store.read().files?.length) this.take([]);
  }

  /** files: what may come, from the server; null for nothing. */
  allow(files) {
    this.files = files;
    this.attach.hidden = !files;
    this.picker.accept = files?.types.join() || "";
  }

  /** From a transfer of the clipboard or the mouse; whether there were any. */
  takeFrom(transfer) {
    const files = [...(transfer?.files || [])];
    if (files.length && this.files) this.take(files);
    return files.length > 0;
  }

  async take(files) {
    this.picker.value = "";
    this.loading ??= this.loadTray(this);
    this.tray = await this.loading;
    if (this.tray) this.tray.add(files);
    else this.loading = null;
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
    if (this.button.disabled) return;
    const files = this.tray?.send();
    this.fill("");
    this.store.write({ draft: "" });
    this.tell(false);
    this.say(text, files);
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
    this.button.disabled = this.tray?.isBusy || (left === LIMIT && !this.tray?.count) || left < 0;
    this.element.classList.toggle("over", left < 0);
    this.counter.textContent = left < 0 ? t("tooLong", { count: -left }) : left < WARN_BELOW ? t("left", { count: left }) : "";
  }
}
