/** One key for each label: a key presses what carries it as data-press, outside of fields and without modifiers. */
const page = document.querySelector("[data-labelling]");

function isTyping(target) {
  return target.closest("input, textarea, select, [contenteditable]") !== null;
}

document.addEventListener("keydown", (event) => {
  if (document.documentElement.dataset.letters === "off") return;
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || event.repeat) return;
  if (event.key === "Escape" && isTyping(event.target)) return event.target.blur();
  if (isTyping(event.target) || document.querySelector("dialog[open]")) return;
  const key = CSS.escape(event.key.toLowerCase());
  const wanted = page.querySelector(`[data-press="${key}"]`);
  if (!wanted) return;
  event.preventDefault();
  if (wanted.matches("input")) wanted.focus();
  else wanted.click();
});

page.querySelector("#question")?.focus({ preventScroll: true });
