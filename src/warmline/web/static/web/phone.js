/** On a phone: where the on-screen keyboard begins, the other acts behind one button, and the worker that says "offline". */
const root = document.documentElement;
const seen = window.visualViewport;

/* Some browsers lay the keyboard over the page instead of making it smaller. */
function fit() {
  const isCovered = innerHeight - seen.height > 80;
  if (isCovered) root.style.setProperty("--seen", `${Math.round(seen.height)}px`);
  else root.style.removeProperty("--seen");
  if (isCovered && document.querySelector(".main-full")) scrollTo(0, 0);
}

function tellMore() {
  const isOpen = root.dataset.acts === "open";
  document.querySelector("[data-more]")?.setAttribute("aria-expanded", String(isOpen));
}

seen?.addEventListener("resize", fit);
document.addEventListener("click", ({ target }) => {
  if (target.closest("[data-more]")) root.dataset.acts = root.dataset.acts === "open" ? "" : "open";
  else if (target.closest(".state-acts .button")) root.dataset.acts = "";
  else return;
  tellMore();
});
document.addEventListener("htmx:afterSettle", tellMore);
navigator.serviceWorker?.register("/worker.js").catch(() => {}); // without it the browser's own page says "offline"
