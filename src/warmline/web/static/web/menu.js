/** Opens and closes the sidebar on a narrow screen: data-menu on the header, data-menu-toggle on its button. */
const menu = document.querySelector("[data-menu]");
const toggle = menu?.querySelector("[data-menu-toggle]");

function show(open) {
  menu.classList.toggle("is-open", open);
  toggle.setAttribute("aria-expanded", String(open));
}

toggle?.addEventListener("click", () => show(toggle.getAttribute("aria-expanded") !== "true"));
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape" || toggle?.getAttribute("aria-expanded") !== "true") return;
  show(false);
  toggle.focus();
});
document.addEventListener("click", (event) => {
  if (menu && !menu.contains(event.target)) show(false);
});
