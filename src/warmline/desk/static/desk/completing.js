/** A list of choices that opens while somebody types a sign such as / or @ in a text box, and closes with Escape. */
import { choices, choose, chosen, walk } from "./picking.js";

const AFTER_MS = 120;

/** pattern: what before the caret asks for the list, its words in group 1. pick(choice, start): start is where the sign stands. */
export function complete(box, { pattern, address, pick, say }) {
  const list = document.getElementById(box.dataset.picks);
  box.setAttribute("aria-autocomplete", "list");
  box.setAttribute("aria-controls", list.id);
  let timer;
  let asked = 0;
  let shown = null; // the words for which choices stand there
  let isHasty = false; // Enter came before them
  let isWaiting = false; // they are on their way
  let left = -1; // where somebody pressed Escape: the same sign does not open it again

  const found = () => {
    if (box.selectionStart !== box.selectionEnd) return null;
    return pattern.exec(box.value.slice(0, box.selectionStart));
  };
  const start = (match) => match.index + match[0].length - match[1].length - 1;

  function close() {
    asked += 1;
    shown = null;
    isHasty = isWaiting = false;
    clearTimeout(timer);
    list.replaceChildren();
    box.removeAttribute("aria-activedescendant");
  }

  async function open() {
    const match = found();
    if (!match || start(match) === left) return close();
    const mine = ++asked;
    const response = await fetch(`${address}?words=${encodeURIComponent(match[1])}`, { headers: { "HX-Request": "true" } }).catch(() => null);
    if (mine !== asked) return;
    if (!response?.ok) return close();
    isWaiting = false;
    list.innerHTML = await response.text();
    shown = match[1];
    choose(box, choices(box)[0]);
    if (isHasty && found()?.[1] === shown) choices(box)[0]?.click();
    else say(choices(box).length);
    isHasty = false;
  }

  function take(choice) {
    const match = found();
    const at = match ? start(match) : box.selectionStart;
    close();
    box.focus();
    box.setSelectionRange(at, box.selectionStart);
    pick(choice);
  }

  box.addEventListener("input", () => {
    isWaiting = Boolean(found());
    if (!isWaiting) left = -1;
    clearTimeout(timer);
    timer = setTimeout(open, AFTER_MS);
  });
  box.addEventListener("blur", () => setTimeout(() => { if (document.activeElement !== box && !list.contains(document.activeElement)) close(); }, 150));
  list.addEventListener("click", (event) => {
    const choice = event.target.closest("[role=option]");
    if (choice && !choice.matches("a")) take(choice);
  });
  // Before anybody else hears of it: Escape closes the list, it does not leave the box.
  box.addEventListener("keydown", (event) => {
    if (!(choices(box).length || isWaiting) || event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
    if (!found()) return close();
    const isTaking = event.key === "Enter" || (event.key === "Tab" && !event.shiftKey);
    if (isTaking && found()?.[1] !== shown) isHasty = true;
    else if (event.key === "Escape") {
      const match = found();
      left = match ? start(match) : -1;
      close();
    } else if (event.key === "Tab" && isTaking) chosen(box)?.click();
    else if (!walk(box, event)) return;
    event.preventDefault();
    event.stopPropagation();
  }, true);
}

/** Instead of what is selected, through the browser's own editing, so that Ctrl+Z takes it out again. */
export function write(box, text) {
  box.focus();
  if (text && document.execCommand("insertText", false, text)) return;
  box.setRangeText(text, box.selectionStart, box.selectionEnd, "end");
  box.dispatchEvent(new Event("input", { bubbles: true }));
}
