// What the visitor said and the server has not yet confirmed: kept over reloads, sent in order, never doubled.
// An item is {client_id, text} or, for the wish to talk to a person, {client_id, person: reason}.

const FIRST_RETRY_MS = 5000;
const LONGEST_RETRY_MS = 60_000;

/** Announces: waiting {item, state: sending|failed|slow|refused, detail, seconds}, sent {item, answer}. */
export class Outbox extends EventTarget {
  delay = FIRST_RETRY_MS;
  renewed = false;
  notBefore = 0; // set when the server asked for a pause

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

  /** Sends what waits, one after the other; a second call while this runs joins it. */
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

  async send({ client_id, text, person }) {
    await this.conversation.begin();
    if (text == null) return this.transport.ask(this.conversation.path("person"), { reason: person });
    return this.transport.ask(this.conversation.path("messages"), { client_id, text });
  }

  /** Whether the next attempt may follow at once. */
  goesOn(item, problem) {
    if (problem.isGone && !this.renewed) {
      this.renewed = true; // once only: a server that refuses the new conversation too is in trouble
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

  announce(name, detail) {
    this.dispatchEvent(new CustomEvent(name, { detail }));
  }
}

// randomUUID exists on secure pages only; the widget also runs on plain http in a local network.
function identifier() {
  if (crypto.randomUUID) return crypto.randomUUID();
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const digits = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  return digits.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}
