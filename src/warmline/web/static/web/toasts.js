/** Short notes at the corner of the page: those the server sent ([data-toast]) and those of scripts (toast()). */
import { say } from "./words.js";
const SHOWN_MS = 6000;
const UNDO_MS = 10_000; // longer, since it asks for a decision; focus or the mouse upon it stops the time
const corner = document.getElementById("toasts");

/** kind: "info", "success" or "error"; an error stays until it is closed. undo: called when the person takes it back.
 *  Returns the note, so that who made it can take it away. */
export function toast(text, kind = "info", undo = null) {
  const same = [...corner.children].find((note) => note.firstElementChild.textContent === text);
  if (same && !undo) return same;
  const note = document.createElement("div");
  note.className = `toast toast-${kind}`;
  const words = document.createElement("span");
  words.className = "toast-text";
  words.textContent = text;
  note.append(words);
  if (undo) note.append(button("toast-undo", say("Undo"), () => { note.remove(); undo(); }));
  corner.append(note);
  attend(note, undo ? UNDO_MS : SHOWN_MS);
  return note;
}

function attend(note, shown) {
  const close = button("toast-close", "×", () => note.remove());
  close.setAttribute("aria-label", say("Close this note"));
  note.append(close);
  if (note.classList.contains("toast-error")) return;
  let timer = setTimeout(() => note.remove(), shown);
  const hold = () => clearTimeout(timer);
  const go = () => { hold(); timer = setTimeout(() => note.remove(), shown); };
  for (const name of ["mouseenter", "focusin"]) note.addEventListener(name, hold);
  for (const name of ["mouseleave", "focusout"]) note.addEventListener(name, go);
}

function button(css, text, act) {
  const made = document.createElement("button");
  made.type = "button";
  made.className = css;
  made.textContent = text;
  made.addEventListener("click", act);
  return made;
}

corner?.querySelectorAll("[data-toast]").forEach((note) => attend(note, SHOWN_MS));
document.addEventListener("htmx:responseError", (event) => {
  const status = event.detail.xhr.status;
  if (status === 403) toast(say("You may have been signed out. Reload the page and try again."), "error");
  else if (status === 429) toast(say("That was a little fast. Wait a moment and try again."), "error");
  else if (isAsked(event)) toast(say("That did not work. Reload the page and try again."), "error");
});
document.addEventListener("htmx:sendError", (event) => {
  if (isAsked(event)) toast(say("No connection. Check the network and try again."), "error");
});

/** What a page fetches by itself it fetches again by itself: only what the person did is worth a word. */
function isAsked(event) {
  return event.detail.requestConfig.triggeringEvent?.isTrusted ?? false;
}
