/** Labels of the conversation: what is typed lights the first choice, arrow keys go through them, Enter takes one. */
import { choices, choose, walk } from "./picking.js";

const box = () => document.getElementById("label-words");

document.addEventListener("keydown", (event) => {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
  if (box() && event.target === box()) walk(box(), event);
});

document.addEventListener("htmx:afterSettle", (event) => {
  if (event.target.id === "label-choices" && box()) choose(box(), box().value.trim() ? choices(box())[0] : undefined);
});
// Opened again it is fetched again: nothing may be typed into what is about to go.
document.addEventListener("close", (event) => {
  if (event.target.id === "labels-dialog") event.target.querySelector(".label-window")?.remove();
}, true);
