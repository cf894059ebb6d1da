/** Writing: shown at once, sent in order, and back in the box when it could not be sent ([data-writes]). */
import { giveBack, takeFiles, whyNotYet } from "./box_files.js";
import { settle } from "./drafts.js";
import { send, tell } from "./send.js";
import { toEnd } from "./thread.js";
import { say } from "../web/words.js";

const NO_CONNECTION = say("Not sent: there is no connection. Your text is back in the box.");
const FAILED = say("Not sent: something went wrong. Your text is back in the box, please try again.");
const refusal = () => document.getElementById("refusal");
const sending = document.getElementById("sending");
let ownNumber = 0;
let unsure = { what: "", id: "" };
let line = Promise.resolve();

function newId() {
  // crypto.randomUUID exists only under HTTPS.
  return [...crypto.getRandomValues(new Uint8Array(12))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

function refuse(html, isText = false) {
  if (isText) {
    const note = document.createElement("p");
    note.className = "notice notice-bad";
    note.textContent = html;
    refusal().replaceChildren(note);
  } else refusal().innerHTML = html;
}

function showSending(kind, text) {
  const item = document.createElement("li");
  item.className = kind === "note" ? "note is-sending" : "message message-person is-mine is-sending";
  const body = document.createElement("div");
  body.className = "message-text";
  body.textContent = text;
  item.append(body);
  sending.append(item);
  toEnd();
  return item;
}

function settled() {
  return new Promise((resolve) => {
    const done = (event) => {
      if (event && event.target.id !== "live") return;
      document.removeEventListener("htmx:afterSettle", done);
      resolve();
    };
    document.addEventListener("htmx:afterSettle", done);
    setTimeout(done, 3000);
  });
}

async function deliver(form, box, { text, files }, item, seenNumber) {
  const what = [text, ...files].join("\n");
  const id = unsure.what === what ? unsure.id : newId();
  // What a refusal has shown counts as seen, even if the page itself is behind.
  const seen = Math.max(ownNumber, seenNumber, Number(document.getElementById("live").dataset.number));
  const named = files.map((file) => ["attachments", file]);
  const fields = Object.entries({ text, client_id: id, seen_number: seen, undoable: 1, draft: box.dataset.stamp });
  const response = await send(form.action, [...fields, ...named]);
  if (response?.ok) {
    unsure = { what: "", id: "" };
    ownNumber = (await response.json()).number ?? ownNumber;
    settle(box);
    tell("conversation");
    await settled();
    box.dispatchEvent(new Event("delivered", { bubbles: true }));
  } else {
    // The same text may have been stored after all: with its id a second try stores nothing twice.
    unsure = { what, id };
    giveBack(form);
    box.value = box.value ? `${text}\n${box.value}` : text;
    if (!response) refuse(NO_CONNECTION, true);
    else if ([409, 413, 422].includes(response.status)) refuse(await response.text());
    else refuse(FAILED, true);
    settle(box);
    if (response) tell("conversation");
    box.focus();
  }
  item.remove();
}

function submit(form, seenNumber = 0) {
  const box = form.elements.text;
  const text = box.value.trim();
  refusal().replaceChildren();
  if (box.readOnly) return;
  const busy = whyNotYet(form);
  if (busy) return refuse(busy, true);
  const files = takeFiles(form);
  if (!text && !files.length) return;
  box.value = "";
  box.dispatchEvent(new Event("sent", { bubbles: true }));
  const item = showSending(form.dataset.writes, text || "📎");
  line = line.then(() => deliver(form, box, { text, files }, item, seenNumber));
}

document.addEventListener("submit", (event) => {
  if (!event.target.matches("[data-writes]")) return;
  event.preventDefault();
  submit(event.target, Number(event.submitter?.dataset.seenNumber ?? 0));
});
document.body.addEventListener("shortcut:send", (event) => {
  const form = event.detail.from.closest?.("[data-writes]");
  if (form) { event.preventDefault(); submit(form); }
});
