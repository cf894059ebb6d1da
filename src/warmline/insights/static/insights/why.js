/** Why did they really write? Arrow keys lead from the box into the themes. */
const box = () => document.querySelector("[data-why]");
const options = () => [...document.querySelectorAll("#why-choices [role=option]")];
const chosen = () => options().find((option) => option.getAttribute("aria-selected") === "true");

function choose(option) {
  for (const each of options()) each.setAttribute("aria-selected", String(each === option));
  if (option) {
    box().setAttribute("aria-activedescendant", option.id);
    option.scrollIntoView({ block: "nearest" });
  } else box().removeAttribute("aria-activedescendant");
}

function step(by) {
  const all = options();
  const place = all.indexOf(chosen()) + by;
  // Above the first theme lies the box itself.
  choose(place < 0 ? (by < 0 && place < -1 ? all.at(-1) : undefined) : all[place % all.length]);
}

function inBox(event) {
  const option = chosen();
  if (event.key === "ArrowDown") step(1);
  else if (event.key === "ArrowUp") step(-1);
  else if (event.key === "Enter" && option) option.click();
  else if (event.key === "Escape" && option) choose();
  else return;
  event.preventDefault();
}

document.addEventListener("keydown", (event) => {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.target === box()) inBox(event);
});

document.addEventListener("htmx:afterSettle", (event) => {
  if (event.target.id !== "why-choices" || !box()) return;
  choose();
  box().setAttribute("aria-expanded", String(options().length > 0));
});
