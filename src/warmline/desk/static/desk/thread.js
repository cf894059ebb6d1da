/** The thread stays at its end while the person reads there; elsewhere a button tells of what is new. */
import { say } from "../web/words.js";
const NEAR_PX = 80;
const TYPING_MS = 5000; // expires unless renewed every 3 s
const down = document.getElementById("thread-down");
const typing = document.getElementById("typing");
let typingTimer;
let wasAtEnd = true;
let number = lastNumber();

function thread() {
  return document.getElementById("thread");
}

function lastNumber() {
  return Number(document.getElementById("live").dataset.number);
}

function isAtEnd() {
  const box = thread();
  return box.scrollHeight - box.scrollTop - box.clientHeight < NEAR_PX;
}

export function toEnd() {
  thread().scrollTop = thread().scrollHeight;
  down.hidden = true;
}

function jump(hash) {
  const target = hash.startsWith("#m") && document.getElementById(hash.slice(1));
  if (!target) return false;
  target.scrollIntoView({ block: "center" });
  target.classList.add("is-pointed");
  setTimeout(() => target.classList.remove("is-pointed"), 2500);
  return true;
}

function showTyping({ kind, name, on }) {
  clearTimeout(typingTimer);
  typing.hidden = !on;
  const words = kind === "customer" ? say("The customer is typing…") : say("{name} is typing…", { name });
  typing.textContent = on ? words : "";
  if (on && wasAtEnd) toEnd();
  if (on) typingTimer = setTimeout(() => showTyping({ on: false }), TYPING_MS);
}

function afterUpdate() {
  const now = lastNumber();
  if (now > number) {
    showTyping({ on: false });
    if (!wasAtEnd) down.hidden = false;
  }
  if (wasAtEnd) toEnd();
  number = now;
}

const narrow = matchMedia("(max-width: 64rem)").matches;
if (narrow) {
  document.getElementById("customer-details").open = false;
  document.getElementById("card").open = false;
}
document.documentElement.dataset.folded = "";
if (!jump(location.hash)) toEnd();
// Scrolling does not bubble; the thread itself stays the same element through every update.
thread().addEventListener("scroll", () => {
  wasAtEnd = isAtEnd();
  if (wasAtEnd) down.hidden = true;
});
new ResizeObserver(() => { if (wasAtEnd) toEnd(); }).observe(thread());
addEventListener("hashchange", () => jump(location.hash));
down.addEventListener("click", toEnd);
document.addEventListener("click", (event) => {
  const link = event.target.closest("[data-jump]");
  if (link && jump(link.hash)) event.preventDefault();
});
document.body.addEventListener("desk:typing", (event) => showTyping(event.detail));
document.addEventListener("htmx:afterSettle", (event) => { if (event.target.id === "live") afterUpdate(); });
