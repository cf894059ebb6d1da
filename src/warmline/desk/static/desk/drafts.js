/** Half-written texts survive: in this browser at once, on the server after half a second ([data-draft]). */
import { address, send } from "./send.js";

const AFTER_MS = 500;
const timers = new Map();

function key(box) {
  return `draft:${address()}:${box.dataset.draft}`;
}

/** What this browser kept: {text, at}, or null. */
function local(box) {
  try {
    return JSON.parse(localStorage.getItem(key(box)));
  } catch {
    return null;
  }
}

function keepHere(box) {
  try {
    if (box.value) localStorage.setItem(key(box), JSON.stringify({ text: box.value, at: Date.now() }));
    else localStorage.removeItem(key(box));
  } catch {
    // Storage is full or switched off: the server still keeps it.
  }
}

function keepThere(box, options) {
  clearTimeout(timers.get(box));
  timers.delete(box);
  return send(address("draft"), { kind: box.dataset.draft, text: box.value }, options);
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
  for (const box of [...timers.keys()]) keepThere(box, { keepalive: true });
}

function restore(box) {
  const kept = local(box);
  const keptThereAt = Number(box.dataset.draftAt || 0) * 1000;
  if (!kept?.text || kept.text === box.value) return;
  if (kept.at > keptThereAt) {
    box.value = kept.text;
    keepThere(box);
  } else {
    keepHere(box);
  }
}

for (const box of document.querySelectorAll("[data-draft]")) {
  restore(box);
  box.addEventListener("input", () => write(box));
}
document.addEventListener("visibilitychange", () => { if (document.hidden) flush(); });
addEventListener("pagehide", flush);
