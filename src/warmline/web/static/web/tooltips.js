/** Shows data-tip (and data-keys) beside what the mouse or the focus is on; Escape hides it, the mouse may go upon it.
 *  The words stand in the element too, for who sees none of this. */
const WAIT_MS = 350;
const GAP = 6;
const tip = document.createElement("div");
tip.className = "tip";
tip.popover = "manual";
tip.setAttribute("aria-hidden", "true");
document.body.append(tip);
let shownFor = null;
let timer;

function show(element) {
  if (!element.isConnected || shownFor === element) return;
  shownFor = element;
  tip.replaceChildren(element.dataset.tip);
  for (const key of element.dataset.keys?.split(" ") ?? []) {
    const made = document.createElement("kbd");
    made.textContent = key;
    tip.append(" ", made);
  }
  tip.showPopover();
  place(element.getBoundingClientRect(), tip.getBoundingClientRect());
}

function place(at, own) {
  const left = Math.min(Math.max(at.left + (at.width - own.width) / 2, GAP), innerWidth - own.width - GAP);
  const above = at.top - own.height - GAP;
  tip.style.left = `${left}px`;
  tip.style.top = `${above > 0 ? above : at.bottom + GAP}px`;
}

function hide() {
  clearTimeout(timer);
  shownFor = null;
  if (tip.matches(":popover-open")) tip.hidePopover();
}

document.addEventListener("pointerover", ({ target, pointerType }) => {
  if (tip.contains(target) || pointerType === "touch") return;
  const element = target.closest?.("[data-tip]");
  if (element === shownFor && element) return;
  hide();
  if (element) timer = setTimeout(() => show(element), WAIT_MS);
});
document.addEventListener("focusin", ({ target }) => {
  const element = target.closest?.("[data-tip]");
  if (element?.matches(":focus-visible")) show(element);
});
document.addEventListener("focusout", hide);
document.addEventListener("click", hide);
document.addEventListener("scroll", hide, { capture: true, passive: true });
document.addEventListener("keydown", (event) => { if (event.key === "Escape") hide(); });
