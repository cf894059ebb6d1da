// The live line from the server: read, watched, and opened again after every loss.
import { events } from "./sse.js";

const FIRST_MS = 500;
const LONGEST_MS = 15_000;
const SILENT_MS = 25_000; // the server pings every 10 s
const STALE_MS = 12_000; // after sleep: one ping is already overdue

export class Stream {
  /** listen: {opened(), closed(problem), event({id, name, data})} */
  constructor(transport, path, lastNumber, listen) {
    Object.assign(this, { transport, path, lastNumber, listen, wanted: false, turn: 0, delay: FIRST_MS, heardAt: 0 });
  }

  start() {
    if (this.wanted) return;
    this.wanted = true;
    this.run();
  }

  stop() {
    this.wanted = false;
    this.cut?.abort();
    this.wake?.();
  }

  /** The network or the tab came back: try at once, and do not trust a line that has gone quiet. */
  nudge(certain = false) {
    if (certain || Date.now() - this.heardAt > STALE_MS) this.cut?.abort();
    this.delay = FIRST_MS;
    this.wake?.();
  }

  // The turn ends an older loop that was stopped and started again before it noticed.
  async run(turn = ++this.turn) {
    const current = () => this.wanted && turn === this.turn;
    while (current()) {
      const problem = await this.readOnce().catch((error) => error);
      if (!current()) return;
      this.listen.closed(problem);
      if (problem?.isGone) this.wanted = false;
      else await this.pause(problem?.retrySeconds);
    }
  }

  async readOnce() {
    this.cut = new AbortController();
    const headers = { Accept: "text/event-stream", "Last-Event-ID": String(this.lastNumber()) };
    const watch = setInterval(() => Date.now() - this.heardAt > SILENT_MS && this.cut.abort(), 1000);
    this.heardAt = Date.now();
    try {
      const response = await this.transport.open(this.path, null, this.cut.signal, headers);
      this.delay = FIRST_MS;
      this.listen.opened();
      for await (const event of events(response.body, () => (this.heardAt = Date.now()))) this.listen.event(event);
    } finally {
      clearInterval(watch);
    }
  }

  async pause(seconds) {
    const jitter = 0.5 + Math.random();
    const wait = seconds ? seconds * 1000 : Math.min(this.delay * jitter, LONGEST_MS);
    this.delay = Math.min(this.delay * 2, LONGEST_MS);
    await new Promise((resolve) => {
      this.wake = resolve;
      setTimeout(resolve, wait);
    });
  }
}
