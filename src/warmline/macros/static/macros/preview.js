/** The page of a macro: the text as it will read, a moment after typing stops; buttons put a place into it. */
import { send } from "../desk/send.js";

const AFTER_MS = 200;
const box = document.querySelector("[data-previews]");
const shown = document.querySelector("[data-preview]");
let timer;
let asked = 0;

async function show() {
  const mine = ++asked;
  const response = await send(shown.dataset.preview, { text: box.value });
  if (response?.ok && mine === asked) shown.innerHTML = await response.text();
}

box.addEventListener("input", () => { clearTimeout(timer); timer = setTimeout(show, AFTER_MS); });
document.addEventListener("click", (event) => {
  const place = event.target.closest("[data-places]");
  if (!place) return;
  box.focus();
  box.setRangeText(`{{${place.dataset.places}}}`, box.selectionStart, box.selectionEnd, "end");
  box.dispatchEvent(new Event("input", { bubbles: true }));
});
