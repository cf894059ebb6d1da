/** Buttons with data-opens="<id>" show that dialog; data-shuts, Escape and a click beside it close it.
 *
 * It hears "opening" before it is shown; what stands in it with data-refetches hears "opened" afterwards.
 */
document.addEventListener("click", ({ target }) => {
  const opener = target.closest("[data-opens]");
  const dialog = opener && document.getElementById(opener.dataset.opens);
  if (dialog && !dialog.open) open(dialog);
  target.closest("[data-shuts]")?.closest("dialog").close();
});

function open(dialog) {
  dialog.dispatchEvent(new CustomEvent("opening", { bubbles: true }));
  dialog.showModal();
  dialog.querySelector("[data-refetches]")?.dispatchEvent(new CustomEvent("opened"));
}

/* Only a press that begins beside it: marking text may end there. */
document.addEventListener("pointerdown", ({ target, clientX, clientY }) => {
  if (target.nodeName !== "DIALOG") return;
  const box = target.getBoundingClientRect();
  const inside = clientX >= box.left && clientX <= box.right && clientY >= box.top && clientY <= box.bottom;
  // A window in which something was written stays: nothing is lost by a slip of the hand.
  const isWritten = [...target.querySelectorAll("textarea, input[type=text]")].some((field) => field.value !== field.defaultValue);
  if (!inside && !isWritten) target.close();
});
