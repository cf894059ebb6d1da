/** Half-written texts survive: in this browser at once, on the server after half a second ([data-draft]). */
import { ask, isAsked } from "./elsewhere.js";
import { address, send } from "./send.js";

const AFTER_MS = 500;
const timers = new Map();
const lines = new Map();

function key(box) {
  return `draft:${address()}:${box.dataset.draft}`;
}

/** What this browser kept: {text, at, stamp}, or null. */
function local(box) {
  try {
    return JSON.parse(localStorage.getItem(key(box)));
  } catch {
    return null;
  }
}

function keepHere(box) {
  const { value: text, dataset: { stamp } } = box;
  try {
    if (text) localStorage.setItem(key(box), JSON.stringify({ text, at: Date.now(), stamp }));
    else localStorage.removeItem(key(box));
  } catch {
    // Storage is full or switched off: the server still keeps it.
  }
}

/** One after the other, since each says on which state it rests. */
function keepThere(box) {
  clearTimeout(timers.get(box));
  timers.delete(box);
  lines.set(box, (lines.get(box) ?? Promise.resolve()).then(() => put(box)));
  return lines.get(box);
}

async function put(box, options) {
  if (isAsked(box)) return; // the person chooses first
  const response = await send(address("draft"), { kind: box.dataset.draft, text: box.value, draft: box.dataset.stamp }, options);
  const there = await response?.json().catch(() => null);
  if (response?.ok && there) rebase(box, there.draft);
  else if (response?.status === 409 && there) ask(box, there, rebase);
}

/** The box rests on this state of the draft from now on. */
export function rebase(box, stamp) {
  box.dataset.stamp = stamp;
  keepHere(box);
}

function write(box) {
  keepHere(box);
  clearTimeout(timers.get(box));
  timers.set(box, setTimeout(() => keepThere(box), AFTER_MS));
}

/** Called when the text was sent: what is in the box now (mostly nothing) is the draft. */
export function settle(box) {
  keepHere(box);
  return keepThere(box);
}

function flush() {
  for (const box of [...timers.keys()]) {
    clearTimeout(timers.get(box));
    timers.delete(box);
    put(box, { keepalive: true });
  }
}

function restore(box) {
  const kept = local(box);
  const keptThereAt = Number(box.dataset.draftAt || 0) * 1000;
  if (!kept?.text || kept.text === box.value) return;
  if (kept.at <= keptThereAt) {
    keepHere(box);
    return;
  }
  const there = { text: box.value, draft: box.dataset.stamp };
  box.value = kept.text;
  if (there.text && kept.stamp !== undefined && kept.stamp !== there.draft) ask(box, there, rebase);
  else keepThere(box);
}

for (const box of document.querySelectorAll("[data-draft]")) {
  restore(box);
  box.addEventListener("input", () => write(box));
}
document.addEventListener("visibilitychange", () => { if (document.hidden) flush(); });
addEventListener("pagehide", flush);
