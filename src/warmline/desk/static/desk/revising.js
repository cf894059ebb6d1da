/** A message of one's own can be changed for a minute: fills the dialog, and takes the button away when the time is over. */
const dialog = document.getElementById("revision-dialog");
const timers = new WeakSet();

function watch(button) {
  if (timers.has(button)) return;
  timers.add(button);
  setTimeout(() => { button.hidden = true; }, Number(button.dataset.left));
}

function watchAll() {
  document.querySelectorAll("[data-revises]").forEach(watch);
}

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-revises]");
  if (!button) return;
  const { number, text } = dialog.querySelector("form").elements;
  number.value = button.dataset.revises;
  text.value = button.dataset.text;
});
// In a text area Enter is a new line; the primary button answers to Ctrl+Enter as everywhere here.
dialog.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
  event.preventDefault();
  dialog.querySelector("form").requestSubmit(dialog.querySelector('[value="edit"]'));
});
document.addEventListener("htmx:afterSettle", (event) => { if (event.target.id === "live") watchAll(); });
watchAll();
