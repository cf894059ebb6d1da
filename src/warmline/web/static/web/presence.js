/** Tells the server that a staff page is open; the interval must stay under the 60 s of staff/presence.py. */
const EVERY_MS = 20_000;
const token = document.querySelector('meta[name="csrf-token"]')?.content;

function note() {
  fetch("/staff/presence/", { method: "POST", headers: { "X-CSRFToken": token } }).catch(() => {});
}

note();
setInterval(note, EVERY_MS);
document.addEventListener("visibilitychange", () => { if (!document.hidden) note(); });
