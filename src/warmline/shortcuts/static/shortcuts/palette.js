/** Find or do anything: acts and pages of the registry at once, what the server finds as one types. A combobox with its list. */
import { act, aim, entries, isPossible, written } from "./registry.js";
import { best, note, recent } from "./fitting.js";
import { row } from "./row.js";
import { say } from "../web/words.js";

const AFTER_MS = 120;
const MOST = 8;
const palette = document.getElementById("palette");
const box = document.getElementById("palette-input");
const list = document.getElementById("palette-list");
let back = null;
let asked = 0;
let timer;

const options = () => [...list.querySelectorAll("[role=option]")];
const chosen = () => list.querySelector('[aria-selected="true"]');
const live = () => document.querySelector('#live:has([data-opens="assignment-dialog"])');
/* Named only where it may be handed to somebody. */
const conversation = () => live()?.dataset.address.split("/").at(-2) ?? "";

function choose(option) {
  for (const each of options()) each.setAttribute("aria-selected", String(each === option));
  if (!option) return box.removeAttribute("aria-activedescendant");
  box.setAttribute("aria-activedescendant", option.id);
  option.scrollIntoView({ block: "nearest" });
}

function step(by) {
  const all = options();
  const at = all.indexOf(chosen());
  choose(all[(at + by + all.length) % all.length]);
}

function acts(text) {
  const possible = entries.filter((each) => each.sign !== "palette" && each.place !== "writing" && isPossible(each));
  const here = (each) => Number(Boolean(aim(each)));
  const found = text ? best(text, possible).slice(0, MOST) : possible.toSorted((one, other) => recent(other) - recent(one) || here(other) - here(one));
  return found.map((each) => row(each, written(each.keys ?? "e")));
}

function show(parts) {
  const was = chosen()?.dataset;
  list.replaceChildren(...parts);
  options().forEach((option, place) => { option.id = `palette-${place}`; });
  const same = was && options().find((each) => each.dataset.name === was.name && each.dataset.href === was.href);
  choose(same ?? options()[0]);
  box.setAttribute("aria-expanded", String(options().length > 0));
  palette.querySelector("[data-none]").hidden = options().length > 0;
}

function group(words, rows) {
  const made = document.createElement("div");
  made.setAttribute("role", "group");
  made.setAttribute("aria-label", words);
  const head = Object.assign(document.createElement("div"), { className: "palette-group", textContent: words });
  head.setAttribute("role", "presentation");
  made.append(head, ...rows);
  return made;
}

async function look() {
  const mine = ++asked;
  const text = box.value.trim();
  const own = acts(text);
  const first = own.length ? [group(say("Do and go"), own)] : [];
  show(first);
  const query = new URLSearchParams({ q: text, conversation: conversation() });
  const response = await fetch(`/shortcuts/found?${query}`).catch(() => null);
  // A slower answer to an earlier question must not replace a later one.
  if (!response?.ok || mine !== asked) return;
  const found = document.createElement("template");
  found.innerHTML = await response.text();
  if (mine === asked) show(text ? [...first, found.content] : [found.content, ...first]);
}

function take(option) {
  palette.close();
  const entry = entries.find((each) => each.name === option.dataset.name);
  if (option.dataset.href) return location.assign(option.dataset.href);
  if (option.dataset.macro) return document.body.dispatchEvent(new CustomEvent("shortcut:macro", { detail: { pk: option.dataset.macro, words: option.dataset.words } }));
  if (option.dataset.handsTo) return document.body.dispatchEvent(new CustomEvent("shortcut:hand", { detail: option.dataset.handsTo }));
  note(entry);
  act(entry, back);
}

document.body.addEventListener("shortcut:palette", (event) => {
  event.preventDefault();
  back = event.detail.from;
  box.value = "";
  palette.showModal();
  look();
});
box.addEventListener("input", () => { clearTimeout(timer); timer = setTimeout(look, AFTER_MS); });
box.addEventListener("keydown", (event) => {
  const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  // A search field would keep the first Escape for itself, to empty it.
  if (event.key === "Escape" && !event.isComposing) return palette.close();
  if (event.isComposing || (!by && event.key !== "Enter")) return;
  event.preventDefault();
  if (by) step(by);
  else if (chosen()) take(chosen());
});
list.addEventListener("click", (event) => { const option = event.target.closest("[role=option]"); if (option) take(option); });
