/** From the box into what was found and back: arrow keys, Enter opens, Escape returns to the box. */
const box = document.querySelector("[data-search]");
const hits = () => [...document.querySelectorAll("[data-hit]")];

function step(event, by) {
  const all = hits();
  const place = all.indexOf(document.activeElement);
  if (!all.length || (place < 0 && by < 0)) return;
  event.preventDefault();
  if (place + by < 0) box.focus();
  else all[Math.min(place + by, all.length - 1)].focus();
}

document.addEventListener("keydown", (event) => {
  if (!box || event.ctrlKey || event.metaKey || event.altKey) return;
  const isHere = event.target === box || event.target.closest("[data-hit]");
  if (!isHere) return;
  if (event.key === "ArrowDown") step(event, 1);
  else if (event.key === "ArrowUp") step(event, -1);
  else if (event.key === "Escape" && event.target !== box) box.focus();
});
document.addEventListener("htmx:afterSettle", (event) => {
  if (event.target.id !== "found" || !box.closest(".search-page")) return;
  const address = new URL(location);
  address.searchParams.set("q", box.value);
  history.replaceState(history.state, "", address);
});
