/** One's own note can be changed: fills the window; Ctrl+Enter saves it. */
const dialog = document.getElementById("note-dialog");

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-renotes]");
  if (!button) return;
  const { note, text } = dialog.querySelector("form").elements;
  note.value = button.dataset.renotes;
  text.value = text.defaultValue = button.dataset.text;
});
dialog.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
  event.preventDefault();
  dialog.querySelector("form").requestSubmit(dialog.querySelector('[value="edit"]'));
});
