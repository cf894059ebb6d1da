/** Suggested replies: fetched beside the page, put into the box by a key or a click, never sent ([data-suggests]). */
import { send } from "../desk/send.js";
import { follow } from "./following.js";
import { say } from "../web/words.js";

const panel = document.querySelector("[data-suggests]");
const box = document.getElementById("reply-text");
const announcer = document.getElementById("announcer");
const load = follow(panel, `${panel.dataset.suggests}suggestions`, draft);

/** A language model may take seconds: its draft comes after the rest, or a word why there is none. */
async function draft() {
  const place = panel.querySelector("[data-drafts]");
  if (!place) return;
  const response = await fetch(`${panel.dataset.suggests}draft`).catch(() => null);
  const html = response?.ok ? await response.text() : "";
  if (place.isConnected) place.outerHTML = html;
}

/** Through the browser's own editing, so that Ctrl+Z takes the words out again. */
function write(text) {
  box.focus();
  box.setSelectionRange(box.value.length, box.value.length);
  const words = box.value.trim() ? `\n${text}` : text;
  if (document.execCommand("insertText", false, words)) return;
  box.setRangeText(words, box.value.length, box.value.length, "end");
  box.dispatchEvent(new Event("input", { bubbles: true }));
}

function tell(button, outcome) {
  const { kind, key } = button.dataset;
  return send(`${panel.dataset.suggests}choices`, { kind, key, outcome });
}

function use(button) {
  if (!button || box.readOnly) return;
  write(button.dataset.text);
  announcer.textContent = say("Suggestion {number} is in your reply. Change it as you like, then send.", { number: button.dataset.suggestion });
  tell(button, "put_in");
}

async function refuse(item) {
  await tell(item.querySelector("[data-suggestion]"), "refused");
  await load();
  const next = panel.querySelector("[data-suggestion]") ?? box;
  next.focus();
  announcer.textContent = say("Taken away.");
}

panel.addEventListener("click", (event) => {
  const refused = event.target.closest("[data-refuses]");
  if (refused) refuse(refused.closest("li"));
  else use(event.target.closest("[data-suggestion]"));
});
["shortcut:suggestion-1", "shortcut:suggestion-2", "shortcut:suggestion-3", "shortcut:suggestion-4"].forEach((name, place) => {
  document.body.addEventListener(name, (event) => {
    const button = panel.querySelector(`[data-suggestion="${place + 1}"]`);
    if (!button) return;
    event.preventDefault();
    document.querySelector('[data-chooses="reply"]').click();
    use(button);
  });
});
