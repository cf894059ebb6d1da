/** One stream of wake-ups for the page; [data-live] holds its address and shows when the connection is down. */
import { tell } from "./send.js";

const SILENT_MS = 25_000; // two and a half pings of desk/stream.py: the computer slept, or the network is gone
const CALM_MS = 3_000; // shorter gaps are not worth a word
const RETRY_MS = 3_000;
/* A browser allows six connections to one server: pages that nobody looks at give theirs back and ask now and then. */
const HIDDEN_MS = 60_000;
const HIDDEN_POLL_MS = 30_000;

const bar = document.querySelector("[data-live]");
let source;
let heardAt;
let triedAt;
let lostAt = 0;
let hiddenAt = 0;
let polledAt = 0;

function connect() {
  source?.close();
  source = new EventSource(bar.dataset.live);
  heardAt = triedAt = Date.now();
  source.onerror = () => { lostAt ||= Date.now(); };
  for (const name of ["connected", "inbox", "conversation", "typing", "viewing", "notices", "ping", "signed_out"]) {
    source.addEventListener(name, (event) => hear(name, event));
  }
}

function hear(name, event) {
  heardAt = Date.now();
  lostAt = 0;
  bar.hidden = true;
  if (name === "connected") refresh();
  else if (name === "signed_out") location.reload();
  else if (name !== "ping") tell(name, JSON.parse(event.data));
}

function refresh() {
  tell("inbox");
  tell("conversation");
}

function rest() {
  source.close();
  source = null;
  polledAt = Date.now();
}

function check() {
  const at = Date.now();
  if (document.hidden && !source) {
    if (at - polledAt < HIDDEN_POLL_MS) return;
    polledAt = at;
    tell("inbox");
    return;
  }
  if (document.hidden && hiddenAt && at - hiddenAt > HIDDEN_MS) {
    rest();
    return;
  }
  bar.hidden = !lostAt || at - lostAt < CALM_MS;
  if (!source || at - heardAt > SILENT_MS) {
    lostAt ||= heardAt ? at : 0;
    connect();
  } else if (source.readyState === EventSource.CLOSED && at - triedAt > RETRY_MS) {
    // The server refused: looking at the inbox tells whether we were signed out.
    tell("inbox");
    connect();
  }
}

function look() {
  hiddenAt = document.hidden ? Date.now() : 0;
  if (document.hidden) return;
  if (!source || Date.now() - heardAt > SILENT_MS) connect();
  else refresh();
}

if (bar) {
  // Not before htmx has looked at the page: what it does not listen to yet would be missed.
  document.addEventListener("DOMContentLoaded", connect);
  setInterval(check, 1000);
  document.addEventListener("visibilitychange", look);
  addEventListener("online", connect);
  addEventListener("offline", () => { lostAt ||= Date.now(); });
  addEventListener("pageshow", (event) => { if (event.persisted) connect(); });
  addEventListener("pagehide", () => source?.close());
}
