/** Rows that are added (data-add, data-to) and removed (data-remove); options set back (data-reset); a word on unsaved changes. */
const form = document.querySelector(".rules-form");
let added = 0;
let isChanged = false;

function mark() {
  isChanged = true;
  form.querySelector("[data-unsaved]").hidden = false;
}

function add(button) {
  const row = document.getElementById(button.dataset.add).content.firstElementChild.cloneNode(true);
  added += 1;
  for (const part of row.querySelectorAll("[id], [for], [name]")) {
    if (part.id) part.id += `new-${added}`;
    if (part.htmlFor) part.htmlFor += `new-${added}`;
    if (button.dataset.weekday) part.name = part.name?.replace(/X$/, button.dataset.weekday);
  }
  form.querySelector(`[data-rows="${button.dataset.to}"]`).append(row);
  row.querySelector("input").focus();
}

function remove(button) {
  const row = button.closest("[data-row]");
  const neighbour = row.nextElementSibling ?? row.previousElementSibling;
  const next = neighbour?.querySelector("[data-remove]") ?? row.closest("fieldset, section").querySelector("[data-add]");
  row.remove();
  next.focus();
}

function reset(button) {
  const field = document.getElementById(button.dataset.reset);
  if (field.type === "checkbox") field.checked = button.dataset.default === "on";
  else field.value = button.dataset.default;
}

form.addEventListener("click", (event) => {
  const button = event.target.closest("button[type=button]");
  if (!button) return;
  if (button.dataset.add) add(button);
  else if ("remove" in button.dataset) remove(button);
  else if (button.dataset.reset) reset(button);
  mark();
});
form.addEventListener("input", mark);
form.addEventListener("submit", () => { isChanged = false; });
addEventListener("beforeunload", (event) => { if (isChanged) event.preventDefault(); });
document.querySelector("[data-focus]")?.focus();
