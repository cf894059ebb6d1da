/** Pictures of the thread, large: arrows step through them, Escape and a click beside them close ([data-views]). */
const viewer = document.getElementById("viewer");
const picture = viewer.querySelector("img");
let at = 0;

function all() {
  return [...document.querySelectorAll("#thread [data-views]")];
}

function show(place) {
  const links = all();
  at = Math.min(Math.max(place, 0), links.length - 1);
  const link = links[at];
  if (!link) return;
  picture.src = link.href;
  picture.alt = link.querySelector("img").alt;
  viewer.querySelector("h2").textContent = link.dataset.views;
  viewer.querySelector("[data-place]").textContent = links.length > 1 ? `${at + 1} / ${links.length}` : "";
  const saves = viewer.querySelector("[data-saves]");
  saves.href = link.href;
  saves.download = link.dataset.views;
  for (const button of viewer.querySelectorAll("[data-steps]")) {
    const next = at + Number(button.dataset.steps);
    button.disabled = next < 0 || next >= links.length;
  }
}

document.addEventListener("click", (event) => {
  const link = event.target.closest("[data-views]");
  // With a key held the browser opens it in a tab of its own.
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  show(all().indexOf(link));
  viewer.showModal();
});
viewer.addEventListener("click", ({ target }) => {
  const step = target.closest("[data-steps]");
  if (step) show(at + Number(step.dataset.steps));
});
viewer.addEventListener("keydown", (event) => {
  const step = { ArrowLeft: -1, ArrowRight: 1, Home: -Infinity, End: Infinity }[event.key];
  if (!step) return;
  event.preventDefault();
  event.stopPropagation();
  show(at + step);
});
