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

document.addEventListener("keydown", (event) => {
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
