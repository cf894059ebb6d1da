/** Arrow keys go through the choices of the list that a box names in [data-picks]; Enter takes the one that is lit. */
const listOf = (box) => document.getElementById(box.dataset.picks);
export const choices = (box) => [...listOf(box).querySelectorAll("[role=option]")];
export const chosen = (box) => choices(box).find((each) => each.getAttribute("aria-selected") === "true");

export function choose(box, choice) {
  for (const each of choices(box)) each.setAttribute("aria-selected", String(each === choice));
  if (choice) {
    box.setAttribute("aria-activedescendant", choice.id);
    choice.scrollIntoView({ block: "nearest" });
  } else box.removeAttribute("aria-activedescendant");
}

function step(box, by) {
  const all = choices(box);
  if (all.length) choose(box, all[(all.indexOf(chosen(box)) + by + (by < 0 && !chosen(box) ? 1 : 0) + all.length) % all.length]);
}

/** True when the key meant the list. */
export function walk(box, event) {
  const choice = chosen(box);
  if (event.key === "ArrowDown") step(box, 1);
  else if (event.key === "ArrowUp") step(box, -1);
  else if (event.key === "Enter" && choice) choice.click();
  else return false;
  event.preventDefault();
  return true;
}
