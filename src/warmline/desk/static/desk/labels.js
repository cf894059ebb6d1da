/** Labels of the conversation: what is typed lights the first choice, arrow keys go through them, Enter takes one. */
import { choices, choose, walk } from "./picking.js";

const box = () => document.getElementById("label-words");
let shown = ""; // the words for which choices stand there
let isHasty = false; // Enter came before them

document.addEventListener("keydown", (event) => {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
  if (!box() || event.target !== box()) return;
  if (event.key !== "Enter" || box().value === shown) {
    walk(box(), event);
    if (event.key !== "Enter") return;
  } else isHasty = true;
  // Without a choice that is lit, Enter would press the first one of all.
  event.preventDefault();
});

document.addEventListener("htmx:afterSettle", (event) => {
  if (!box()) return;
  if (event.target.id !== "label-choices") {
    if (event.target.matches(".label-window")) shown = "";
    return;
  }
  shown = new URL(event.detail.pathInfo.finalRequestPath, location.href).searchParams.get("words");
  choose(box(), shown.trim() ? choices(box())[0] : undefined);
  if (isHasty && shown === box().value) {
    isHasty = false;
    choices(box())[0]?.click();
  }
});
// Opened again it is fetched again: nothing may be typed into what is about to go.
document.addEventListener("close", (event) => {
  if (event.target.id !== "labels-dialog") return;
  event.target.querySelector(".label-window")?.remove();
  shown = "";
  isHasty = false;
}, true);
