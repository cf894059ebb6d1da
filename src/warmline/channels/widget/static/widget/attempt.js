// A small form at work: once pressed it waits, and a failure is said beneath it.
import { make } from "./dom.js";
import { t } from "./texts.js";

/** Runs the work with the form's buttons switched off; a failure is said beneath it. */
export async function attempt(form, work) {
  const controls = form.querySelectorAll("button, input, textarea");
  form.querySelector(".trouble")?.remove();
  form.tabIndex = -1; // keeps the reader's place when the buttons go
  form.focus({ preventScroll: true });
  for (const control of controls) control.disabled = true;
  try {
    await work();
  } catch (problem) {
    for (const control of controls) control.disabled = false;
    form.append(make("p.trouble", { role: "alert", wl: "trouble" }, problem.message || t("failed")));
  }
}
