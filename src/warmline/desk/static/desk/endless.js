/** The list goes on by itself before its end is reached; the button does the same for whoever has no observer. */
import { read } from "./rows.js";

const AHEAD = "1200px"; // about two screens
let loading = false;

const end = () => document.querySelector("#inbox-end[data-next]");

async function more() {
  const here = end();
  if (loading || !here) return;
  loading = true;
  try {
    const response = await fetch(here.dataset.next, { headers: { "HX-Request": "true" } });
    if (!response.ok) return;
    const content = read(await response.text());
    const known = (row) => document.getElementById(row.id);
    const fresh = [...content.querySelectorAll("[data-row]")].filter((row) => !known(row));
    document.getElementById("inbox-list").append(...fresh);
    document.getElementById("inbox-end").replaceWith(content.querySelector("#inbox-end"));
  } catch {
    return; // without a connection: the next look asks again
  } finally {
    loading = false;
  }
  watch();
}

const root = document.querySelector(".desk-list .inbox-list");
const observer = new IntersectionObserver((seen) => {
  if (seen.some((entry) => entry.isIntersecting)) more();
}, { root, rootMargin: AHEAD });

function watch() {
  observer.disconnect();
  const last = root ? root.lastElementChild : end();
  if (end() && last) observer.observe(last);
}

document.addEventListener("click", (event) => {
  if (!event.target.closest("#inbox-end a")) return;
  event.preventDefault();
  more();
});
document.addEventListener("inbox:shown", watch);
watch();
