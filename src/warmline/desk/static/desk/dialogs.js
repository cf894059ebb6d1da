/** Buttons with data-opens show a dialog; data-shuts closes it; a form with data-closes closes it once it worked. */
document.addEventListener("click", (event) => {
  const opener = event.target.closest("[data-opens]");
  if (opener) open(document.getElementById(opener.dataset.opens));
  event.target.closest("[data-shuts]")?.closest("dialog").close();
});

function open(dialog) {
  dialog.querySelector(".dialog-refusal").replaceChildren();
  for (const seen of dialog.querySelectorAll("[data-seen]")) {
    // What the person has on screen when they decide, not what came after.
    seen.value = document.getElementById("live").dataset.number;
  }
  dialog.showModal();
  dialog.querySelector("[data-refetches]")?.dispatchEvent(new CustomEvent("opened"));
}

document.addEventListener("htmx:afterRequest", (event) => {
  const form = event.target.closest?.("form[data-closes]");
  if (form && event.target === form && event.detail.xhr.status < 400) {
    form.closest("dialog").close();
    form.reset();
  }
});
