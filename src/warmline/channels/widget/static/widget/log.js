// The list of messages: in order, what is still on its way last, the newest in sight.
import { bubble, showDelivery, waitingBubble } from "./bubble.js";
import { action, icon, make } from "./dom.js";
import { asksOf, closeAsks } from "./asks.js";
import { t } from "./texts.js";

const NEAR_END_PX = 90;

export class Log {
  waiting = new Map(); // client id → bubble
  stored = new Set(); // client ids

  constructor(actions, base) {
    Object.assign(this, { actions, base });
    this.list = make("div.list", { role: "log", "aria-live": "polite", "aria-label": t("log"), wl: "log" });
    this.typing = make("p.typing", { wl: "typing", hidden: true });
    this.scroller = make("div.scroller", { tabindex: "0", role: "region", "aria-label": t("log") }, this.list, this.typing);
    this.newer = action("newer", "newest", icon("down"), () => this.toEnd());
    this.newer.append(t("newer"));
    this.newer.hidden = true;
    this.element = make("div.log", {}, this.scroller, this.newer);
    this.isFollowing = true;
    this.scroller.addEventListener("scroll", () => this.follow(this.isNearEnd()), { passive: true });
    const grown = new ResizeObserver(() => this.isFollowing && this.toEnd());
    for (const part of [this.list, this.scroller]) grown.observe(part);
  }

  /** Before a conversation exists; its own first message takes the place. */
  greet(message) {
    this.greeting?.remove();
    this.greeting = bubble(message, this.base);
    this.list.prepend(this.greeting);
  }

  add(messages, live) {
    this.list.setAttribute("aria-busy", String(!live)); // history is not read out
    for (const message of messages) this.place(message);
    this.list.setAttribute("aria-busy", "false");
    if (this.isFollowing) this.toEnd();
    else this.newer.hidden = !live;
  }

  place(message) {
    if (message.from.kind !== "customer") this.greeting?.remove();
    if (message.from.kind !== "bot") closeAsks(this.list);
    if (message.client_id) this.stored.add(message.client_id);
    const element = this.confirmed(message) || bubble(message, this.base);
    element.append(...asksOf(message, this.actions));
    this.showFiles(element, message);
    const next = this.firstWaiting();
    if (!element.isConnected || element.nextSibling !== next) this.list.insertBefore(element, next);
  }

  // The bubble stays where it is: a screen reader would read a new one again.
  confirmed({ client_id, number }) {
    const element = this.waiting.get(client_id);
    if (!element) return;
    this.waiting.delete(client_id);
    element.querySelector(".delivery").remove();
    element.dataset.number = number;
    element.dataset.state = "sent";
    return element;
  }

  // A person changed or deleted what they said. It may be told twice; the same again would be read out again.
  revise(message) {
    const shown = this.list.querySelector(`[data-number="${message.number}"]`);
    const changed = bubble(message, this.base);
    const said = JSON.stringify([message.revised, message.text, message.attachments?.map(({ state }) => state)]);
    if (!shown || shown.said === said) return;
    changed.said = said;
    shown.replaceWith(changed);
    this.showFiles(changed, message);
  }

  // Names stand there at once; pictures and addresses follow.
  showFiles(element, { attachments }) {
    if (!attachments?.length) return;
    import("./files.js").then(({ show }) => show(element.querySelector(".files"), attachments, this.actions)).catch(() => {});
  }

  show({ item, ...delivery }) {
    // Tabs share what is on its way: another one's may have arrived before this tab sends it too.
    if (item.text == null || this.stored.has(item.client_id)) return;
    let element = this.waiting.get(item.client_id);
    if (!element) {
      element = waitingBubble(item);
      this.waiting.set(item.client_id, element);
      this.list.append(element);
      this.toEnd();
    }
    const edit = () => {
      element.remove();
      this.waiting.delete(item.client_id);
      this.actions.edit(item.text);
    };
    showDelivery(element, delivery, { again: this.actions.sendAgain, edit });
  }

  sent({ item }) {
    if (this.waiting.has(item.client_id)) this.show({ item, state: "sent" });
  }

  note(text) {
    if (this.list.lastElementChild?.textContent === text) return;
    this.list.insertBefore(make("p.note", { wl: "note" }, text), this.firstWaiting());
  }

  showTyping({ from, on }) {
    this.typing.hidden = !on;
    if (!on) return;
    const dots = make("span.dots", { "aria-hidden": "true" }, make("i"), make("i"), make("i"));
    this.typing.replaceChildren(dots, t("typing", { name: from.name }));
    if (this.isFollowing) this.toEnd();
  }

  clear() {
    this.list.replaceChildren();
    this.waiting.clear();
    this.stored.clear();
    this.typing.hidden = true;
  }

  firstWaiting() {
    return this.waiting.values().next().value ?? null;
  }

  isNearEnd() {
    const { scrollHeight, scrollTop, clientHeight } = this.scroller;
    return scrollHeight - scrollTop - clientHeight < NEAR_END_PX;
  }

  follow(isFollowing) {
    this.isFollowing = isFollowing;
    if (isFollowing) this.newer.hidden = true;
  }

  toEnd() {
    this.follow(true);
    this.scroller.scrollTop = this.scroller.scrollHeight;
  }
}
