/** Opens and closes the sidebar on a narrow screen (data-menu, data-menu-toggle), and closes details.dropdown. */
const menu = document.querySelector("[data-menu]");
const toggle = menu?.querySelector("[data-menu-toggle]");

function show(open) {
  menu.classList.toggle("is-open", open);
  toggle.setAttribute("aria-expanded", String(open));
}

toggle?.addEventListener("click", () => show(toggle.getAttribute("aria-expanded") !== "true"));

function closeDropdowns(besides) {
  for (const dropdown of document.querySelectorAll("details.dropdown[open]")) {
    if (!dropdown.contains(besides)) dropdown.open = false;
  }
}

/** Up and down go through the lines of an open menu, Home and End to its ends. */
function walk(dropdown, key) {
  const lines = [...dropdown.querySelectorAll(".dropdown-item:not(:disabled)")];
  const at = lines.indexOf(document.activeElement);
  const next = { ArrowDown: at + 1, ArrowUp: at < 0 ? -1 : at - 1, Home: 0, End: -1 }[key];
  lines.at(next % lines.length)?.focus();
}

document.addEventListener("keydown", (event) => {
  const dropdown = document.activeElement?.closest("details.dropdown");
  if (dropdown && ["ArrowDown", "ArrowUp", "Home", "End"].includes(event.key) && !event.target.matches("input, select, textarea")) {
    event.preventDefault();
    dropdown.open = true;
    walk(dropdown, event.key);
  }
  if (event.key !== "Escape") return;
  document.activeElement?.closest("details.dropdown[open]")?.querySelector("summary").focus();
  closeDropdowns(null);
  if (toggle?.getAttribute("aria-expanded") !== "true") return;
  show(false);
  toggle.focus();
});
document.addEventListener("click", (event) => {
  closeDropdowns(event.target);
  if (menu && !menu.contains(event.target)) show(false);
});
