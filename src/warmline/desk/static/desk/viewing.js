/** Tells colleagues that this page is open and whether somebody writes; shows who else is here. */
import { address, send } from "./send.js";

const BEAT_MS = 10_000; // gone after 25 s: desk/looking.py
const TYPING_MS = 3_000; // renewed this often while writing
const IDLE_MS = 5_000; // no key for so long: no longer writing
let writing = "";
let beatAt = 0;
let idleTimer;

async function beat() {
  beatAt = Date.now();
  const response = await send(address("viewing"), { writing });
  const html = response?.ok ? await response.text().catch(() => null) : null;
  if (html === null) return;
  const viewers = document.getElementById("viewers");
  if (viewers.innerHTML.trim() !== html.trim()) viewers.innerHTML = html;
}

function write(kind) {
  const isNew = writing !== kind;
  writing = kind;
  clearTimeout(idleTimer);
  idleTimer = setTimeout(stop, IDLE_MS);
  if (isNew || Date.now() - beatAt > TYPING_MS) beat();
}

function stop() {
  clearTimeout(idleTimer);
  if (!writing) return;
  writing = "";
  beat();
}

beat();
setInterval(() => { if (!document.hidden && Date.now() - beatAt >= BEAT_MS - 500) beat(); }, 1000);
document.addEventListener("input", (event) => {
  const kind = event.target.dataset?.draft;
  if (kind && event.target.value) write(kind);
  else if (kind) stop();
});
document.addEventListener("sent", stop);
document.body.addEventListener("desk:viewing", () => { if (!document.hidden) beat(); });
document.addEventListener("visibilitychange", () => { if (!document.hidden) beat(); });
addEventListener("pagehide", () => { send(address("viewing"), { left: "1" }, { keepalive: true }); });
