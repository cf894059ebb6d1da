/** The files that wait in a box: what is sent now is put aside until the page draws the box anew. */

/** Their ids, taken out of the box. */
export function takeFiles(form) {
  const fields = [...form.querySelectorAll('[name="attachments"]:not([disabled])')];
  for (const field of fields) {
    field.setAttribute("disabled", "");
    field.parentElement.setAttribute("hidden", "");
  }
  return fields.map((field) => field.value);
}

/** Not sent: they wait in the box again. */
export function giveBack(form) {
  for (const field of form.querySelectorAll('[name="attachments"][disabled]')) {
    field.removeAttribute("disabled");
    field.parentElement.removeAttribute("hidden");
  }
}

/** What is still on its way would be left behind; "" when all is there. */
export function whyNotYet(form) {
  return form.querySelector(".is-uploading") ? form.querySelector("[data-uploads]").dataset.busy : "";
}
