/** The list that changes by itself: number waiting in the title, new rows lit up softly and announced. */
const FRESH_MS = 4000;
const title = document.title;
const announcer = document.getElementById("announcer");
let known = ids();
let waiting = count();

function inbox() {
  return document.querySelector("[data-inbox]");
}

function count() {
  return Number(inbox()?.dataset.waiting ?? 0);
}

function ids() {
  return new Set([...document.querySelectorAll("#inbox [data-row]")].map((row) => row.dataset.row));
}

function badge() {
  document.title = waiting ? `(${waiting}) ${title}` : title;
}

function light(row) {
  row.classList.add("is-fresh");
  setTimeout(() => row.classList.remove("is-fresh"), FRESH_MS);
}

function changed(tab) {
  const now = ids();
  if (inbox().dataset.tab === tab) {
    for (const id of now) if (!known.has(id)) light(document.getElementById(`row-${id}`));
  }
  if (count() > waiting) {
    announcer.textContent = count() === 1 ? "One customer is waiting." : `${count()} customers are waiting.`;
  }
  known = now;
  waiting = count();
  badge();
}

let shownTab = inbox()?.dataset.tab;
badge();
document.addEventListener("htmx:afterSettle", (event) => {
  if (!inbox() || event.target.id !== "inbox") return;
  changed(shownTab);
  shownTab = inbox().dataset.tab;
});
