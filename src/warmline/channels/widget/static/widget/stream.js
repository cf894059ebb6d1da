// The live line: read, watched, opened again after every loss.
// EventSource cannot send the token, so: https://html.spec.whatwg.org/multipage/server-sent-events.html#parsing-an-event-stream

const FIRST_MS = 500;
const LONGEST_MS = 15_000;
const SILENT_MS = 25_000; // the server pings every 10 s
const STALE_MS = 12_000; // after sleep: a ping is overdue

export class Stream {
  /** listen: {opened(), closed(problem), event({name, data})} */
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

  /** The network or the tab came back: do not trust a quiet line. */
  nudge(certain = false) {
    if (certain || Date.now() - this.heardAt > STALE_MS) this.cut?.abort();
    this.delay = FIRST_MS;
    this.wake?.();
  }

  // The turn ends an older loop that was stopped and started before it noticed.
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

/** Yields {name, data}; `heard` is called for pings too. */
async function* events(body, heard) {
  const reader = body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = "";
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return;
    heard();
    const blocks = (rest + value).replace(/\r\n/g, "\n").split("\n\n");
    rest = blocks.pop();
    for (const block of blocks) {
      const event = parsed(block);
      if (event.data) yield { ...event, data: JSON.parse(event.data) };
    }
  }
}

function parsed(block) {
  const event = { name: "message", data: "" };
  for (const line of block.split("\n")) {
    const [, field, value] = line.match(/^(\w+): ?(.*)$/) || [];
    if (field === "event") event.name = value;
    if (field === "data") event.data += value;
  }
  return event;
}
