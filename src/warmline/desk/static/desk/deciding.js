/** A window to decide in is clean and up to date when it opens (web/dialogs.js); a form with data-closes closes it once it worked. */
document.addEventListener("opening", ({ target }) => {
  target.querySelector(".dialog-refusal")?.replaceChildren();
  for (const seen of target.querySelectorAll("[data-seen]")) {
    // What the person has on screen when they decide, not what came after.
    seen.value = document.getElementById("live").dataset.number;
  }
});

document.addEventListener("htmx:afterRequest", (event) => {
  const form = event.target.closest?.("form[data-closes]");
  if (form && event.target === form && event.detail.xhr.status < 400) {
    form.closest("dialog").close();
    form.reset();
  }
});
