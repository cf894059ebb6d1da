/** Short notes at the corner of the page: those the server sent ([data-toast]) and those of scripts (toast()). */
const SHOWN_MS = 6000;
const corner = document.getElementById("toasts");

/** kind: "info", "success" or "error"; an error stays until it is closed. */
export function toast(text, kind = "info") {
  if ([...corner.children].some((note) => note.firstChild.textContent === text)) return;
  const note = document.createElement("div");
  note.className = `toast toast-${kind}`;
  note.textContent = text;
  corner.append(note);
  attend(note);
}

function attend(note) {
  const close = document.createElement("button");
  close.type = "button";
  close.className = "toast-close";
  close.setAttribute("aria-label", "Close this note");
  close.textContent = "×";
  close.addEventListener("click", () => note.remove());
  note.append(close);
  if (note.classList.contains("toast-error")) return;
  let timer = setTimeout(() => note.remove(), SHOWN_MS);
  note.addEventListener("mouseenter", () => clearTimeout(timer));
  note.addEventListener("mouseleave", () => { timer = setTimeout(() => note.remove(), SHOWN_MS); });
}

corner?.querySelectorAll("[data-toast]").forEach(attend);
document.addEventListener("htmx:responseError", (event) => {
  const status = event.detail.xhr.status;
  if (status === 403) toast("You may have been signed out. Reload the page and try again.", "error");
  else if (status === 429) toast("That was a little fast. Wait a moment and try again.", "error");
  else if (isAsked(event)) toast("That did not work. Reload the page and try again.", "error");
});
document.addEventListener("htmx:sendError", (event) => {
  if (isAsked(event)) toast("No connection. Check the network and try again.", "error");
});

/** What a page fetches by itself it fetches again by itself: only what the person did is worth a word. */
function isAsked(event) {
  return event.detail.requestConfig.triggeringEvent?.isTrusted ?? false;
}
