/** What the copilot says beside the conversation; its summary goes into the note's box ([data-advises]). */
import { follow } from "./following.js";
import { say } from "../web/words.js";

const panel = document.querySelector("[data-advises]");
const box = document.getElementById("note-text");

function note(text) {
  document.querySelector('[data-chooses="note"]').click();
  box.value = box.value.trim() ? `${box.value.trimEnd()}\n${text}` : text;
  box.dispatchEvent(new Event("input", { bubbles: true }));
  box.focus();
  document.getElementById("announcer").textContent = say("The summary is in the note. It is not saved yet.");
}

panel.addEventListener("click", (event) => {
  const button = event.target.closest("[data-notes]");
  if (button) note(button.dataset.notes);
});
follow(panel, `${panel.dataset.advises}advice`);
