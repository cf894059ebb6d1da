/** While a reply is written, words that may hurt are named and others proposed; Ctrl+. takes the first ([data-checks-tone]). */
import { send } from "../desk/send.js";

const AFTER_MS = 700;
const panel = document.querySelector("[data-checks-tone]");
const box = document.getElementById("reply-text");
let timer = 0;
let checked = "";

async function check() {
  const text = box.value;
  if (!text.trim() || box.readOnly) return clear();
  const response = await send(panel.dataset.checksTone, { text });
  if (!response?.ok || box.value !== text) return;
  checked = text;
  const html = await response.text();
  // The same again is not read out again.
  if (panel.innerHTML.trim() !== html.trim()) panel.innerHTML = html;
  document.dispatchEvent(new Event("keys:shown"));
}

function clear() {
  panel.replaceChildren();
}

function accept(button) {
  if (!button || box.value !== checked) return;
  box.focus();
  box.select();
  if (!document.execCommand("insertText", false, button.dataset.accepts)) {
    box.value = button.dataset.accepts;
    box.dispatchEvent(new Event("input", { bubbles: true }));
  }
}

function later() {
  clearTimeout(timer);
  timer = setTimeout(check, AFTER_MS);
}

box.addEventListener("input", later);
box.addEventListener("sent", () => { clearTimeout(timer); clear(); });
panel.addEventListener("click", (event) => accept(event.target.closest("[data-accepts]")));
document.body.addEventListener("shortcut:tone", (event) => {
  const first = panel.querySelector("[data-accepts]");
  if (first) { event.preventDefault(); accept(first); }
});
if (box.value) later();
