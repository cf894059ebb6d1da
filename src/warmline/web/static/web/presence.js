/** Tells the server that a staff page is open and for how long nobody touched it; the interval must stay under the 60 s of staff/presence.py.
 *  [data-away-bar] says, after data-after seconds, that the person looks away; the first touch takes it back.
 */
const EVERY_MS = 20_000;
const LOOK_MS = 1_000;
const token = document.querySelector('meta[name="csrf-token"]')?.content;
const bar = document.querySelector("[data-away-bar]");
const afterMs = Number(bar?.dataset.after ?? 0) * 1000;
let touchedAt = Date.now();

function note() {
  const idle = Math.max(Math.floor((Date.now() - touchedAt) / 1000), 0);
  fetch("/staff/presence/", { method: "POST", headers: { "X-CSRFToken": token }, body: new URLSearchParams({ idle }) }).catch(() => {});
}

function looksAway() {
  return afterMs > 0 && Date.now() - touchedAt >= afterMs;
}

function show(isAway) {
  if (!bar || bar.firstElementChild.hidden !== isAway) return;
  bar.firstElementChild.hidden = !isAway;
  for (const me of document.querySelectorAll("[data-presence]")) {
    me.classList.toggle("is-away", isAway);
    [me.textContent, me.dataset.presence] = [me.dataset.presence, me.textContent];
  }
}

function touch() {
  const wasAway = looksAway();
  touchedAt = Date.now();
  if (!wasAway) return;
  show(false);
  note();
}

note();
setInterval(note, EVERY_MS);
setInterval(() => show(looksAway()), LOOK_MS);
for (const name of ["pointerdown", "pointermove", "keydown", "wheel", "touchstart"]) {
  document.addEventListener(name, touch, { passive: true, capture: true });
}
document.addEventListener("visibilitychange", () => {
  if (document.hidden) return;
  touch();
  note();
});
