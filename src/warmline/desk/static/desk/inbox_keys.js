/** j and k walk through the list, Enter opens; a page that switches letters off sets data-letters="off" on <html>. */
const TYPED = "input, textarea, select, [contenteditable], dialog[open]";

const links = () => [...document.querySelectorAll("#inbox-list [data-row] > a")];

export function step(by) {
  const all = links();
  const here = all.indexOf(document.activeElement);
  const open = all.findIndex((link) => link.hasAttribute("aria-current"));
  const from = here >= 0 ? here : open >= 0 ? open : by > 0 ? -1 : 0;
  const link = all[Math.min(Math.max(from + by, 0), all.length - 1)];
  link?.focus({ preventScroll: true });
  link?.scrollIntoView({ block: "nearest" });
}

document.addEventListener("keydown", (event) => {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
  if (document.documentElement.dataset.letters === "off" || event.target.closest?.(TYPED)) return;
  if (event.key === "j") step(1);
  else if (event.key === "k") step(-1);
  else return;
  event.preventDefault();
});
document.body.addEventListener("desk:step", (event) => step(event.detail.by));
