/** The sheet of all shortcuts, read anew each time; keys as they stand on this person's keyboard. */
import { written } from "./registry.js";
import { say } from "../web/words.js";

const sheet = document.getElementById("sheet");

function write() {
  for (const place of sheet.querySelectorAll("[data-written]")) {
    place.replaceChildren(...written(place.dataset.written).flatMap((key) => [Object.assign(document.createElement("kbd"), { textContent: key }), " "]));
  }
}

document.body.addEventListener("shortcut:sheet", async (event) => {
  event.preventDefault();
  sheet.showModal();
  const body = sheet.querySelector("[data-sheet-body]");
  const response = await fetch("/shortcuts/sheet").catch(() => null);
  if (!response?.ok) body.textContent = say("The sheet could not be read. Check the network and try again.");
  else body.innerHTML = await response.text();
  write();
});
document.addEventListener("click", ({ target }) => {
  if (target.closest("[data-shows-sheet]")) document.body.dispatchEvent(new CustomEvent("shortcut:sheet", { detail: {} , cancelable: true }));
});
