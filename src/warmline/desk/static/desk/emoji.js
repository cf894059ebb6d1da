/** Emoji into the box ([data-emoji] names it): found by name, by arrow keys, or typed as :short_code:. */
import { EMOJI, find, named } from "./emoji_list.js";

const MOST_RECENT = 12;
const KEPT = "emoji-recent";
const panel = document.getElementById("emoji");
const search = panel.querySelector("input");
const list = panel.querySelector('[role="listbox"]');
let box;
let at = 0;

function recent() {
  try {
    return (JSON.parse(localStorage.getItem(KEPT)) ?? []).map((sign) => EMOJI.find((each) => each.sign === sign)).filter(Boolean);
  } catch {
    return [];
  }
}

function keep(sign) {
  const signs = [sign, ...recent().map((each) => each.sign)];
  try {
    localStorage.setItem(KEPT, JSON.stringify([...new Set(signs)].slice(0, MOST_RECENT)));
  } catch {
    // Storage is full or switched off: nothing is remembered.
  }
}

function show() {
  const found = search.value ? find(search.value) : [...new Set([...recent(), ...EMOJI])];
  list.replaceChildren(...found.map(({ sign, name }, place) => {
    const option = document.createElement("span");
    Object.assign(option, { id: `emoji-${place}`, className: "emoji", textContent: sign, title: `:${name}:` });
    option.setAttribute("role", "option");
    option.setAttribute("aria-label", name.replaceAll("_", " "));
    return option;
  }));
  panel.querySelector("[data-none]").hidden = found.length > 0;
  choose(0);
}

function choose(place) {
  at = Math.min(Math.max(place, 0), list.children.length - 1);
  [...list.children].forEach((option, index) => option.setAttribute("aria-selected", String(index === at)));
  search.setAttribute("aria-activedescendant", list.children[at]?.id ?? "");
  list.children[at]?.scrollIntoView({ block: "nearest" });
}

// The focus goes first: a popover that takes it along would give it back to the button.
function close() {
  box.focus();
  panel.hidePopover();
}

function insert(option) {
  if (!option) return;
  box.setRangeText(option.textContent, box.selectionStart, box.selectionEnd, "end");
  keep(option.textContent);
  close();
  box.dispatchEvent(new Event("input", { bubbles: true }));
}

function open(button) {
  box = document.getElementById(button.dataset.emoji);
  search.value = "";
  show();
  panel.showPopover();
  const { left, top } = button.getBoundingClientRect();
  panel.style.left = `${Math.max(Math.min(left, innerWidth - panel.offsetWidth - 8), 8)}px`;
  panel.style.top = `${Math.max(top - panel.offsetHeight - 8, 8)}px`;
  show();
  search.focus();
}

const columns = () => [...list.children].findIndex((each, place) => place && each.offsetTop > list.children[0].offsetTop);
const STEPS = { ArrowRight: () => 1, ArrowLeft: () => -1, ArrowDown: columns, ArrowUp: () => -columns() };

search.addEventListener("input", show);
search.addEventListener("keydown", (event) => {
  if (event.key === "Enter") insert(list.children[at]);
  else if (event.key === "Escape") close();
  else if (event.key in STEPS) choose(at + STEPS[event.key]());
  else return;
  event.preventDefault();
  event.stopPropagation();
});
list.addEventListener("click", (event) => insert(event.target.closest('[role="option"]')));
document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-emoji]");
  if (button) open(button);
});
document.addEventListener("input", (event) => {
  const typed = event.target;
  if (!typed.dataset?.draft || event.isComposing || !event.data?.endsWith(":")) return;
  const end = typed.selectionStart;
  const [whole, code] = typed.value.slice(0, end).match(/:([a-z0-9_+-]{2,30}):$/) ?? [];
  const found = code && named(code);
  if (found) typed.setRangeText(found.sign, end - whole.length, end, "end");
}, true);
