/** Hears the keys of the registry. Letters count outside of fields only; what an input method, a dead key or AltGr writes is never taken. */
import { act, entries, hasLetters, isMac, isPossible, spoken, written } from "./registry.js";

const ROW_MS = 1500; // for the second key of "g q"
const TYPED = "input:not([type=checkbox]):not([type=radio]):not([type=button]):not([type=submit]), textarea, select, [contenteditable]:not([contenteditable=false]), [role=textbox], [role=combobox], [role=listbox], [role=menu], details.dropdown[open]";
let first = "";
let timer;

/** What was pressed, written as in the registry; "" for what is no shortcut. */
function pressed(event) {
  if (event.isComposing || event.keyCode === 229 || event.altKey || event.getModifierState?.("AltGraph")) return "";
  if (["Dead", "Process", "Unidentified", "Shift", "Control", "Meta", "Alt"].includes(event.key)) return "";
  if (isMac ? event.ctrlKey : event.metaKey) return "";
  const mod = (isMac ? event.metaKey : event.ctrlKey) ? "Mod+" : "";
  const key = latin(event);
  // A sign such as ? carries its Shift within itself.
  const shift = event.shiftKey && (key.length > 1 || /[a-z]/.test(key)) ? "Shift+" : "";
  return `${mod}${shift}${key}`;
}

/** On a Greek or Cyrillic keyboard the letter that stands at the same place. */
function latin({ key, code }) {
  if (key.length > 1) return key;
  const place = /^Key([A-Z])$/.exec(code ?? "");
  return (key.charCodeAt(0) > 0x24f && place ? place[1] : key).toLowerCase();
}

function isHeard(entry, event) {
  const isWriting = event.target.closest?.(TYPED) !== null && event.target !== document.body;
  if (!entry.keys.includes("Mod+") && entry.keys !== "Escape" && (isWriting || !hasLetters)) return false;
  if (entry.place === "writing" && !event.target.closest?.("textarea, input")) return false;
  if (entry.empty && event.target.value) return false;
  // Behind an open window nothing is pressed; in it, writing goes on.
  const open = document.querySelector("dialog[open]");
  return !open || (entry.place === "writing" && entry.sign === "send");
}

function hear(event) {
  if (event.defaultPrevented) return;
  const key = pressed(event);
  if (!key) return;
  const row = first ? `${first} ${key}` : key;
  clearTimeout(timer);
  first = "";
  const meant = entries.filter((each) => (each.keys === row || each.keys === key) && isHeard(each, event));
  // One key may mean one thing in a conversation and another while labelling.
  const entry = meant.find(isPossible) ?? meant[0];
  if (entry && event.repeat && !["next", "previous"].includes(entry.sign)) return;
  if (entry) {
    if (act(entry, event.target)) event.preventDefault();
  } else if (entries.some((each) => each.keys?.startsWith(`${key} `) && isHeard(each, event))) {
    first = key;
    timer = setTimeout(() => { first = ""; }, ROW_MS);
  }
}

/** Buttons tell their key: to the eye by the tooltip, to a screen reader by aria-keyshortcuts. */
function label() {
  for (const entry of entries.filter((each) => each.press)) {
    for (const element of document.querySelectorAll(`[data-key="${CSS.escape(entry.press)}"]:not(li)`)) {
      if (!entry.keys || (!hasLetters && !entry.keys.includes("Mod+"))) {
        element.removeAttribute("data-keys");
        element.removeAttribute("aria-keyshortcuts");
        continue;
      }
      if (spoken(entry.keys)) element.setAttribute("aria-keyshortcuts", spoken(entry.keys));
      element.dataset.keys = written(entry.keys).join(" ");
      if (element.matches("button, a")) element.dataset.tip ??= entry.words;
    }
  }
}

/** A key that stands on the page in writing says what this person presses. */
function show() {
  for (const place of document.querySelectorAll("kbd[data-of]")) {
    const keys = entries.find((each) => each.name === place.dataset.of)?.keys ?? "";
    place.textContent = written(keys || " ").join(" ");
    place.hidden = !keys || (!hasLetters && !keys.includes("Mod+"));
    const presses = place.closest("button");
    if (presses && keys && spoken(keys)) presses.setAttribute("aria-keyshortcuts", spoken(keys));
  }
}

document.addEventListener("keydown", hear);
document.addEventListener("htmx:afterSettle", () => { label(); show(); });
document.addEventListener("keys:shown", show); // said by scripts that put keys on the page themselves
label();
show();
document.body.addEventListener("shortcut:leave", (event) => { event.detail.from.blur(); event.preventDefault(); });
