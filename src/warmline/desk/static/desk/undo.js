/** A reply that has not left: its time as a ring, taken back into the box, or sent at once ([data-due], [data-due-act]). */
import { rebase } from "./drafts.js";
import { send, tell } from "./send.js";
import { say } from "../web/words.js";

const SLACK_MS = 1500; // the reply leaves a moment after its time; then the page looks
const started = new WeakSet();
const announcer = document.getElementById("announcer");
const box = document.querySelector('[data-draft="reply"]');
const calm = matchMedia("(prefers-reduced-motion: reduce)");

function announce(text) {
  announcer.textContent = text;
}

function begin(item) {
  const left = Number(item.dataset.left);
  const ring = item.querySelector(".ring-left");
  if (!ring || started.has(ring)) return;
  started.add(ring);
  if (left) announce(say("Your reply leaves in a moment. Control Z takes it back."));
  if (left && !calm.matches) ring.animate({ strokeDashoffset: [0, 1] }, { duration: left, fill: "forwards" });
  setTimeout(() => { if (item.isConnected) tell("conversation"); }, left + SLACK_MS);
}

function beginAll() {
  document.querySelectorAll("[data-due]").forEach(begin);
}

function refuse(html) {
  document.getElementById("refusal").innerHTML = html;
}

/** The server keeps the same as the draft, whether this page lives on or not. */
function putBack(text) {
  const since = box.value.trim();
  box.value = since && since !== text ? `${text}\n${box.value}` : text;
  box.dispatchEvent(new Event("input", { bubbles: true }));
  if (!box.readOnly) document.querySelector('[data-chooses="reply"]').click();
  box.focus();
  announce(say("Your reply is back in the box. It was not sent."));
}

async function act(form) {
  const buttons = form.parentElement.querySelectorAll("button");
  for (const button of buttons) button.disabled = true;
  const response = await send(form.action, new FormData(form));
  if (response?.ok) {
    if (form.dataset.dueAct === "withdrawal") {
      const back = await response.json();
      rebase(box, back.draft);
      putBack(back.text);
    }
  } else if (response?.status === 409) refuse(await response.text());
  else announce(say("That did not work. Please try again."));
  for (const button of buttons) button.disabled = false;
  if (response) tell("conversation");
}

document.addEventListener("submit", (event) => {
  if (!event.target.matches("[data-due-act]")) return;
  event.preventDefault();
  act(event.target);
});
document.addEventListener("htmx:afterSettle", (event) => { if (event.target.id === "live") beginAll(); });
beginAll();
