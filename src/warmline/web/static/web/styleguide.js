/** The style page's buttons that show a toast: data-says holds the words, data-says-kind the kind, data-says-undo offers to undo. */
import { toast } from "./toasts.js";
import { say } from "./words.js";

document.addEventListener("click", ({ target }) => {
  const asked = target.closest("[data-says]")?.dataset;
  if (asked) toast(asked.says, asked.saysKind, "saysUndo" in asked ? () => toast(say("Taken back.")) : null);
});
