/** Walks through the list and opens a row, when the person's shortcuts say so. */
const links = () => [...document.querySelectorAll("#inbox-list [data-row] > a")];

function step(by) {
  const all = links();
  const here = all.indexOf(document.activeElement);
  const open = all.findIndex((link) => link.hasAttribute("aria-current"));
  const from = here >= 0 ? here : open >= 0 ? open : by > 0 ? -1 : 0;
  const link = all[Math.min(Math.max(from + by, 0), all.length - 1)];
  if (!link) return;
  // Beside a conversation on a narrow screen the list is not shown: there a step opens.
  if (!link.checkVisibility()) return link.click();
  link.focus({ preventScroll: true });
  link.scrollIntoView({ block: "nearest" });
}

function on(name, does) {
  document.body.addEventListener(`shortcut:${name}`, (event) => {
    if (does() !== false) event.preventDefault();
  });
}

on("next", () => step(1));
on("previous", () => step(-1));
on("open", () => (links().includes(document.activeElement) ? document.activeElement.click() : false));
