// What is not confirmed by the server yet: kept over reloads, sent in order, never doubled.
// {client_id, text, files: [{id, name}]}, or {client_id, person: reason} for the wish to talk to a person.
import { Announcer } from "./store.js";

const FIRST_RETRY_MS = 5000;
const LONGEST_RETRY_MS = 60_000;

/** Announces: waiting {item, state: sending|failed|slow|refused, detail, seconds}, sent {item, answer}. */
export class Outbox extends Announcer {
  delay = FIRST_RETRY_MS;
  renewed = false;
  notBefore = 0; // the server asked for a pause

  constructor(transport, store, conversation) {
    super();
    Object.assign(this, { transport, store, conversation });
  }

  get items() {
    return this.store.read().outbox || [];
  }

  add(content) {
    const item = { client_id: identifier(), ...content };
    this.store.write({ outbox: [...this.items, item] });
    const pause = Math.ceil((this.notBefore - Date.now()) / 1000);
    this.announce("waiting", { item, state: pause > 0 ? "slow" : "sending", seconds: pause });
    return this.flush();
  }

  flush() {
    if (Date.now() < this.notBefore) return this.running;
    clearTimeout(this.timer);
    this.running ??= this.sendAll().finally(() => (this.running = null));
    return this.running;
  }

  async sendAll() {
    for (let item; (item = this.items[0]); ) {
      this.announce("waiting", { item, state: "sending" });
      try {
        const answer = await this.send(item);
        this.drop(item);
        this.delay = FIRST_RETRY_MS;
        this.renewed = false;
        this.announce("sent", { item, answer });
      } catch (problem) {
        if (!this.goesOn(item, problem)) return;
      }
    }
  }

  async send({ client_id, text, files, person }) {
    await this.conversation.begin();
    if (text == null) return this.transport.ask(this.conversation.path("person"), { reason: person });
    return this.transport.ask(this.conversation.path("messages"), { client_id, text, attachments: files?.map(({ id }) => id) });
  }

  /** Whether the next attempt may follow at once. */
  goesOn(item, problem) {
    if (problem.isGone && !this.renewed) {
      this.renewed = true; // once only: a server that refuses the new one too is in trouble
      this.conversation.forget();
      return true;
    }
    if (problem.isFinal && !problem.isGone) {
      this.drop(item);
      this.announce("waiting", { item, state: "refused", detail: problem.message });
      return true;
    }
    this.postpone(problem.retrySeconds);
    return false;
  }

  postpone(seconds) {
    const wait = seconds ? seconds * 1000 : this.delay;
    this.notBefore = seconds ? Date.now() + wait : 0;
    this.timer = setTimeout(() => this.flush(), wait + 10);
    if (!seconds) this.delay = Math.min(this.delay * 2, LONGEST_RETRY_MS);
    const state = seconds ? "slow" : "failed";
    for (const item of this.items) this.announce("waiting", { item, state, seconds });
  }

  drop({ client_id }) {
    this.store.write({ outbox: this.items.filter((item) => item.client_id !== client_id) });
  }
}

// crypto.randomUUID needs https; a blob's address ends in a UUID everywhere.
function identifier() {
  return URL.createObjectURL(new Blob()).slice(-36);
}
