// Who answers here now, and is the line up?
import { make } from "./dom.js";
import { t } from "./texts.js";

const PATIENCE_MS = 3000; // most breaks mend before that

export class Status {
  state = "none";

  constructor() {
    this.element = make("p.status", { role: "status", wl: "status", dir: "auto" });
    this.connection = make("p.connection", { role: "status", wl: "connection", hidden: true });
  }

  availability({ text, people_here: here }) {
    if (this.state !== "none") return;
    this.say(text, here ? "here" : "away");
  }

  holder({ holder, name, text }) {
    this.state = holder;
    const usual = { bot: "holderBot", queue: "holderQueue", person: "holderPerson", snoozed: "holderSnoozed", closed: "holderClosed" };
    this.say(text || t(usual[holder], { name }), holder);
  }

  say(text, kind) {
    this.element.textContent = text;
    this.element.dataset.state = kind;
  }

  connected(isConnected) {
    if (!isConnected) {
      this.timer ??= setTimeout(() => this.trouble(t(navigator.onLine ? "connecting" : "offline")), PATIENCE_MS);
      return;
    }
    clearTimeout(this.timer);
    this.timer = null;
    this.connection.hidden = true;
  }

  trouble(text, ...more) {
    this.connection.replaceChildren(text, ...more);
    this.connection.hidden = false;
  }
}
