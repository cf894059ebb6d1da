/** A colleague picked in the palette: the window of the hand-over opens with them chosen. */
let wanted = "";

document.body.addEventListener("shortcut:hand", (event) => {
  wanted = event.detail;
  document.querySelector('[data-opens="assignment-dialog"]')?.click();
});
document.addEventListener("htmx:afterSettle", (event) => {
  const radio = wanted && event.target.querySelector?.(`input[name="person"][value="${CSS.escape(wanted)}"]`);
  if (!radio) return;
  wanted = "";
  radio.checked = true;
  radio.focus();
});
