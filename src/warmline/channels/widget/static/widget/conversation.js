// What does this tab know of the conversation? Every message once, in order; who holds it.
import { Announcer } from "./store.js";
import { Stream } from "./stream.js";

const TYPING_LASTS_MS = 5000;

/** Announces: messages {messages, live}, revision, holder, typing, connection {connected}, lost. */
export class Conversation extends Announcer {
  last = 0;
  holder = null;

  constructor(transport, store, opening) {
    super();
    Object.assign(this, { transport, store, opening });
  }

  get exists() {
    return Boolean(this.store.read().id);
  }

  path(rest) {
    return `conversations/${this.store.read().id}/${rest}`;
  }

  /** Two tabs at the same moment share one. */
  begin() {
    return oneTabAtATime(`${this.store.key}:begin`, async () => {
      if (this.exists) return;
      const { id, token, messages } = await this.transport.ask("conversations", this.opening);
      this.store.write({ id, token, answered: [], seen: 0 });
      this.take(messages);
      this.listen();
    });
  }

  resume() {
    if (this.exists && !this.stream) this.listen();
  }

  goOn() {
    this.isResting = false;
    if (this.stream?.wanted) this.stream.nudge();
    else this.stream?.start();
  }

  rest() {
    this.isResting = true;
    this.stream?.stop();
  }

  listen() {
    const listen = {
      opened: () => this.announce("connection", { connected: true }),
      closed: (problem) => (problem?.isGone ? this.forget() : this.announce("connection", { connected: false })),
      event: (event) => this.hear(event),
    };
    const stream = new Stream(this.transport, this.path("events"), () => this.last, listen);
    this.stream = stream;
    const settled = (problem) => {
      if (problem?.isGone) this.forget();
      else if (stream === this.stream && !this.isResting) stream.start();
    };
    this.catchUp().then(settled, settled);
  }

  hear({ name, data }) {
    if (name === "message") this.receive(data);
    if (name === "revision") this.announce("revision", data);
    if (name === "holder") this.hold(data);
    if (name === "typing") this.type(data);
  }

  receive(message) {
    if (message.number <= this.last) return;
    if (message.number === this.last + 1) this.take([message], true);
    else this.catchUp(true).catch(() => this.stream?.nudge(true));
  }

  async catchUp(live = false) {
    this.take(await this.transport.ask(this.path(`messages?after=${this.last}`)), live);
  }

  take(messages, live = false) {
    const fresh = messages.filter(({ number }) => number > this.last);
    if (!fresh.length) return;
    this.last = fresh.at(-1).number;
    if (fresh.some(({ from }) => from.kind !== "customer")) this.type({ on: false });
    this.announce("messages", { messages: fresh, live });
  }

  hold(holder) {
    this.holder = holder;
    if (holder.holder !== "bot") this.type({ on: false });
    this.announce("holder", holder);
  }

  type({ from, on }) {
    clearTimeout(this.typing);
    if (on) this.typing = setTimeout(() => this.announce("typing", { on: false }), TYPING_LASTS_MS);
    this.announce("typing", { from, on });
  }

  /** The server no longer knows it. What was not sent stays in the outbox. */
  forget() {
    this.leave();
    this.store.write({ id: null, token: null, seen: 0, unread: 0, answered: [] });
    this.announce("lost");
  }

  leave() {
    this.stream?.stop();
    this.stream = this.holder = null;
    this.last = 0;
  }
}

function oneTabAtATime(name, work) {
  return navigator.locks ? navigator.locks.request(name, work) : work();
}
