/** The list that changes by itself: a wake-up names conversations, their rows are read and put in their place. */
import { badge } from "../web/title.js";
import { ids, lastKey, place, read } from "./rows.js";
import { say } from "../web/words.js";

const FRESH_MS = 4000;
const PAGE = 50; // as ON_A_PAGE in desk/inbox.py: what is longer is read again up to its last row
const announcer = document.getElementById("announcer");
const inbox = () => document.querySelector("[data-inbox]");
const count = (root) => Number(root?.querySelector("#inbox-tabs")?.dataset.waiting ?? 0);
let waiting = count(document);
let asking = false;
let named = new Set();
let isAll = false;

async function ask(fields) {
  const query = new URLSearchParams(fields).toString();
  const address = inbox().dataset.address + (query ? `&${query}` : "");
  try {
    const response = await fetch(address, { headers: { "HX-Request": "true" } });
    if (response.status === 401) location.reload();
    return response.ok ? read(await response.text()) : null;
  } catch {
    return null;
  }
}

function show(content, gone) {
  const known = new Set(ids());
  const more = content.querySelector("#inbox-end");
  place(content.querySelector("[data-rows]"), gone, Boolean(document.querySelector("#inbox-end[data-next]")));
  window.Idiomorph.morph(document.getElementById("inbox-tabs"), content.querySelector("#inbox-tabs"));
  if (more) document.getElementById("inbox-end").replaceWith(more);
  for (const id of ids()) if (!known.has(id)) light(document.getElementById(`row-${id}`));
  tell(count(document));
  document.dispatchEvent(new CustomEvent("inbox:shown"));
}

function light(row) {
  row.classList.add("is-fresh");
  setTimeout(() => row.classList.remove("is-fresh"), FRESH_MS);
}

function tell(now) {
  if (now > waiting) announcer.textContent = now === 1 ? say("One customer is waiting.") : say("{count} customers are waiting.", { count: now });
  waiting = now;
  badge("queue", waiting);
}

async function everything() {
  const until = ids().length > PAGE ? lastKey() : "";
  const content = await ask(until ? { until } : {});
  if (!content) return;
  const read = [...content.querySelectorAll("[data-row]")];
  const last = content.querySelector("#inbox-end[data-next]") ? read.at(-1)?.dataset.key : "";
  show(content, (row) => !last || row.dataset.key <= last);
}

async function some(changed) {
  const content = await ask({ ids: changed.join(",") });
  if (content) show(content, (row) => changed.includes(row.dataset.row));
}

/** One question at a time; what is told meanwhile is asked for after it. */
async function work() {
  if (asking || !inbox()) return;
  asking = true;
  while (isAll || named.size) {
    const changed = [...named];
    const all = isAll;
    named = new Set();
    isAll = false;
    await (all ? everything() : some(changed));
  }
  asking = false;
}

badge("queue", waiting);
document.body.addEventListener("desk:inbox", (event) => {
  const changed = event.detail?.conversations;
  if (changed?.length) changed.forEach((id) => named.add(id));
  else isAll = true;
  work();
});
