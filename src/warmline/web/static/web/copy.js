/** A button with data-copy="<id>" copies that element's text and says so. */
import { toast } from "./toasts.js";
import { say } from "./words.js";

document.addEventListener("click", async (event) => {
  const button = event.target.closest("[data-copy]");
  if (!button) return;
  const source = document.getElementById(button.dataset.copy);
  const text = "value" in source ? source.value : source.textContent.trim();
  try {
    await navigator.clipboard.writeText(text);
    toast(say("Copied."), "success");
  } catch {
    // Without HTTPS browsers give no clipboard: mark the text so that Ctrl+C takes it.
    getSelection().selectAllChildren(source);
    toast(say("Press Ctrl+C (or ⌘C) to copy the marked text."));
  }
});
